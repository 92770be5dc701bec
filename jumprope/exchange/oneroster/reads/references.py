"""What a delivery refers to and does not hold: an earlier one must have brought it."""

from collections import defaultdict
from collections.abc import Iterable

from jumprope.exchange.oneroster.reads import known
from jumprope.exchange.oneroster.reads.changes import DeliveryRefused
from jumprope.exchange.oneroster.rules.problems import Code, Findings, shown
from jumprope.exchange.oneroster.rules.records import Lacking
from jumprope.exchange.oneroster.rules.references import Reference

KINDS = {
    "orgs": ("school", "tenant"),
    "academicSessions": ("school_year", "term", "grading_period"),
    "courses": ("course",),
    "classes": ("section",),
    "users": ("student", "staff_member", "guardian"),
}
"""The kinds of our rows that come from a file."""


def check_references(references: Iterable[Reference], warnings: Findings) -> None:
    """Look for references to what nobody knows. A query for each kind referred to.

    Raises `DeliveryRefused`; those that a row can do without become warnings. For what is made in a row's
    place, those who make it warn.
    """
    by_file: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        by_file[reference.file].append(reference)
    findings = Findings()
    for file, found in by_file.items():
        named = [each.sourced_id for each in found]
        there: set[str] = set()
        for kind in KINDS.get(file, ()):
            there |= known.keys(kind, named).keys()
        for reference in found:
            if reference.sourced_id in there or reference.lacking is Lacking.MADE:
                continue
            message = f"{shown(reference.sourced_id)} is neither in {file}.csv nor known from before."
            if reference.lacking is Lacking.IGNORED:
                message = f"{message} It is not read here."
            into = warnings if reference.lacking is Lacking.IGNORED else findings
            into.add(reference.place, Code.UNKNOWN_REFERENCE, message, reference.field)
    if findings:
        raise DeliveryRefused(findings.problems())
