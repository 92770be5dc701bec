"""The desk at work: ask what is, decide, tell others. Each step can be cut off, and the next run goes on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction

from jumprope.kit import clock
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import answers
from jumprope.operations.opsdesk.jobs.aws import AwsRefuses, Inspector, OpsCenter
from jumprope.operations.opsdesk.jobs.jira import AT_ONCE, Jira
from jumprope.operations.opsdesk.models import Delivery, DeliveryState, Source
from jumprope.operations.opsdesk.rules.decisions import Board, Kind
from jumprope.operations.opsdesk.rules.observations import Observation
from jumprope.operations.opsdesk.writes import deliveries, findings, tickets
from jumprope.operations.opsdesk.writes.deliveries import Result

SETTLING = timedelta(minutes=15)
"""How long a call may be on its way, and Jira's index behind: only then it is asked what became of it."""

SEVERAL = 400


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a run needs: who runs it, where tickets go, and the lines to Jira and AWS."""

    viewer: Callable[[], Viewer]
    board: Board
    jira: Jira
    inspectors: Sequence[Inspector]
    opscenters: Sequence[OpsCenter]

    def opscenter(self, account: str, region: str) -> OpsCenter | None:
        """The line that is asked about what is of this account and region."""
        return next((line for line in self.opscenters if line.scope.covers(account, region)), None)


@dataclass(slots=True)
class Run:
    """What a run did: counts, the calls that it made, or would make, and what went wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, **counts: int) -> None:
        """Add to the counts."""
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count


def reconcile(desk: Desk, *, accept_empty: bool = False) -> Run:
    """List everything, heal what events have missed, and make the tickets say what is.

    Raises the refusals of Jira's and AWS's clients; what was done until then is kept.
    """
    run = Run()
    _prepare(desk, run, accept_empty=accept_empty)
    _deliver(desk, run, reads.waiting())
    run.add(jira_asked=desk.jira.asked, jira_told=desk.jira.told)
    return run


def rehearse(desk: Desk, *, accept_empty: bool = False) -> Run:
    """Exactly the calls that `reconcile` would make now, of which none is made and nothing is kept.

    Jira and AWS are asked what they know; a transaction is open as long as that takes.
    """
    run = Run()
    with transaction.atomic():
        _prepare(desk, run, accept_empty=accept_empty)
        run.calls = [str(call) for call in answers.printed(reads.waiting(), desk.jira)]
        transaction.set_rollback(True)
    return run


def take_events(desk: Desk, events: Sequence[Any]) -> Run:
    """Take in events and act on what they say at once."""
    run = Run()
    for start in range(0, len(events), SEVERAL):
        some = events[start : start + SEVERAL]
        taken = findings.take_events(viewer=desk.viewer(), events=some)
        run.add(taken=taken.taken, repeated=taken.repeated, older=taken.older, malformed=taken.malformed)
        _follow(desk, run, taken)
    return run


def replay(desk: Desk) -> Run:
    """Read the events again that could not be read, and act on what they say."""
    run = Run()
    taken = findings.replay(viewer=desk.viewer())
    run.add(taken=taken.taken, malformed=taken.malformed)
    _follow(desk, run, taken)
    return run


def look_at(desk: Desk, jira_key: str) -> Run:
    """Something has happened to an issue: ask Jira what, and act on it."""
    run = Run()
    groups = reads.groups_of([jira_key])
    if groups:
        _learn_of(desk, [jira_key])
        _act(desk, run, groups)
    return run


def _follow(desk: Desk, run: Run, taken: findings.Taken) -> None:
    """Ask for the OpsItems that events only mention, and act on all that has changed."""
    groups = set(taken.groups)
    observations: list[Observation] = []
    for reference, where in taken.mentioned.items():
        if line := desk.opscenter(*where):
            listing = line.these([reference])
            observations += listing.observations
            run.problems += listing.malformed
    if observations:
        asked = findings.take(viewer=desk.viewer(), observations=observations)
        groups |= set(asked.groups)
    if groups:
        _act(desk, run, sorted(groups))


def _act(desk: Desk, run: Run, groups: list[str]) -> None:
    """Decide about some groups, and tell what is new of these alone: others may be stale."""
    _decide(desk, groups)
    _deliver(desk, run, reads.waiting(groups))


def _prepare(desk: Desk, run: Run, *, accept_empty: bool) -> None:
    """All that comes before telling others anything."""
    _list(desk, run, accept_empty=accept_empty)
    _settle(desk)
    _learn(desk)
    decided = _decide(desk)
    run.add(opened=decided.opened, reopened=decided.reopened, resolved=decided.resolved)


def _decide(desk: Desk, groups: list[str] | None = None) -> tickets.Decided:
    """Decide about some groups or all. Done issues about which something is to be told are asked for before.

    They are looked at by no search, and people may have moved or deleted them since.
    """
    decided = tickets.decide(viewer=desk.viewer(), board=desk.board, groups=groups)
    learned = _learn_of(desk, reads.done_and_told(groups))
    if learned:
        tickets.decide(viewer=desk.viewer(), board=desk.board, groups=learned)
    return decided


def _list(desk: Desk, run: Run, *, accept_empty: bool) -> None:
    """Ask every line. Of one that is refused all stays as it was, and the run says so.

    Raises the first refusal when there is no line that is not refused.
    """
    refusals: list[Refused] = []
    lines: list[Inspector | OpsCenter] = [*desk.inspectors, *desk.opscenters]
    for line in lines:
        try:
            _list_one(desk, run, line, accept_empty=accept_empty)
        except (AwsRefuses, findings.ListingEmpty) as refusal:
            refusals.append(refusal)
    if refusals and len(refusals) == len(lines):
        raise refusals[0]
    run.problems += map(str, refusals)


