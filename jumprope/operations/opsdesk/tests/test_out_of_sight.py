"""What people do to issues that the desk's search does not show: done ones that they move, open or delete."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jumprope.kit import clock
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_finding, an_ops_item
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Ticket

NOW = FIRST_SEEN + timedelta(hours=1)
REPOSITORY = "gradebook"


@pytest.fixture(autouse=True)
def _ticketed(desk: Desk, inspector: InspectorStandIn) -> Iterator[None]:
    """SEC-1 is about the one finding there is."""
    found = a_finding(repository=REPOSITORY)
    inspector.found[found["findingArn"]] = found
    with clock.stopped_at(NOW):
        jobs.reconcile(desk)
        yield


def night(desk: Desk, number: int) -> jobs.Run:
    """The run of a later night, which its rehearsal has told."""
    with clock.stopped_at(NOW + timedelta(days=number)):
        said = jobs.rehearse(desk).calls
        run = jobs.reconcile(desk)
    assert run.calls == said
    return run


def mended(inspector: InspectorStandIn) -> None:
    """Inspector sees the vulnerability no more."""
    for found in inspector.found.values():
        found |= {"status": "CLOSED", "updatedAt": NOW + timedelta(hours=2)}


def test_a_done_issue_that_is_moved_and_opened_is_closed_where_it_is(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    mended(inspector)
    night(desk, 1)
    jira.people_move_away("SEC-1", "OTHER-1")
    jira.people_move("OTHER-1", "To do")
    night(desk, 2)
    assert jira.category("OTHER-1") == "done"
    assert Ticket.objects.get().jira_key == "OTHER-1"


def test_an_ops_item_that_joins_a_done_issue_is_linked_to_where_that_was_moved(
    desk: Desk, inspector: InspectorStandIn, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    mended(inspector)
    night(desk, 1)
    jira.people_move_away("SEC-1", "OTHER-1")
    found = next(iter(inspector.found.values()))
    item = an_ops_item(Title="CVE-2026-1001 was found")
    arns = f'[{{"arn": "{found["resources"][0]["id"]}"}}]'
    item["OperationalData"]["/aws/resources"] = {"Value": arns, "Type": "String"}
    opscenter.items[item["OpsItemId"]] = item
    night(desk, 2)
    assert list(jira.issues["OTHER-1"]["links"]) == [f"opsitem:{item['OpsItemId']}"]
    assert item["OperationalData"]["/opsdesk/jira"]["Value"] == "OTHER-1"
    assert item["Status"] == "Resolved"


@pytest.mark.parametrize("moved", [False, True])
def test_an_issue_that_people_close_and_then_delete_is_made_anew(
    desk: Desk, jira: JiraStandIn, moved: bool
) -> None:
    jira.people_move("SEC-1", "Done")
    assert night(desk, 1).calls == []
    assert Ticket.objects.get().closed_by_people_at is not None
    if moved:
        jira.people_move_away("SEC-1", "OTHER-1")
        assert night(desk, 2).calls == []
    jira.people_delete("OTHER-1" if moved else "SEC-1")
    night(desk, 3)
    assert [*jira.issues] == ["SEC-2"]
    assert jira.category("SEC-2") == "new"


def test_the_last_time_that_people_closed_an_issue_counts(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    jira.people_move("SEC-1", "Done")
    night(desk, 1)
    seen, closed = NOW + timedelta(days=1, hours=1), NOW + timedelta(days=1, hours=2)
    jira.people_move("SEC-1", "To do")
    with clock.stopped_at(closed):
        jira.people_move("SEC-1", "Done")
    for found in inspector.found.values():
        found |= {"lastObservedAt": seen, "updatedAt": seen}
    assert night(desk, 2).calls == []
    assert Ticket.objects.get().closed_by_people_at == closed

    for found in inspector.found.values():
        found |= {"lastObservedAt": NOW + timedelta(days=2), "updatedAt": NOW + timedelta(days=2)}
    night(desk, 3)
    assert jira.category("SEC-1") == "new"


def test_an_ops_item_that_is_over_stays_so_beside_a_new_one_of_its_ticket(
    desk: Desk, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    shared = {"/aws/dedup": {"Value": '{"dedupString": "disk"}', "Type": "String"}}
    first, second = an_ops_item(OperationalData={**shared}), an_ops_item(OperationalData={**shared})
    opscenter.items[first["OpsItemId"]] = first
    night(desk, 1)
    jira.people_move("SEC-2", "Done")
    night(desk, 2)
    assert first["Status"] == "Resolved"

    second |= {"CreatedTime": NOW + timedelta(days=2), "LastModifiedTime": NOW + timedelta(days=2)}
    opscenter.items[second["OpsItemId"]] = second
    night(desk, 3)
    assert jira.category("SEC-2") == "new"
    assert (first["Status"], second["Status"]) == ("Resolved", "Open")
    assert night(desk, 4).calls == []


def test_an_issue_that_is_in_sight_again_does_not_take_the_place_of_the_one_made_for_it(
    desk: Desk, jira: JiraStandIn
) -> None:
    hidden = jira.issues["SEC-1"]
    jira.people_delete("SEC-1")  # moved to where we may not look, which is the same to us
    night(desk, 1)
    assert [*jira.issues] == ["SEC-2"]
    jira.issues["SEC-1"] = hidden
    jira.people_edit("SEC-1")
    for number in (2, 3):
        assert night(desk, number).calls == []
        assert Ticket.objects.get().jira_key == "SEC-2"
