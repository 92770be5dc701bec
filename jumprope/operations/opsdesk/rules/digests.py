"""What a digest says: which tickets have to be resolved within two days, and which should have been."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from jumprope.operations.opsdesk.rules.sla import warned_from

MOST_LISTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An open ticket whose clock goes: what a digest needs to know of it."""

    jira_key: str
    subject: str
    place: str
    urgency: str
    team: str
    first_seen_at: datetime
    due_at: datetime

    def is_pressing(self, now: datetime) -> bool:
        """Whether it is due soon: from when on a breach is announced until it is one."""
        return warned_from(self.first_seen_at, self.due_at) <= now < self.due_at


@dataclass(frozen=True, slots=True)
class Digest:
    """A mail: to one address, what it is about, its plain text, and how many tickets are due soon."""

    recipient: str
    subject: str
    text: str
    pressing: int


def digests(
    tickets: Iterable[Open], now: datetime, *, to: Callable[[str], Sequence[str]], site: str
) -> list[Digest]:
    """One mail to each address whose teams have tickets that are due soon; overdue ones are listed too.

    `to` knows the addresses of a team, `site` is the address of Jira.
    """
    of: dict[str, list[Open]] = {}
    for ticket in sorted(tickets, key=lambda each: (each.due_at, each.jira_key)):
        for recipient in to(ticket.team):
            of.setdefault(recipient, []).append(ticket)
    found = (_digest(recipient, theirs, now, site) for recipient, theirs in sorted(of.items()))
    return [digest for digest in found if digest.pressing]


def _digest(recipient: str, tickets: list[Open], now: datetime, site: str) -> Digest:
    pressing = [ticket for ticket in tickets if ticket.is_pressing(now)]
    overdue = [ticket for ticket in tickets if ticket.due_at <= now]
    count = len(pressing)
    subject = f"{count} vulnerability ticket{'' if count == 1 else 's'} due soon"
    lines = [
        *_section("Due soon:", pressing, site),
        *_section("Overdue:", overdue, site),
        "What cannot be resolved in time needs its risk accepted, with a reason and an end.",
    ]
    return Digest(recipient, subject, "\n".join(lines) + "\n", count)


def _section(title: str, tickets: list[Open], site: str) -> Iterator[str]:
    if not tickets:
        return
    yield title
    yield ""
    for ticket in tickets[:MOST_LISTED]:
        yield f"{ticket.jira_key}  {ticket.urgency}  due {ticket.due_at:%Y-%m-%d %H:%M} UTC"
        yield "  " + " ".join(f"{ticket.subject} in {ticket.place}".split())
        yield f"  {site}/browse/{ticket.jira_key}"
        yield ""
    if len(tickets) > MOST_LISTED:
        yield f"and {len(tickets) - MOST_LISTED} more"
        yield ""