def _list_one(desk: Desk, run: Run, line: Inspector | OpsCenter, *, accept_empty: bool) -> None:
    began_at = clock.now()
    if isinstance(line, Inspector):
        source, listing = Source.INSPECTOR, line.findings()
    else:
        # That nothing is open in OpsCenter is a good day.
        source, listing, accept_empty = Source.OPSCENTER, line.ops_items(reads.known_ops_items()), True
    run.problems += listing.malformed
    taken = findings.take_listing(
        viewer=desk.viewer(),
        source=source,
        observations=listing.observations,
        began_at=began_at,
        scope=line.scope,
        unchanged=listing.unchanged,
        accept_empty=accept_empty,
    )
    run.add(listed=taken.listed, changed=taken.changed, gone=taken.gone)


def _settle(desk: Desk) -> None:
    """Find out what became of calls that were sent and never answered. What never arrived is made again."""
    sent = reads.unanswered(clock.now() - SETTLING)
    if sent:
        results = answers.settled(sent, desk.jira)
        deliveries.finish(viewer=desk.viewer(), results=results)


def _learn(desk: Desk) -> None:
    """Find out what people have done in Jira.

    Its search may lag behind. So it only says of which issues to ask Jira itself: those that it does not
    find open although we think they are, or finds open although we think they are done. It looks for what we
    have created, which nobody can change, wherever people have moved it. Who has moved there from a key that
    we know is asked for by that key too. And of the issues that people have closed while they are needed no
    search says whether they are still there.
    """
    thought = reads.open_in_jira()
    search = desk.jira.search("creator = currentUser() AND statusCategory != Done ORDER BY key")
    found = {issue.key: issue for issue in search}
    unlike = {*thought} ^ {*found} | answers.edited(found, thought)
    moved = reads.keys_of({found[key].group for key in found.keys() - thought.keys()})
    _learn_of(desk, sorted({*unlike, *moved, *reads.closed_by_people()}))


def _learn_of(desk: Desk, keys: Sequence[str]) -> list[str]:
    """Ask Jira for these issues; the groups of those that are not as we thought."""
    groups: list[str] = []
    for start in range(0, len(keys), SEVERAL):
        issues, missing = desk.jira.issues(keys[start : start + SEVERAL])
        groups += deliveries.learn(viewer=desk.viewer(), issues=issues, missing=missing).groups
    return groups


def _deliver(desk: Desk, run: Run, waiting: Sequence[Delivery]) -> None:
    """Make the planned calls, one after the other. After one that fails, those of its ticket wait."""
    keys = {each.ticket_id: each.ticket.jira_key for each in waiting}
    creates = [each for each in waiting if each.kind == Kind.CREATE]
    for start in range(0, len(creates), AT_ONCE):
        keys |= _create(desk, run, creates[start : start + AT_ONCE])
    for delivery in waiting[len(creates) :]:
        if keys[delivery.ticket_id] and not _make(desk, run, delivery, keys[delivery.ticket_id]):
            keys[delivery.ticket_id] = ""


def _create(desk: Desk, run: Run, planned: Sequence[Delivery]) -> dict[int, str]:
    """Create issues; their keys by ticket."""
    mine = _begin(desk, planned)
    if not mine:
        return {}
    call = answers.creating(mine)
    with _put_back_if_refused(desk, mine):
        results = answers.created(mine, desk.jira, call)
    run.calls.append(str(call))
    if len(results) < len(mine):
        run.problems.append(f"{len(mine) - len(results)} issues: nobody knows yet whether they were made")
    _finish(desk, run, results)
    tickets_of = {each.pk: each.ticket_id for each in mine}
    return {tickets_of[result.delivery_id]: result.jira_key for result in results}


def _make(desk: Desk, run: Run, delivery: Delivery, key: str) -> bool:
    """Make one call about the issue with this key; whether the next one of its ticket may follow."""
    if not _begin(desk, [delivery]):
        return False
    with _put_back_if_refused(desk, [delivery]):
        call, result = answers.made(delivery, key, desk.jira, desk.opscenter)
    if call:
        run.calls.append(str(call))
    if result is None:
        run.problems.append(f"{delivery}: nobody knows yet whether it arrived")
        return False
    _finish(desk, run, [result])
    return result.state == DeliveryState.DONE


def _begin(desk: Desk, planned: Sequence[Delivery]) -> list[Delivery]:
    """Those of these deliveries that this run alone may send now; they know since when."""
    viewer = desk.viewer()
    begun = deliveries.begin(viewer=viewer, delivery_ids=[each.pk for each in planned]).delivery_ids
    mine = [each for each in planned if each.pk in set(begun)]
    for each in mine:
        each.sent_at = viewer.now
    return mine


@contextmanager
def _put_back_if_refused(desk: Desk, begun: Sequence[Delivery]) -> Iterator[None]:
    """Plan these again when they were certainly not sent: no token, or nobody there."""
    try:
        yield
    except Refused:
        deliveries.finish(viewer=desk.viewer(), results=answers.put_back(begun))
        raise


def _finish(desk: Desk, run: Run, results: Sequence[Result]) -> None:
    run.problems += [result.problem for result in results if result.problem]
    if results:
        deliveries.finish(viewer=desk.viewer(), results=results)
