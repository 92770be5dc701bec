"""Making subjects, changing courses and retiring them."""

from decimal import Decimal
from functools import partial

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses import writes
from jumprope.school.courses.factories import a_course, a_subject
from jumprope.school.courses.models import Course, Subject
from jumprope.school.courses.writes import NewCourse, NewSection, NewSubject
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


def test_subjects_are_made_for_all_schools(operator: Viewer) -> None:
    subjects = [NewSubject(code=" MATH ", name="Mathematics"), NewSubject(code="ART", name="Art")]
    made = writes.make_subjects(viewer=operator, subjects=subjects)
    found = Subject.objects.in_bulk(made.subject_ids)
    assert [(found[key].code, found[key].name) for key in made.subject_ids] == [
        ("MATH", "Mathematics"),
        ("ART", "Art"),
    ]


def test_a_code_is_one_subjects(operator: Viewer) -> None:
    a_subject(code="MATH")
    new = [NewSubject(code=code, name="Any") for code in ("MATH", "ART", "ART", "")]
    with refused(
        ("subject_code_taken", "subjects.0.code"),
        ("subject_code_taken", "subjects.2.code"),
        ("value_missing", "subjects.3.code"),
    ):
        writes.make_subjects(viewer=operator, subjects=new)


def test_who_looks_after_one_school_makes_no_subjects_for_all() -> None:
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    with refused(("not_found", None)):
        writes.make_subjects(viewer=viewer, subjects=[NewSubject(code="ART", name="Art")])


def test_a_course_is_made_with_its_subject_and_credits(operator: Viewer, other_tenant: Tenant) -> None:
    school, subject = a_school(), a_subject()
    with tenant_scope(other_tenant.pk):
        foreign = a_subject()
    new = NewCourse(
        school_id=school.pk,
        code="A",
        title="Art",
        subject_id=subject.pk,
        credits=Decimal("0.5"),
        description="Clay",
    )
    made = writes.make_courses(viewer=operator, courses=[new])
    course = Course.objects.get(pk=made.course_ids[0])
    assert (course.subject_id, course.credits, course.description) == (subject.pk, Decimal("0.5"), "Clay")
    unfit: NewCourse = {**new, "code": "B", "subject_id": foreign.pk, "credits": Decimal(-1)}
    with refused(("not_found", "courses.0.subject_id"), ("value_invalid", "courses.0.credits")):
        writes.make_courses(viewer=operator, courses=[unfit])


def test_a_course_is_changed_and_what_is_not_given_stays(operator: Viewer) -> None:
    course, subject = a_course(title="Maths", credits=Decimal(1)), a_subject()
    change = partial(writes.change_course, viewer=operator, course_id=course.pk)
    change(subject_id=subject.pk, description="Lines\nand angles")
    course.refresh_from_db()
    assert (course.title, course.credits, course.subject_id) == ("Maths", Decimal(1), subject.pk)
    assert course.description == "Lines\nand angles"
    with refused(("not_found", "subject_id"), ("value_missing", "title")):
        change(subject_id=10**9, title=" ")


def test_a_retired_course_gets_no_new_sections_and_stays_as_it_is(operator: Viewer) -> None:
    course, term = a_course(), a_term()
    writes.retire_course(viewer=operator, course_id=course.pk)
    course.refresh_from_db()
    assert course.retired_at == operator.now
    section = NewSection(course_id=course.pk, term_ids=[term.pk], name="Period 1")
    with refused(("course_retired", "sections.0.course_id")):
        writes.make_sections(viewer=operator, sections=[section])
    with refused(("course_retired", "course_id")):
        writes.change_course(viewer=operator, course_id=course.pk, title="Anew")
    with refused(("course_retired", "course_id")):
        writes.retire_course(viewer=operator, course_id=course.pk)


def test_a_course_of_another_school_is_not_found() -> None:
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    for hidden in (a_course().pk, 10**9):
        with refused(("not_found", "course_id")):
            writes.change_course(viewer=viewer, course_id=hidden, title="Mine")
        with refused(("not_found", "course_id")):
            writes.retire_course(viewer=viewer, course_id=hidden)


def test_the_number_of_subjects_does_not_matter_to_the_database(operator: Viewer) -> None:
    def make(codes: range) -> int:
        new = [NewSubject(code=f"S-{code}", name="Any") for code in codes]
        return statements(lambda: writes.make_subjects(viewer=operator, subjects=new))

    make(range(1))
    assert make(range(1, 2)) == make(range(2, 60))


def test_everyone_of_the_tenant_sees_its_subjects(other_tenant: Tenant) -> None:
    subject = a_subject()
    with tenant_scope(other_tenant.pk):
        a_subject()
    for role in (Role.TENANT_ADMIN, Role.TEACHER, Role.STUDENT, Role.GUARDIAN):
        assert seen_by(a_viewer(role), "Subject") == {"Subject": {subject.pk}}, role


def test_the_catalogue_is_read_through_the_api(ask: Ask) -> None:
    course = a_course(subject=a_subject(code="MATH"), credits=Decimal("0.50"))
    document = "{ subjects { code courses(first: 9) { edges { node { id credits retiredAt } } } } }"
    (subject,) = ask(a_viewer(Role.TEACHER), document)["subjects"]
    node = {"id": ids.encode("Course", course.pk), "credits": "0.5", "retiredAt": None}
    assert subject == {"code": "MATH", "courses": {"edges": [{"node": node}]}}
