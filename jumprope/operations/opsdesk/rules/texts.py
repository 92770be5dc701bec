"""What tickets say: plain sentences with the evidence, made the same way each time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from jumprope.operations.opsdesk.rules import adf
from jumprope.operations.opsdesk.rules.evidence import Evidence, Judgement, Outcome
from jumprope.operations.opsdesk.rules.urgency import LIKELY

LONGEST_SUMMARY = 255
MOST_LISTED = 40
LONGEST_DESCRIPTION = 3000

BECAUSE = {
    Outcome.FIXED: "Resolved: the finding was closed by its source, which no longer sees it.",
    Outcome.GONE: "Resolved: the finding is no longer listed; it is fixed, or its resource is gone.",
    Outcome.SUPPRESSED: "Resolved: the finding is suppressed at its source.",
    Outcome.HARMLESS: "Resolved: its severity is now below what needs a ticket.",
}


def summary(subject: str, place: str) -> str:
    """The ticket's title."""
    return one_line(f"{subject} in {place}")


def one_line(words: str) -> str:
    """The same as a title of Jira's: on one line, not too long, and not empty."""
    return " ".join(adf.writable(words).split())[:LONGEST_SUMMARY] or "–"


def description(judgement: Judgement) -> adf.Node:
    """The ticket's text: what is wrong, how urgent, where, and what mends it.

    What changes from day to day (when it was last seen, the EPSS score) is not said, so that a ticket is
    only written again when there is something new. Only the first of many resources are listed.
    """
    first = judgement.active[0]
    needed = [
        adf.paragraph(adf.text(first.title)),
        adf.paragraph(adf.text(first.description[:LONGEST_DESCRIPTION])),
        adf.heading("How urgent"),
        adf.bullets(map(adf.text, _urgency(judgement))),
    ]
    more = [
        adf.heading("Where"),
        adf.bullets(_listed(map(_where, judgement.active))),
        *_section("What mends it", map(adf.text, _mends(judgement.active))),
        *_section("Read more", map(adf.link, _advisories(judgement.active))),
    ]
    return adf.fitting(needed, more)


def resolved(outcome: Outcome, judgement: Judgement, group: Sequence[Evidence], now: datetime) -> adf.Node:
    """Why a ticket is closed, with its evidence."""
    if judgement.acceptance:
        accepted = judgement.acceptance
        because = (
            f"The risk is accepted until {accepted.until:%Y-%m-%d} by {accepted.owner}: {accepted.reason}"
        )
    else:
        because = BECAUSE[outcome]
    seen = (f"{each.resource}: last seen {each.last_seen_at:%Y-%m-%d %H:%M} UTC" for each in group)
    said = adf.paragraph(adf.text(f"{because} ({now:%Y-%m-%d %H:%M} UTC)"))
    return adf.fitting([said], _section("Evidence", map(adf.text, seen)))


def reopened(judgement: Judgement, because: str) -> adf.Node:
    """Why a ticket is open again, with its evidence."""
    seen = (f"{each.resource}: seen {each.last_seen_at:%Y-%m-%d %H:%M} UTC" for each in judgement.active)
    return adf.fitting([adf.paragraph(adf.text(because))], _section("Evidence", map(adf.text, seen)))


def warning(due: datetime) -> adf.Node:
    """That the time is nearly over."""
    return adf.document(
        adf.paragraph(
            adf.text(
                f"This is due {due:%Y-%m-%d %H:%M} UTC. If it cannot be resolved by then, have the risk "
                "accepted, with a reason and an end."
            )
        )
    )


def stuck(wish: str) -> adf.Node:
    """That the workflow has no way to where the ticket belongs: a person has to go it."""
    sentence = f"This belongs into {wish}, and the workflow offers no way there. Please move it by hand."
    return adf.document(adf.paragraph(adf.text(sentence)))


def _urgency(judgement: Judgement) -> list[str]:
    raised = all(each.severity != judgement.urgency for each in judgement.active)
    lines = [f"Urgency: {judgement.urgency}, to be resolved within {judgement.days} days of its first sight"]
    if raised:
        lines.append("Raised above the severity that its source gives")
    if any(each.exploited for each in judgement.active):
        lines.append("An exploit is known")
    if any(each.epss is not None and each.epss >= LIKELY for each in judgement.active):
        lines.append("An attack within 30 days is likely (EPSS of at least 10 %)")
    return lines


def _where(evidence: Evidence) -> adf.Node:
    packages = ", ".join(f"{each['name']} {each['version']}" for each in evidence.packages[:5])
    whose = ", ".join(filter(None, (evidence.account, evidence.region)))
    where = f"{evidence.resource} ({whose})" if whose else evidence.resource
    return adf.text(f"{where}: {packages}" if packages else where)


def _mends(active: Iterable[Evidence]) -> list[str]:
    lines = {
        f"{each['name']}: {each['fixed_in'] or 'no mended version yet'}": None
        for evidence in active
        for each in evidence.packages
    }
    lines |= {evidence.remediation[:LONGEST_DESCRIPTION]: None for evidence in active if evidence.remediation}
    return list(lines)


def _advisories(active: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(address for evidence in active for address in evidence.advisories))


def _section(title: str, items: Iterable[adf.Node]) -> list[adf.Node]:
    listed = _listed(items)
    return [adf.heading(title), adf.bullets(listed)] if listed else []


def _listed(items: Iterable[adf.Node]) -> list[adf.Node]:
    found = list(items)
    rest = len(found) - MOST_LISTED
    return found if rest <= 0 else [*found[:MOST_LISTED], adf.text(f"and {rest} more")]
