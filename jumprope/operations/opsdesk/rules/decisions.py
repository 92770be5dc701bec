"""From what is known of a group and its ticket to what the ticket is now, and what others have to be told."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from jumprope.operations.opsdesk.rules import adf, texts
from jumprope.operations.opsdesk.rules.evidence import Evidence, Judgement, Law, Outcome, judged
from jumprope.operations.opsdesk.rules.observations import Source, State
from jumprope.operations.opsdesk.rules.sla import Pause, Why, due_at, warned_from
from jumprope.operations.opsdesk.rules.urgency import PRIORITIES

LABEL = "opsdesk"
"""Every ticket's label; beside it each has one of its own."""

DONE = "done"
"""Jira's category of the statuses in which nothing is left to do."""

OPS_STATUS = {"new": "Open", "indeterminate": "InProgress", DONE: "Resolved"}


class Kind(StrEnum):
    """What a delivery does."""

    CREATE = "create"
    UPDATE = "update"
    COMMENT = "comment"
    TRANSITION = "transition"
    LINK = "link"
    OPS_ITEM = "ops_item"


@dataclass(frozen=True, slots=True)
class Planned:
    """A delivery to be made."""

    kind: Kind
    body: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A ticket as it is kept."""

    group: str
    subject: str
    place: str
    urgency: str
    team: str
    first_seen_at: datetime
    due_at: datetime
    resolved_at: datetime | None = None
    outcome: str = ""
    episode: int = 1
    jira_key: str = ""
    category: str = ""
    closed_by_people_at: datetime | None = None
    written: Mapping[str, str]
    said: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The ticket as it is from now on, the pause that begins, whether pauses end, and what is to be told."""

    ticket: Known
    begins: Why | None
    ends_pauses: bool
    planned: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Where tickets go: the project, and the type of issue that work on vulnerabilities is."""

    project: str
    issue_type: str


def label(group: str) -> str:
    """The label that one ticket alone has, for people to find it by."""
    return f"{LABEL}-{group}"


def decided(
    group: Sequence[Evidence], known: Known | None, pauses: Sequence[Pause], law: Law, board: Board
) -> Decision | None:
    """What becomes of a group; None for one that has no ticket and needs none."""
    judgement = judged(group, law)
    if known is None:
        if not judgement.open:
            return None
        known = _new(group, judgement)
    ticket, begins, ends = _turned(known, judgement, law.now)
    if judgement.open:
        ended = [_ended(pause, law.now) for pause in pauses] if ends else pauses
        ticket = replace(
            ticket,
            urgency=judgement.urgency.value,
            team=judgement.team,
            first_seen_at=(first := min(known.first_seen_at, *_first_seen(judgement))),
            due_at=due_at(first, judgement.days, ended),
        )
    planned = _planned(ticket, judgement, group, law.now, board)
    if judgement.open and not any(pause.until is None and pause.why == Why.PERSON for pause in pauses):
        planned += _warning(ticket, law.now)
    return Decision(ticket, begins, ends, tuple(planned))


def _ended(pause: Pause, now: datetime) -> Pause:
    """The pause as it is once the ticket is open again; one that a person began, a person ends."""
    return pause if pause.why == Why.PERSON else replace(pause, until=pause.until or now)


def _new(group: Sequence[Evidence], judgement: Judgement) -> Known:
    first_seen = min(_first_seen(judgement))
    return Known(
        group=group[0].group,
        subject=group[0].subject,
        place=group[0].place,
        urgency=judgement.urgency.value,
        team=judgement.team,
        first_seen_at=first_seen,
        due_at=due_at(first_seen, judgement.days, ()),
        written={},
    )


def _first_seen(judgement: Judgement) -> list[datetime]:
    return [each.first_seen_at for each in judgement.active]


def _turned(known: Known, judgement: Judgement, now: datetime) -> tuple[Known, Why | None, bool]:
    """The ticket resolved, or opened again; the pause that begins with it, and whether one ends."""
    if judgement.outcome is not None:
        outcome = judgement.outcome.value
        if known.resolved_at is not None:
            return replace(known, outcome=outcome), None, False
        why = Why.ACCEPTED if judgement.outcome is Outcome.ACCEPTED else Why.RESOLVED
        return replace(known, resolved_at=now, outcome=outcome, closed_by_people_at=None), why, False
    if known.resolved_at is None:
        return known, None, False
    episode = known.episode + 1
    return replace(known, resolved_at=None, outcome="", episode=episode, closed_by_people_at=None), None, True


def _planned(
    ticket: Known, judgement: Judgement, group: Sequence[Evidence], now: datetime, board: Board
) -> list[Planned]:
    if not ticket.jira_key:
        if not judgement.open:
            return []
        created = Planned(Kind.CREATE, _created(ticket, judgement, board))
        return [created, *_told_opscenter(ticket, group, "new")]
    if not judgement.open:
        closing = _closing(ticket, judgement, group, now)
        # An accepted risk is still there: an OpsItem that were resolved for it would never come back.
        over = [] if judgement.outcome is Outcome.ACCEPTED else _told_opscenter(ticket, group, DONE)
        return [*closing, *over]
    if ticket.category == DONE and not _seen_since(ticket, judgement):
        return _told_opscenter(ticket, group, DONE)
    opening = _opening(ticket, judgement)
    category = "new" if opening else ticket.category
    return [
        *opening,
        *_update(ticket, judgement),
        *_told_opscenter(ticket, group, category),
    ]


def _seen_since(ticket: Known, judgement: Judgement) -> bool:
    """Whether AWS has seen it after someone closed the ticket: only then it is opened against their will."""
    return ticket.closed_by_people_at is None or judgement.newest > ticket.closed_by_people_at


def _closing(ticket: Known, judgement: Judgement, group: Sequence[Evidence], now: datetime) -> list[Planned]:
    if ticket.category == DONE or judgement.outcome is None:
        return []
    text = texts.resolved(judgement.outcome, judgement, group, now)
    return [
        *_comment(ticket, f"resolved-{ticket.episode}", text),
        _transition(ticket, DONE, "a status in which it is done"),
    ]


def _opening(ticket: Known, judgement: Judgement) -> list[Planned]:
    if ticket.category != DONE:
        return []
    if ticket.closed_by_people_at is not None:
        name = f"still-{ticket.closed_by_people_at:%Y%m%d%H%M%S}"
        because = "Opened again: it was seen after this ticket was closed."
    else:
        name = f"reopened-{ticket.episode}"
        because = "Opened again: it is back, or its risk is no longer accepted."
    text = texts.reopened(judgement, because)
    return [*_comment(ticket, name, text), _transition(ticket, "open", "an open status")]


def _transition(ticket: Known, to: str, wish: str) -> Planned:
    """To a status of this category; what is said, once, where the workflow has no way there."""
    otherwise = _comment(ticket, f"stuck-{to}-{ticket.episode}", texts.stuck(wish))
    return Planned(Kind.TRANSITION, {"to": to, "otherwise": otherwise[0].body if otherwise else None})


def _comment(ticket: Known, name: str, text: adf.Node) -> list[Planned]:
    """A comment, which is made once: its reference stands at its end, so that it can be found."""
    if name in ticket.said:
        return []
    reference = f"{label(ticket.group)} {name}"
    body = adf.document(*text["content"], adf.paragraph(adf.text(f"({reference})")))
    return [Planned(Kind.COMMENT, {"name": name, "reference": reference, "body": body})]


def _created(ticket: Known, judgement: Judgement, board: Board) -> dict[str, Any]:
    fields = {"project": {"key": board.project}, "issuetype": {"name": board.issue_type}}
    mark = {"group": ticket.group, "subject": ticket.subject, "place": ticket.place}
    return {
        "fields": fields | _fields(ticket, judgement),
        "properties": [{"key": LABEL, "value": mark}],
    }


def _fields(ticket: Known, judgement: Judgement) -> dict[str, Any]:
    """What opsdesk says in a ticket; what else stands there is people's."""
    labels = [LABEL, label(ticket.group)]
    if ticket.team:
        labels.append("team-" + "-".join(ticket.team.lower().split()))
    return {
        "summary": texts.summary(ticket.subject, ticket.place),
        "description": texts.description(judgement),
        "priority": {"name": PRIORITIES[ticket.urgency]},
        "duedate": f"{ticket.due_at:%Y-%m-%d}",
        "labels": labels,
    }


