"""Giving sections their teachers."""

from datetime import date, timedelta

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member
from jumprope.school.people.models import StaffMember
from jumprope.school.rosters import writes
from jumprope.school.rosters.factories import a_section_teacher
from jumprope.school.rosters.models import SectionTeacher
from jumprope.school.rosters.writes import NewTeaching
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")

MONDAY = date(2026, 9, 7)
FRIDAY = date(2026, 9, 11)


def new(
    section: Section,
    staff_member: StaffMember,
    *,
    role: str = "teacher",
    starts_on: date = MONDAY,
    ends_on: date | None = None,
) -> NewTeaching:
    return NewTeaching(
        section_id=section.pk,
        staff_member_id=staff_member.pk,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@pytest.fixture
def school() -> School:
    return a_school()


@pytest.fixture
def section(school: School) -> Section:
    return a_section(course=a_course(school=school))


@pytest.fixture
def principal(school: School) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=school)


def test_a_section_gets_its_teachers(operator: Viewer, section: Section) -> None:
    ada, ben = a_staff_member(), a_staff_member()
    assignments = [new(section, ada), new(section, ben, role="co_teacher", ends_on=FRIDAY)]
    answer = writes.assign_teachers(viewer=operator, assignments=assignments)
    found = SectionTeacher.objects.in_bulk(answer.section_teacher_ids)
    assert [
        (one.section_id, one.staff_member_id, one.role, one.starts_on, one.ends_on)
        for one in (found[key] for key in answer.section_teacher_ids)
    ] == [
        (section.pk, ada.pk, "teacher", MONDAY, None),
        (section.pk, ben.pk, "co_teacher", MONDAY, FRIDAY),
    ]


def test_a_new_teacher_takes_nothing_away_from_another(operator: Viewer, section: Section) -> None:
    first = a_section_teacher(section=section)
    writes.assign_teachers(viewer=operator, assignments=[new(section, a_staff_member())])
    first.refresh_from_db()
    assert first.ends_on is None


def test_who_teaches_a_section_already_is_refused(operator: Viewer, section: Section) -> None:
    teacher = a_section_teacher(section=section, starts_on=MONDAY, ends_on=FRIDAY).staff_member
    with refused(("already_teaching", "assignments.0"), ("already_teaching", "assignments.2")):
        writes.assign_teachers(
            viewer=operator,
            assignments=[
                new(section, teacher, role="co_teacher", starts_on=FRIDAY - timedelta(days=1)),
                new(section, teacher, starts_on=FRIDAY + timedelta(days=1)),
                new(section, teacher, starts_on=FRIDAY + timedelta(days=5)),
            ],
        )


def test_who_taught_a_section_before_may_teach_it_again(operator: Viewer, section: Section) -> None:
    teacher = a_section_teacher(section=section, starts_on=MONDAY, ends_on=FRIDAY).staff_member
    again = new(section, teacher, starts_on=FRIDAY)
    assert writes.assign_teachers(viewer=operator, assignments=[again]).section_teacher_ids


def test_a_school_assigns_its_own_staff_to_its_own_sections(
    principal: Viewer, school: School, section: Section, other_tenant: Tenant
) -> None:
    own, itinerant = a_staff_member(school=school), a_staff_member(school=None)
    answer = writes.assign_teachers(
        viewer=principal, assignments=[new(section, own), new(section, itinerant)]
    )
    assert len(answer.section_teacher_ids) == 2
    other, elsewhere = a_staff_member(school=a_school()), a_section()
    with tenant_scope(other_tenant.pk):
        foreign, abroad = a_staff_member(), a_section()
    with refused(
        ("not_found", "assignments.0.staff_member_id"),
        ("not_found", "assignments.1.section_id"),
        ("not_found", "assignments.2.staff_member_id"),
        ("not_found", "assignments.3.section_id"),
    ):
        writes.assign_teachers(
            viewer=principal,
            assignments=[
                new(section, other),
                new(elsewhere, own),
                new(section, foreign),
                new(abroad, itinerant),
            ],
        )


def test_a_teacher_of_another_school_who_teaches_here_already_may_teach_more_here(
    principal: Viewer, school: School, section: Section
) -> None:
    guest = a_staff_member(school=a_school())
    a_section_teacher(section=section, staff_member=guest)
    second = a_section(course=a_course(school=school))
    assert writes.assign_teachers(viewer=principal, assignments=[new(second, guest)]).section_teacher_ids


def test_what_makes_no_sense_is_refused(operator: Viewer, section: Section) -> None:
    ada, ben = a_staff_member(), a_staff_member()
    with refused(("value_invalid", "assignments.0.role"), ("ends_not_later", "assignments.1.ends_on")):
        writes.assign_teachers(
            viewer=operator,
            assignments=[new(section, ada, role="janitor"), new(section, ben, ends_on=MONDAY)],
        )
    with refused(("nothing_given", "assignments")):
        writes.assign_teachers(viewer=operator, assignments=[])


def test_teaching_ends_on_a_day(principal: Viewer, section: Section) -> None:
    teaching = a_section_teacher(section=section, starts_on=MONDAY)
    writes.end_teaching(viewer=principal, section_teacher_id=teaching.pk, ends_on=FRIDAY)
    teaching.refresh_from_db()
    assert teaching.ends_on == FRIDAY


def test_an_end_that_was_planned_may_be_brought_forward_and_not_put_off(
    operator: Viewer, section: Section
) -> None:
    teaching = a_section_teacher(section=section, starts_on=MONDAY, ends_on=FRIDAY)
    with refused(("not_in_force", "ends_on")):
        writes.end_teaching(viewer=operator, section_teacher_id=teaching.pk, ends_on=FRIDAY)
    writes.end_teaching(viewer=operator, section_teacher_id=teaching.pk, ends_on=MONDAY)
    teaching.refresh_from_db()
    assert teaching.ends_on == MONDAY


def test_teaching_does_not_end_before_it_begins(operator: Viewer, section: Section) -> None:
    teaching = a_section_teacher(section=section, starts_on=MONDAY)
    with refused(("not_in_force", "ends_on")):
        writes.end_teaching(
            viewer=operator, section_teacher_id=teaching.pk, ends_on=MONDAY - timedelta(days=1)
        )


def test_a_school_ends_no_teaching_elsewhere(principal: Viewer) -> None:
    theirs = a_section_teacher(starts_on=MONDAY)
    for section_teacher_id in (theirs.pk, 10**9):
        with refused(("not_found", "section_teacher_id")):
            writes.end_teaching(viewer=principal, section_teacher_id=section_teacher_id, ends_on=FRIDAY)


def test_a_teacher_assigns_nobody(section: Section) -> None:
    teaching = a_section_teacher(section=section)
    viewer, colleague = a_viewer(Role.TEACHER), a_staff_member()
    with refused(("not_found", None)):
        writes.assign_teachers(viewer=viewer, assignments=[new(section, colleague)])
    with refused(("not_found", None)):
        writes.end_teaching(viewer=viewer, section_teacher_id=teaching.pk, ends_on=FRIDAY)


def test_the_number_of_assignments_does_not_matter_to_the_database(
    operator: Viewer, section: Section
) -> None:
    staff = [a_staff_member() for _ in range(61)]
    warm, *few = (new(section, one) for one in staff)
    writes.assign_teachers(viewer=operator, assignments=[warm])
    one = statements(lambda: writes.assign_teachers(viewer=operator, assignments=few[:1]))
    many = statements(lambda: writes.assign_teachers(viewer=operator, assignments=few[1:]))
    assert one == many
