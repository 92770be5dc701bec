"""Which call each delivery is, and what its answer means for its ticket."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from jumprope.kit import clock
from jumprope.kit.errors import Refused
from jumprope.operations.opsdesk.jobs import calls
from jumprope.operations.opsdesk.jobs.aws import OpsCenter
from jumprope.operations.opsdesk.jobs.calls import Call
from jumprope.operations.opsdesk.jobs.jira import AT_ONCE, Jira, Rejected, Unanswered, errors_of
from jumprope.operations.opsdesk.models import Delivery, DeliveryState, Ticket
from jumprope.operations.opsdesk.rules import adf
from jumprope.operations.opsdesk.rules.decisions import Kind, digest, label
from jumprope.operations.opsdesk.rules.documents import Document, Malformed
from jumprope.operations.opsdesk.rules.workflows import is_there, way
from jumprope.operations.opsdesk.writes.deliveries import Issue, Result


def creating(planned: Sequence[Delivery]) -> Call:
    """The one call that creates the issues of these tickets; at most 50."""
    return calls.create([each.body for each in planned])


def created(planned: Sequence[Delivery], jira: Jira, call: Call) -> list[Result]:
    """Create issues, and find out which is whose by the mark that each carries; none while nobody knows."""
    try:
        answer = jira.tell(call)
        keys = [issue.text("key") for issue in answer.each("issues")]
        failed = dict(map(_failure, answer.each("errors")))
    except Rejected as rejected:
        return [_refused(each, str(rejected)) for each in planned]
    except (Unanswered, Malformed):
        return []
    try:
        issues, _missing = jira.issues(keys)
    except Refused:
        return []  # they are there, and will be found
    found = {issue.group: issue.key for issue in issues}
    results = []
    for number, each in enumerate(planned):
        if number in failed:
            results.append(_refused(each, failed[number]))
        elif each.ticket.group in found:
            results.append(_done(each, jira_key=found[each.ticket.group]))
    return results


def _failure(error: Document) -> tuple[object, str]:
    """Which of several issues was refused, by its number, and why."""
    return error.values.get("failedElementNumber"), errors_of(error.inner_or_empty("elementErrors"))


def printed(waiting: Sequence[Delivery], jira: Jira) -> Iterator[Call]:
    """The calls that deliveries are, in their order; of a ticket none after one that fails."""
    creates = [each for each in waiting if each.kind == Kind.CREATE]
    for start in range(0, len(creates), AT_ONCE):
        yield creating(creates[start : start + AT_ONCE])
    failed: set[int] = set()
    for each in waiting[len(creates) :]:
        if each.ticket_id in failed:
            continue
        try:
            call, _result = _call(each, each.ticket.jira_key, jira)
        except Rejected:
            failed.add(each.ticket_id)
            continue
        if call:
            yield call


def made(
    delivery: Delivery, key: str, jira: Jira, opscenter: Callable[[str, str], OpsCenter | None]
) -> tuple[Call | None, Result | None]:
    """Make one call about the issue with this key: the call, if one was needed, and its result, if known.

    `opscenter` knows the line to the OpsItems of an account and region.
    """
    call: Call | None = None
    try:
        call, result = _call(delivery, key, jira)
        if call is None:
            return None, result
        if call.method == calls.OPS_ITEM:
            line = opscenter(delivery.body["account"], delivery.body["region"])
            there = line is not None and line.tell(call.about(key).body)
            return call, result if there else _refused(delivery, f"{call.path} is not in OpsCenter")
        jira.tell(call.about(key))
    except Rejected as rejected:
        return None, _refused(delivery, str(rejected))
    except Unanswered:
        return call, None
    return call, result


def _call(delivery: Delivery, key: str, jira: Jira) -> tuple[Call | None, Result]:
    """What a delivery that creates nothing calls, and its result once that is answered."""
    body = delivery.body
    name = calls.name_of(delivery.ticket.group, delivery.ticket.jira_key)
    if delivery.kind == Kind.UPDATE:
        return calls.update(body, name), _done(delivery)
    if delivery.kind == Kind.COMMENT:
        return calls.comment(body["body"], name), _done(delivery, said=body["name"])
    if delivery.kind == Kind.LINK:
        return calls.link(body["reference"], body["title"], name), _done(delivery)
    if delivery.kind == Kind.OPS_ITEM:
        return calls.ops_item(body["reference"], body["status"], name), _done(delivery)
    return _transition(delivery, key, name, jira)


def _transition(delivery: Delivery, key: str, name: str, jira: Jira) -> tuple[Call | None, Result]:
    """The transition that the workflow offers now; where none fits, a comment, once."""
    to, otherwise = delivery.body["to"], delivery.body["otherwise"]
    category = jira.category(key)
    if is_there(category, to):
        return None, _done(delivery, category=category)
    found = way(jira.transitions(key), to)
    if found:
        return calls.transition(found.id, found.fields, name), _done(delivery, category=found.category)
    problem = f"{name}: its workflow offers no way to a status that is {to}; move it by hand"
    if otherwise is None:
        return None, _done(delivery, problem=problem)
    return calls.comment(otherwise["body"], name), _done(delivery, said=otherwise["name"], problem=problem)


def settled(sent: Sequence[Delivery], jira: Jira) -> list[Result]:
    """What became of calls that were never answered: what has not arrived is planned again.

    Issues are known by the marks that they carry, comments by their references. All other calls can be
    repeated without harm.
    """
    creates = [each for each in sent if each.kind == Kind.CREATE]
    there = _created_since(min(each.planned_at for each in creates), jira) if creates else {}
    results = [
        _done(each, jira_key=there[each.ticket.group]) if each.ticket.group in there else _again(each)
        for each in creates
    ]
    others = [each for each in sent if each.kind != Kind.CREATE]
    keys = _keys_now(others, jira)
    return results + [_found(each, keys.get(each.ticket.group, ""), jira) for each in others]


def _created_since(instant: datetime, jira: Jira) -> dict[str, str]:
    """The keys of the issues that we have created since, by the groups on their marks.

    They are not looked for by their labels or in their project: people could have taken them off, or moved
    them. Nobody can change who created an issue, and an hour allows for clocks that differ.
    """
    minutes = int((clock.now() - instant).total_seconds() // 60) + 60
    jql = f"creator = currentUser() AND created >= -{minutes}m ORDER BY key"
    return {issue.group: issue.key for issue in jira.search(jql) if issue.group}


def _keys_now(sent: Sequence[Delivery], jira: Jira) -> dict[str, str]:
    """The keys of these deliveries' issues by group: people may have moved them since to other projects."""
    keys = sorted({each.ticket.jira_key for each in sent if each.ticket.jira_key})
    issues, _missing = jira.issues(keys)
    return {issue.group: issue.key for issue in issues}