def _update(ticket: Known, judgement: Judgement) -> list[Planned]:
    """The fields of which something new is to be said; labels are added, people's own stay."""
    fields = _fields(ticket, judgement)
    changed = {name: value for name, value in fields.items() if digest(value) != ticket.written.get(name)}
    if not changed:
        return []
    labels = changed.pop("labels", None)
    body: dict[str, Any] = {"fields": changed} if changed else {}
    if labels:
        body["update"] = {"labels": [{"add": each} for each in labels]}
    return [Planned(Kind.UPDATE, body)]


def told(kind: str, body: Mapping[str, Any]) -> dict[str, str]:
    """What the ticket's `written` holds once this was delivered."""
    if kind in {Kind.OPS_ITEM, Kind.LINK}:
        return {f"{kind} {body['reference']}": body.get("status", "linked")}
    found = {name: digest(value) for name, value in body.get("fields", {}).items()}
    if added := body.get("update", {}).get("labels"):
        found["labels"] = digest([each["add"] for each in added])
    return found


def digest(value: Any) -> str:
    """Eight hexadecimal digits that tell two values of a field apart."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:8]


def _warning(ticket: Known, now: datetime) -> list[Planned]:
    held = not ticket.jira_key or ticket.closed_by_people_at is not None
    if held or not warned_from(ticket.first_seen_at, ticket.due_at) <= now < ticket.due_at:
        return []
    return _comment(ticket, f"due-{ticket.due_at:%Y%m%d}", texts.warning(ticket.due_at))


def _told_opscenter(ticket: Known, group: Sequence[Evidence], category: str) -> list[Planned]:
    """OpsItems of the group learn the ticket's key and its status; the ticket gets a link to them.

    One that is over is opened again only if it was resolved from here, for Inspector's sake: what others have
    resolved stays so, and so does, where OpsItems decide, what is over beside a new one.
    """
    planned = []
    inspector_decides = any(each.source == Source.INSPECTOR for each in group)
    for each in group:
        if each.source == Source.OPSCENTER:
            status, known = OPS_STATUS.get(category, "Open"), f"{Kind.OPS_ITEM} {each.reference}"
            if ticket.written.get(f"{Kind.LINK} {each.reference}") is None:
                said = {"reference": each.reference, "title": texts.one_line(each.title)}
                planned.append(Planned(Kind.LINK, said))
            resolved_here = inspector_decides and ticket.written.get(known) == OPS_STATUS[DONE]
            follows = each.state == State.ACTIVE or resolved_here
            if follows and ticket.written.get(known) != status:
                whose = {"account": each.account, "region": each.region}
                body = {"reference": each.reference, "status": status, **whose}
                planned.append(Planned(Kind.OPS_ITEM, body))
    return planned
