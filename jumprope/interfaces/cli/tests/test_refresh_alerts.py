"""`jumprope refresh-alerts` raises and clears the alerts of a whole tenant, or of one school."""

import json
from datetime import timedelta

import pytest

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.kit import clock
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.alerts import writes
from jumprope.learning.alerts.factories import an_alert
from jumprope.learning.alerts.models import GradeAlert
from jumprope.learning.assessments.factories import Class, a_class
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.courses.factories import a_section
from tests.outcomes import every_row

REFRESH = ["refresh-alerts", "--tenant", "elm"]
A_DAY = timedelta(days=1)


@pytest.fixture
def rooms(db: None) -> list[Class]:  # noqa: ARG001 - it is the database being there that is needed
    """Three classes of one tenant, each at a school of its own and with one student who owes work."""
    with tenant_scope(a_tenant(slug="elm").pk):
        rooms = [a_class(students=1, standards=1) for _ in range(3)]
        for room in rooms:
            room.assessment.due_on = room.teacher.today - A_DAY
            room.assessment.save()
        return rooms


def alerted(room: Class) -> set[int]:
    """The keys of the sections of the room's tenant in which an alert stands."""
    with tenant_scope(room.section.tenant_id):
        return set(GradeAlert.objects.filter(cleared_on=None).values_list("section_id", flat=True))


def test_all_sections_are_gone_through_some_at_a_time(
    jumprope: JumpRope, rooms: list[Class], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writes, "MOST_SECTIONS", 2)
    ended = jumprope(*REFRESH, "--json")
    assert (ended.status, json.loads(ended.output)) == (0, {"sections": 3, "raised": 3, "cleared": 0})
    assert alerted(rooms[0]) == {room.section.pk for room in rooms}
    with tenant_scope(rooms[0].section.tenant_id):
        assert list(AuditEvent.objects.values_list("event", flat=True)) == ["alerts.refreshed"] * 2
    assert jumprope(*REFRESH).output == "3 sections: 0 alerts raised, 0 cleared.\n"


def test_what_is_owed_no_more_is_cleared(jumprope: JumpRope, rooms: list[Class]) -> None:
    room = rooms[0]
    with tenant_scope(room.section.tenant_id):
        an_alert(section=room.section, student=room.students[0])
        room.assessment.due_on = clock.now().date() + 7 * A_DAY
        room.assessment.save()
    assert json.loads(jumprope(*REFRESH, "--json").output) == {"sections": 3, "raised": 2, "cleared": 1}
    assert room.section.pk not in alerted(room)


def test_one_school_is_gone_through_by_its_name(jumprope: JumpRope, rooms: list[Class]) -> None:
    school = rooms[1].section.course.school
    assert jumprope(*REFRESH, "--school", school.name).status == 0
    assert alerted(rooms[1]) == {rooms[1].section.pk}


def test_school_years_that_are_over_are_left_alone(jumprope: JumpRope, rooms: list[Class]) -> None:
    with tenant_scope(rooms[0].section.tenant_id):
        today = rooms[0].teacher.today
        over = a_school_year(starts_on=today - 300 * A_DAY, ends_on=today - A_DAY)
        a_section(terms=[a_term(school_year=over)])
    assert json.loads(jumprope(*REFRESH, "--json").output)["sections"] == 3


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--tenant", "oak"], "tenant_unknown"),
        (["--tenant", "elm", "--school", "Nowhere"], "school_unknown"),
    ],
)
def test_unknown_tenants_and_schools_are_refused(jumprope: JumpRope, arguments: list[str], code: str) -> None:
    before = every_row()
    ended = jumprope("refresh-alerts", *arguments)
    assert ended.status == REFUSED
    assert f"({code})" in ended.complaint
    assert every_row() == before