def _found(delivery: Delivery, key: str, jira: Jira) -> Result:
    """Whether the comment that a delivery makes, or may make, is there; the key is empty for no issue."""
    comment = delivery.body if delivery.kind == Kind.COMMENT else delivery.body.get("otherwise")
    if not comment or not key:
        return _again(delivery)
    try:
        said = map(adf.words, jira.comments(key))
    except Rejected:
        return _again(delivery)
    if any(f"({comment['reference']})" in text for text in said):
        return _done(delivery, said=comment["name"])
    return _again(delivery)


def edited(found: Mapping[str, Issue], thought: Mapping[str, Ticket]) -> set[str]:
    """The keys of issues that the search shows otherwise than we think they are."""
    return {
        key
        for key in found.keys() & thought.keys()
        if (issue := found[key]).category != thought[key].category
        or digest(issue.due_on) != thought[key].written.get("duedate")
        or label(thought[key].group) not in issue.labels
    }


def put_back(planned: Sequence[Delivery]) -> list[Result]:
    """That these were not sent after all."""
    return [_again(each) for each in planned]


def _done(delivery: Delivery, **said: str) -> Result:
    return Result(delivery_id=delivery.pk, sent_at=delivery.sent_at, state=DeliveryState.DONE, **said)


def _again(delivery: Delivery) -> Result:
    return Result(delivery_id=delivery.pk, sent_at=delivery.sent_at, state=DeliveryState.PLANNED)


def _refused(delivery: Delivery, problem: str) -> Result:
    return Result(
        delivery_id=delivery.pk,
        sent_at=delivery.sent_at,
        state=DeliveryState.REFUSED,
        problem=problem,
    )
