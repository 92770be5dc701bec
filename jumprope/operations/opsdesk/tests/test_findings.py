"""Taking in what AWS says: what is kept, what is refused, and what an older word cannot undo."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.values import NothingGiven, TooManyGiven
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    ACCOUNT,
    FIRST_SEEN,
    REGION,
    a_finding,
    an_event,
    an_ops_event,
    an_ops_item,
)
from jumprope.operations.opsdesk.models import Event, Finding
from jumprope.operations.opsdesk.rules import inspector, opsitems
from jumprope.operations.opsdesk.rules.decisions import Board
from jumprope.operations.opsdesk.rules.documents import Document
from jumprope.operations.opsdesk.rules.observations import Observation
from jumprope.operations.opsdesk.writes import findings, tickets
from jumprope.operations.opsdesk.writes.findings import ListingEmpty
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer

Now = Callable[[], Viewer]
HOUR = timedelta(hours=1)


def seen(found: dict[str, Any]) -> Observation:
    return inspector.observation(Document(found))


def test_a_malformed_event_is_kept_and_the_others_are_taken(viewer_now: Now) -> None:
    bad = an_event(a_finding(severity="AWFUL"))
    taken = findings.take_events(viewer=viewer_now(), events=[bad, an_event(a_finding()), "no event"])
    assert (taken.taken, taken.malformed) == (1, 2)
    kept = dict(Event.objects.exclude(problem="").values_list("identifier", "problem"))
    assert kept[bad["id"]].startswith("detail.severity: “AWFUL” is none of")
    assert [name for name in kept if name.startswith("sha256:")]
    assert Finding.objects.count() == 1


def test_an_event_with_half_a_character_is_kept_as_malformed_and_the_others_are_taken(
    viewer_now: Now,
) -> None:
    bad = an_event(a_finding() | {"title": "\ud800"})
    nameless = an_event(a_finding()) | {"id": "\ud800"}
    for again in (0, 1):
        taken = findings.take_events(viewer=viewer_now(), events=[bad, an_event(a_finding()), nameless])
        assert (taken.taken, taken.malformed, taken.repeated) == ((1, 2, 0), (0, 0, 2))[again] or again
    kept = dict(Event.objects.exclude(problem="").values_list("identifier", "problem"))
    assert kept.pop(bad["id"]) == "detail.title: half a character stands here"
    assert list(kept.values()) == ["id: half a character stands here"]
    assert next(iter(kept)).startswith("sha256:")
    assert findings.replay(viewer=viewer_now()).malformed == 2


def test_what_is_told_to_be_still_to_come_is_now_so_that_no_clock_begins_late(viewer_now: Now) -> None:
    with clock.stopped_at(FIRST_SEEN):
        findings.take_events(
            viewer=viewer_now(), events=[an_event(a_finding(first_seen=FIRST_SEEN + timedelta(days=40)))]
        )
    row = Finding.objects.get()
    assert {row.first_seen_at, row.last_seen_at, row.as_of} == {FIRST_SEEN}


def test_an_event_that_can_be_read_at_last_is_taken_by_replay(viewer_now: Now) -> None:
    findings.take_events(viewer=viewer_now(), events=[an_event(a_finding(severity="AWFUL"))])
    event = Event.objects.get()
    event.body = event.body.replace("AWFUL", "HIGH")
    event.save()
    assert findings.replay(viewer=viewer_now()).taken == 1
    assert Event.objects.get().problem == ""
    assert findings.replay(viewer=viewer_now()).taken == 0


def test_an_older_word_does_not_undo_a_newer_one(viewer_now: Now) -> None:
    found = a_finding()
    closed = {**found, "status": "CLOSED", "updatedAt": FIRST_SEEN + HOUR}
    findings.take_events(viewer=viewer_now(), events=[an_event(closed)])
    taken = findings.take_events(viewer=viewer_now(), events=[an_event(found)])
    assert (taken.taken, taken.older) == (0, 1)
    both = findings.take_events(viewer=viewer_now(), events=[an_event(closed), an_event(found)])
    assert (both.taken, both.older) == (1, 1)
    assert Finding.objects.get().state == "closed"


def test_a_finding_stays_in_its_group_when_tags_change(viewer_now: Now) -> None:
    first = a_finding()
    findings.take(viewer=viewer_now(), observations=[seen(first)])
    first["resources"][0]["details"]["awsEcrContainerImage"]["repositoryName"] = "moved"
    findings.take(viewer=viewer_now(), observations=[seen(first)])
    assert Finding.objects.get().place.endswith("/gradebook")


def test_an_ops_item_that_is_only_mentioned_is_asked_for(viewer_now: Now) -> None:
    item = an_ops_item()
    taken = findings.take_events(viewer=viewer_now(), events=[an_ops_event(item)])
    assert (taken.taken, taken.mentioned) == (0, {item["OpsItemId"]: [ACCOUNT, REGION]})
    findings.take(viewer=viewer_now(), observations=[opsitems.observation(Document(item))])
    resolved = {**item, "Status": "Resolved", "LastModifiedTime": FIRST_SEEN + HOUR}
    assert findings.take_events(viewer=viewer_now(), events=[an_ops_event(resolved)]).taken == 1
    back = {**item, "LastModifiedTime": FIRST_SEEN + 2 * HOUR}
    findings.take(viewer=viewer_now(), observations=[opsitems.observation(Document(back))])
    row = Finding.objects.get()
    assert (row.state, row.severity, row.last_seen_at) == ("active", "high", FIRST_SEEN + 2 * HOUR)


def listing(viewer: Viewer, *found: dict[str, Any], **options: Any) -> findings.Listed:
    observations = [seen(each) for each in found]
    return findings.take_listing(
        viewer=viewer, source="inspector", observations=observations, began_at=viewer.now, **options
    )


def test_a_listing_heals_and_what_it_lacks_is_gone(viewer_now: Now) -> None:
    first, second = a_finding(), a_finding()
    with clock.stopped_at(FIRST_SEEN):
        assert listing(viewer_now(), first, second).changed == 2
    with clock.stopped_at(FIRST_SEEN + HOUR):
        answer = listing(viewer_now(), {**first, "severity": "LOW"})
    assert (answer.listed, answer.changed, answer.gone) == (1, 1, 1)
    states = dict(Finding.objects.values_list("reference", "state"))
    assert states == {first["findingArn"]: "active", second["findingArn"]: "gone"}
    with clock.stopped_at(FIRST_SEEN + 2 * HOUR):
        assert listing(viewer_now(), {**first, "severity": "LOW"}).changed == 0
        assert listing(viewer_now(), second, unchanged=[first["findingArn"]]).changed == 1


def test_what_was_heard_while_a_listing_ran_is_let_be(viewer_now: Now) -> None:
    with clock.stopped_at(FIRST_SEEN):
        began = viewer_now()
    with clock.stopped_at(FIRST_SEEN + HOUR):
        found = a_finding(seen=FIRST_SEEN + HOUR)
        findings.take(viewer=viewer_now(), observations=[seen(found)])
        stale = {**found, "status": "CLOSED", "updatedAt": FIRST_SEEN}
        answer = findings.take_listing(
            viewer=viewer_now(), source="inspector", observations=[seen(stale)], began_at=began.now
        )
        assert answer.changed == 0
        gone = listing(began, a_finding())
    assert gone.gone == 0
    assert set(Finding.objects.values_list("state", flat=True)) == {"active"}


def test_a_listing_of_nothing_closes_nothing_unless_that_is_said(viewer_now: Now) -> None:
    with clock.stopped_at(FIRST_SEEN):
        listing(viewer_now(), a_finding())
    with clock.stopped_at(FIRST_SEEN + HOUR):
        with pytest.raises(ListingEmpty, match="1 of its findings are open"):
            listing(viewer_now())
        assert Finding.objects.get().state == "active"
        assert listing(viewer_now(), accept_empty=True).gone == 1
        assert listing(viewer_now()).gone == 0


@pytest.mark.parametrize(("events", "refusal"), [([], NothingGiven), ([{}] * 401, TooManyGiven)])
def test_how_many_events_go_at_once(viewer_now: Now, events: list[Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        findings.take_events(viewer=viewer_now(), events=events)
    assert not Event.objects.exists()


@pytest.mark.usefixtures("tenant")
@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.INTEGRATION])
def test_no_customer_takes_in_findings(role: Role) -> None:
    with pytest.raises(NotFound):
        findings.take_events(viewer=a_viewer(role), events=[an_event(a_finding())])
    assert not Finding.objects.exists()


def test_what_is_taken_is_written_down_in_the_operators_chain(viewer_now: Now) -> None:
    findings.take_events(viewer=viewer_now(), events=[an_event(a_finding())])
    assert AuditEvent.objects.filter(event="opsdesk.events_taken").count() == 1


@pytest.mark.parametrize("number", [2, 30])
def test_deciding_takes_as_many_statements_however_many_groups_there_are(
    viewer_now: Now, django_assert_num_queries: Any, number: int
) -> None:
    found = [a_finding(cve=f"CVE-2026-{each}") for each in range(number)]
    listing(viewer_now(), *found)
    board = Board("SEC", "Task")
    with django_assert_num_queries(19):
        tickets.decide(viewer=viewer_now(), board=board)
    listing(viewer_now(), *({**each, "status": "CLOSED"} for each in found))
    with django_assert_num_queries(19):
        tickets.decide(viewer=viewer_now(), board=board)


@pytest.mark.parametrize("number", [1, 40])
def test_taking_events_takes_as_many_statements_however_many_there_are(
    viewer_now: Now, django_assert_num_queries: Any, number: int
) -> None:
    viewer = viewer_now()
    findings.take_events(viewer=viewer, events=[an_event(a_finding())])  # the chain has a head from here on
    events = [an_event(a_finding()) for _ in range(number)]
    with django_assert_num_queries(11):
        findings.take_events(viewer=viewer, events=events)
