"""Enrolling students, withdrawing them, and moving them between sections."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.calendars.models import Term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student
from jumprope.school.rosters import reads, writes
from jumprope.school.rosters.factories import an_enrolment
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.writes import NewEnrolment
from tests.outcomes import refused, statements
from tests.threads import Together

pytestmark = pytest.mark.usefixtures("tenant")

FIRST, LAST = date(2026, 8, 17), date(2027, 6, 4)
NEVER = 10**9
A_DAY = timedelta(days=1)


def new(
    section: Section, student: Student, starts_on: date = FIRST, ends_on: date | None = None
) -> NewEnrolment:
    return NewEnrolment(section_id=section.pk, student_id=student.pk, starts_on=starts_on, ends_on=ends_on)


@pytest.fixture
def term() -> Term:
    return a_term(school_year=a_school_year(starts_on=FIRST, ends_on=LAST))


@pytest.fixture
def school() -> School:
    return a_school()


@pytest.fixture
def section(school: School, term: Term) -> Section:
    return a_section(course=a_course(school=school), terms=[term])


@pytest.fixture
def other_section(school: School, term: Term) -> Section:
    """Another one of the same school and term."""
    return a_section(course=a_course(school=school), terms=[term])


@pytest.fixture
def student(school: School) -> Student:
    return a_student(school=school)


@pytest.fixture
def principal(school: School) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=school)


def spans(section: Section, student: Student) -> list[tuple[date, date | None]]:
    """When a student was in a section."""
    held = Enrolment.objects.filter(section=section, student=student).order_by("starts_on")
    return list(held.values_list("starts_on", "ends_on"))


def test_students_are_enrolled_in_the_order_in_which_they_were_given(
    principal: Viewer, school: School, section: Section, other_section: Section, student: Student
) -> None:
    other = a_student(school=school)
    unsaid = NewEnrolment(section_id=section.pk, student_id=other.pk, starts_on=LAST)
    enrolments = [new(section, student), new(other_section, student, ends_on=LAST), unsaid]
    answer = writes.enrol(viewer=principal, enrolments=enrolments)
    found = Enrolment.objects.in_bulk(answer.enrolment_ids)
    assert [
        (one.section_id, one.student_id, one.starts_on, one.ends_on)
        for one in (found[key] for key in answer.enrolment_ids)
    ] == [
        (section.pk, student.pk, FIRST, None),
        (other_section.pk, student.pk, FIRST, LAST),
        (section.pk, other.pk, LAST, None),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "problem"),
    [
        (FIRST - A_DAY, None, ("outside_term", "enrolments.0.starts_on")),
        (LAST + A_DAY, None, ("outside_term", "enrolments.0.starts_on")),
        (FIRST, LAST + 2 * A_DAY, ("outside_term", "enrolments.0.starts_on")),
        (FIRST, FIRST, ("ends_not_later", "enrolments.0.ends_on")),
        (FIRST + A_DAY, FIRST, ("ends_not_later", "enrolments.0.ends_on")),
    ],
)
def test_dates_that_make_no_sense_are_refused(
    operator: Viewer,
    section: Section,
    student: Student,
    starts_on: date,
    ends_on: date | None,
    problem: tuple[str, str],
) -> None:
    with refused(problem):
        writes.enrol(viewer=operator, enrolments=[new(section, student, starts_on, ends_on)])


def test_the_last_day_of_the_term_is_within(operator: Viewer, section: Section, student: Student) -> None:
    writes.enrol(viewer=operator, enrolments=[new(section, student, LAST, LAST + A_DAY)])
    assert spans(section, student) == [(LAST, LAST + A_DAY)]


def test_nobody_is_in_a_section_twice_at_a_time(operator: Viewer, section: Section, student: Student) -> None:
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    an_enrolment(section=section, student=student, starts_on=october, ends_on=november)
    later = new(section, student, november)
    with refused(*[("already_enrolled", f"enrolments.{place}.student_id") for place in (0, 1, 3)]):
        writes.enrol(
            viewer=operator,
            enrolments=[
                new(section, student, FIRST, october + A_DAY),
                new(section, student, november - A_DAY, november),
                later,
                later,
            ],
        )
    writes.enrol(viewer=operator, enrolments=[later, new(section, student, FIRST, october)])
    assert spans(section, student) == [(FIRST, october), (october, november), (november, None)]


def test_a_student_is_in_two_sections_at_a_time(
    operator: Viewer, section: Section, other_section: Section, student: Student
) -> None:
    an_enrolment(section=section, student=student)
    writes.enrol(viewer=operator, enrolments=[new(other_section, student)])
    assert spans(other_section, student) == [(FIRST, None)]


def test_a_school_enrols_its_own_students_in_its_own_sections(
    principal: Viewer, term: Term, section: Section, student: Student, other_tenant: Tenant
) -> None:
    other, elsewhere = a_student(), a_section(terms=[term])
    with tenant_scope(other_tenant.pk):
        foreign, abroad = a_student(), a_section()
    with refused(
        ("not_found", "enrolments.0.student_id"),
        ("not_found", "enrolments.1.section_id"),
        ("not_found", "enrolments.2.student_id"),
        ("not_found", "enrolments.3.section_id"),
        ("not_found", "enrolments.4.section_id"),
        ("not_found", "enrolments.4.student_id"),
    ):
        writes.enrol(
            viewer=principal,
            enrolments=[
                new(section, other),
                new(elsewhere, student),
                new(section, foreign),
                new(abroad, student),
                NewEnrolment(section_id=NEVER, student_id=NEVER, starts_on=FIRST),
                new(section, student),
            ],
        )


def test_the_district_enrols_a_student_at_another_school(operator: Viewer, section: Section) -> None:
    guest = a_student()
    writes.enrol(viewer=operator, enrolments=[new(section, guest)])
    assert spans(section, guest) == [(FIRST, None)]


def test_who_leaves_is_enrolled_until_then_at_most(
    operator: Viewer, section: Section, school: School
) -> None:
    leaver = a_student(school=school, left_on=date(2026, 12, 1))
    leaves, day_before = date(2026, 12, 1), date(2026, 11, 30)
    for ends_on in (None, date(2026, 12, 2)):
        with refused(("student_has_left", "enrolments.0.student_id")):
            writes.enrol(viewer=operator, enrolments=[new(section, leaver, day_before, ends_on)])
    writes.enrol(viewer=operator, enrolments=[new(section, leaver, day_before, leaves)])
    assert spans(section, leaver) == [(day_before, leaves)]


def test_an_empty_list_is_refused(operator: Viewer) -> None:
    with refused(("nothing_given", "enrolments")):
        writes.enrol(viewer=operator, enrolments=[])
    with refused(("nothing_given", "enrolment_ids")):
        writes.withdraw(viewer=operator, enrolment_ids=[], ends_on=FIRST)


def test_enrolments_end_on_a_day(principal: Viewer, section: Section, school: School) -> None:
    students = [a_student(school=school), a_student(school=school)]
    keys = [an_enrolment(section=section, student=student).pk for student in students]
    answer = writes.withdraw(viewer=principal, enrolment_ids=keys, ends_on=date(2026, 12, 1))
    assert answer.enrolment_ids == keys
    assert [spans(section, student) for student in students] == [[(FIRST, date(2026, 12, 1))]] * 2


def test_a_mistaken_enrolment_is_taken_back(operator: Viewer, section: Section, student: Student) -> None:
    enrolment = an_enrolment(section=section, student=student)
    writes.withdraw(viewer=operator, enrolment_ids=[enrolment.pk], ends_on=FIRST)
    assert spans(section, student) == [(FIRST, FIRST)]
    assert reads.ever_enrolled(section_id=section.pk, student_ids=[student.pk]) == set()


def test_what_is_not_in_force_is_not_ended(operator: Viewer, section: Section, student: Student) -> None:
    current = an_enrolment(section=section, student=student, starts_on=FIRST + A_DAY)
    over = an_enrolment(section=section, ends_on=FIRST + 3 * A_DAY)
    for day, place in ((FIRST, 0), (FIRST + 3 * A_DAY, 1), (FIRST + 4 * A_DAY, 1)):
        with refused(("not_in_force", f"enrolment_ids.{place}")):
            writes.withdraw(viewer=operator, enrolment_ids=[current.pk, over.pk], ends_on=day)


def test_a_school_withdraws_nobody_elsewhere(principal: Viewer, section: Section, student: Student) -> None:
    own, theirs = an_enrolment(section=section, student=student), an_enrolment()
    with refused(("not_found", "enrolment_ids.1"), ("not_found", "enrolment_ids.2")):
        writes.withdraw(viewer=principal, enrolment_ids=[own.pk, theirs.pk, NEVER], ends_on=FIRST)


def test_a_student_who_was_transferred_is_withdrawn_by_the_former_school(
    principal: Viewer, section: Section
) -> None:
    enrolment = an_enrolment(section=section, student=a_student())
    assert writes.withdraw(viewer=principal, enrolment_ids=[enrolment.pk], ends_on=FIRST).enrolment_ids


def test_a_student_moves_from_one_section_to_another_on_a_day(
    principal: Viewer, section: Section, other_section: Section, student: Student
) -> None:
    enrolment, day = an_enrolment(section=section, student=student), date(2027, 1, 11)
    answer = move(principal, student, section, other_section, day)
    assert answer.ended_enrolment_id == enrolment.pk
    assert Enrolment.objects.get(pk=answer.enrolment_id).section_id == other_section.pk
    assert spans(section, student) == [(FIRST, day)]
    assert spans(other_section, student) == [(day, None)]


def move(viewer: Viewer, student: Student, source: Section, target: Section, on: date) -> Any:
    return writes.move_between_sections(
        viewer=viewer, student_id=student.pk, from_section_id=source.pk, to_section_id=target.pk, on=on
    )


def test_a_student_who_is_not_in_the_section_that_day_does_not_move(
    operator: Viewer, section: Section, other_section: Section, student: Student
) -> None:
    an_enrolment(section=section, student=student, starts_on=FIRST + A_DAY, ends_on=FIRST + 3 * A_DAY)
    for day in (FIRST, FIRST + 3 * A_DAY):
        with refused(("not_in_force", "on")):
            move(operator, student, section, other_section, day)


def test_a_student_does_not_move_to_where_he_is(
    operator: Viewer, section: Section, other_section: Section, student: Student
) -> None:
    an_enrolment(section=section, student=student)
    an_enrolment(section=other_section, student=student, starts_on=LAST)
    with refused(("already_enrolled", "student_id")):
        move(operator, student, section, other_section, FIRST)
    with refused(("already_enrolled", "student_id")):
        move(operator, student, section, section, FIRST + A_DAY)


def test_nobody_moves_outside_the_new_term(operator: Viewer, section: Section, student: Student) -> None:
    an_enrolment(section=section, student=student)
    spring = a_term(school_year=section.school_year, starts_on=date(2027, 1, 19))
    later = a_section(course=section.course, terms=[spring])
    with refused(("outside_term", "on")):
        move(operator, student, section, later, date(2027, 1, 18))


def test_a_school_moves_its_own_students_between_its_own_sections(
    principal: Viewer, section: Section, other_section: Section, student: Student
) -> None:
    an_enrolment(section=section, student=student)
    guest, elsewhere = a_student(), a_section(terms=section.terms.all())
    an_enrolment(section=section, student=guest)
    an_enrolment(section=elsewhere, student=student)
    with refused(("not_found", "student_id")):
        move(principal, guest, section, other_section, LAST)
    with refused(("not_found", "to_section_id")):
        move(principal, student, section, elsewhere, LAST)
    with refused(("not_found", "from_section_id")):
        move(principal, student, elsewhere, other_section, LAST)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CO_TEACHER, Role.COUNSELLOR, Role.GUARDIAN])
def test_who_does_not_manage_rosters_changes_none(
    role: Role, section: Section, other_section: Section, student: Student
) -> None:
    enrolment = an_enrolment(section=section, student=student)
    viewer = a_viewer(role, school=section.course.school)
    with refused(("not_found", None)):
        writes.enrol(viewer=viewer, enrolments=[new(other_section, student)])
    with refused(("not_found", None)):
        writes.withdraw(viewer=viewer, enrolment_ids=[enrolment.pk], ends_on=LAST)
    with refused(("not_found", None)):
        move(viewer, student, section, other_section, LAST)


def test_the_number_of_students_does_not_matter_to_the_database(
    operator: Viewer, section: Section, other_section: Section, school: School
) -> None:
    students = [a_student(school=school) for _ in range(101)]
    writes.enrol(viewer=operator, enrolments=[new(section, a_student(school=school))])

    def enrol(some: list[Student]) -> int:
        both = [new(place, student) for student in some for place in (section, other_section)]
        return statements(lambda: writes.enrol(viewer=operator, enrolments=both))

    def withdraw(some: list[Student]) -> int:
        keys = [enrolment.pk for enrolment in Enrolment.objects.filter(student__in=some)]
        return statements(lambda: writes.withdraw(viewer=operator, enrolment_ids=keys, ends_on=LAST))

    assert enrol(students[:1]) == enrol(students[1:])
    assert withdraw(students[:1]) == withdraw(students[1:])


def test_the_same_student_enrolled_at_the_same_moment_is_enrolled_once(
    together: Together, operator: Viewer, section: Section, student: Student
) -> None:
    def enrol(starts_on: date) -> Callable[[], writes.Enrolled]:
        once = writes.enrol.once(f"from {starts_on} on")
        return lambda: once(viewer=operator, enrolments=[new(section, student, starts_on)])

    answers = together(*(enrol(FIRST + number * A_DAY) for number in range(4)))
    refusals = [answer for answer in answers if isinstance(answer, writes.AlreadyEnrolled)]
    assert len(refusals) == 3
    assert len(spans(section, student)) == 1


def test_a_student_who_is_moved_at_the_same_moment_twice_is_in_one_section(
    together: Together, operator: Viewer, section: Section, other_section: Section, student: Student
) -> None:
    an_enrolment(section=section, student=student)
    third = a_section(course=section.course, terms=section.terms.all())

    def to(target: Section) -> Callable[[], Any]:
        return lambda: move(operator, student, section, target, LAST)

    answers = together(to(other_section), to(third))
    assert sorted(type(answer).__name__ for answer in answers) == ["Moved", "NotInForce"]
    assert len(spans(other_section, student)) + len(spans(third, student)) == 1


def test_who_was_or_will_be_in_a_section_is_told(section: Section, other_section: Section) -> None:
    was, will_be, elsewhere = a_student(), a_student(), a_student()
    an_enrolment(section=section, student=was, ends_on=FIRST + A_DAY)
    an_enrolment(section=section, student=will_be, starts_on=LAST)
    an_enrolment(section=other_section, student=elsewhere)
    everyone = [was.pk, will_be.pk, elsewhere.pk, NEVER]
    assert reads.ever_enrolled(section_id=section.pk, student_ids=everyone) == {was.pk, will_be.pk}
    assert reads.ever_enrolled(section_id=section.pk, student_ids=[will_be.pk]) == {will_be.pk}
