"""What stands in the place of a number: OneRoster's states of a result, and our marks."""

from jumprope.exchange.oneroster.rules.records import Result

EXCUSED, MISSING, INCOMPLETE = "EX", "M", "INC"
"""The codes of the marks that every tenant begins with and that OneRoster has words for."""

GRADED = "fully graded"
_STATUSES = {EXCUSED: "exempt", MISSING: "not submitted", INCOMPLETE: "partially graded"}


def mark_of(result: Result) -> str | None:
    """The mark that a result as a whole says; None if it says a number or nothing."""
    if result.score_status == _STATUSES[EXCUSED]:
        return EXCUSED
    if result.missing or result.score_status == _STATUSES[MISSING]:
        return MISSING
    return INCOMPLETE if result.incomplete else None


def status_of(marks: set[str]) -> str:
    """The status of a result whose scores have these marks: that of the only one, if it has words for it."""
    if len(marks) == 1:
        return _STATUSES.get(min(marks), GRADED)
    return GRADED
