"""Grade levels and the catalogue, which are the same for all schools, and courses that are of them."""

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
from jumprope.school.courses import writes
from jumprope.school.courses.factories import a_catalogue_course, a_course, a_grade_level, a_subject
from jumprope.school.courses.models import CatalogueCourse, CatalogueValue, Course, CourseValue, GradeLevel
from jumprope.school.courses.writes import NewCourse, SaidCatalogueCourse, SaidGradeLevel
from tests.fixtures import Ask
from tests.outcomes import locked_first, refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


def level(code: str, position: int = 1, **known: int) -> SaidGradeLevel:
    return {"code": code, "name": f"Grade {code.strip()}", "position": position, **known}  # type: ignore[typeddict-item]


def levels_of(course: Course) -> set[int]:
    return set(course.grade_levels.values_list("pk", flat=True))


def test_grade_levels_are_made_and_changed_together(operator: Viewer) -> None:
    known = a_grade_level(code="K")
    recorded = writes.record_grade_levels(
        viewer=operator, grade_levels=[level(" 1 ", 2), level("KG", grade_level_id=known.pk)]
    )
    found = GradeLevel.objects.in_bulk(recorded.grade_level_ids)
    assert [(found[key].code, found[key].name, found[key].position) for key in recorded.grade_level_ids] == [
        ("1", "Grade 1", 2),
        ("KG", "Grade KG", 1),
    ]
    assert recorded.grade_level_ids[1] == known.pk


def test_grade_levels_that_do_not_fit_are_refused(operator: Viewer, other_tenant: Tenant) -> None:
    a_grade_level(code="1")
    with tenant_scope(other_tenant.pk):
        foreign = a_grade_level(code="2").pk
    record = partial(writes.record_grade_levels, viewer=operator)
    with refused(
        ("grade_level_code_taken", "grade_levels.0.code"),
        ("grade_level_code_taken", "grade_levels.2.code"),
        ("value_invalid", "grade_levels.3.position"),
    ):
        record(grade_levels=[level("1"), level("2"), level("2"), level("3", 0)])
    with refused(("not_found", "grade_levels.0.grade_level_id")):
        record(grade_levels=[level("3", grade_level_id=foreign)])
    with refused(("nothing_given", "grade_levels")):
        record(grade_levels=[])


def test_the_catalogue_is_made_and_what_is_not_said_of_a_course_stays(operator: Viewer) -> None:
    subject = a_subject()
    known = a_catalogue_course(code="MA6", subject=subject, credits=Decimal(1))
    recorded = writes.record_catalogue_courses(
        viewer=operator,
        catalogue_courses=[
            SaidCatalogueCourse(catalogue_course_id=known.pk, code="MA6", title="Maths 6", credits=None),
            SaidCatalogueCourse(code="AR6", title="Art 6", subject_id=subject.pk, credits=Decimal("0.5")),
        ],
    )
    found = CatalogueCourse.objects.in_bulk(recorded.catalogue_course_ids)
    assert [
        (found[key].code, found[key].title, found[key].subject_id, found[key].credits)
        for key in recorded.catalogue_course_ids
    ] == [("MA6", "Maths 6", subject.pk, None), ("AR6", "Art 6", subject.pk, Decimal("0.5"))]
    assert recorded.catalogue_course_ids[0] == known.pk


def test_a_course_of_the_catalogue_can_do_without_subject_and_credits(operator: Viewer) -> None:
    known = a_catalogue_course(code="MA6", subject=a_subject(), credits=Decimal(1))
    said = SaidCatalogueCourse(
        catalogue_course_id=known.pk, code="MA6", title="Maths 6", clear=[*CatalogueValue]
    )
    writes.record_catalogue_courses(viewer=operator, catalogue_courses=[said])
    known.refresh_from_db()
    assert (known.title, known.subject_id, known.credits) == ("Maths 6", None, None)


def test_courses_of_the_catalogue_that_do_not_fit_are_refused(operator: Viewer, other_tenant: Tenant) -> None:
    a_catalogue_course(code="MA6")
    with tenant_scope(other_tenant.pk):
        foreign = a_subject().pk
    with refused(
        ("catalogue_code_taken", "catalogue_courses.0.code"),
        ("not_found", "catalogue_courses.1.subject_id"),
        ("value_invalid", "catalogue_courses.2.credits"),
    ):
        writes.record_catalogue_courses(
            viewer=operator,
            catalogue_courses=[
                SaidCatalogueCourse(code="MA6", title="Mathematics"),
                SaidCatalogueCourse(code="AR6", title="Art", subject_id=foreign),
                SaidCatalogueCourse(code="MU6", title="Music", credits=Decimal(-1)),
            ],
        )


def test_a_course_of_the_catalogue_is_retired_and_offered_again(operator: Viewer) -> None:
    known = a_catalogue_course(code="MA6", title="Maths")
    retire = partial(writes.retire_catalogue_course, viewer=operator, catalogue_course_id=known.pk)
    offer = partial(writes.offer_catalogue_course_again, viewer=operator, catalogue_course_id=known.pk)
    with refused(("catalogue_course_not_retired", "catalogue_course_id")):
        offer()
    retire()
    with refused(("catalogue_course_retired", "catalogue_course_id")):
        retire()
    said = SaidCatalogueCourse(catalogue_course_id=known.pk, code="MA6", title="Mathematics")
    with refused(("catalogue_course_retired", "catalogue_courses.0.catalogue_course_id")):
        writes.record_catalogue_courses(viewer=operator, catalogue_courses=[said])
    known.refresh_from_db()
    assert (known.retired_at, known.title) == (operator.now, "Maths")
    offer()
    known.refresh_from_db()
    assert known.retired_at is None


def test_who_follows_a_retired_course_of_the_catalogue_goes_on_and_no_other_comes_to(
    operator: Viewer,
) -> None:
    retired = a_catalogue_course(code="MA6", retired_at=operator.now)
    follower, other = a_course(catalogue_course=retired), a_course()
    change = partial(writes.change_course, viewer=operator, catalogue_course_id=retired.pk)
    change(course_id=follower.pk, title="Maths 6")
    with refused(("catalogue_course_retired", "catalogue_course_id")):
        change(course_id=other.pk)
    new = NewCourse(school_id=other.school_id, code="B", title="Any", catalogue_course_id=retired.pk)
    with refused(("catalogue_course_retired", "courses.0.catalogue_course_id")):
        writes.make_courses(viewer=operator, courses=[new])
    followed = dict(Course.objects.values_list("pk", "catalogue_course"))
    assert followed == {follower.pk: retired.pk, other.pk: None}


def test_who_looks_after_one_school_changes_nothing_for_all() -> None:
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    with refused(("not_found", None)):
        writes.record_grade_levels(viewer=viewer, grade_levels=[level("1")])
    with refused(("not_found", None)):
        writes.record_catalogue_courses(
            viewer=viewer, catalogue_courses=[SaidCatalogueCourse(code="A", title="Art")]
        )
    known = a_catalogue_course()
    with refused(("not_found", "catalogue_course_id")):
        writes.retire_catalogue_course(viewer=viewer, catalogue_course_id=known.pk)
    known.refresh_from_db()
    assert known.retired_at is None


def test_a_course_follows_the_catalogue_and_is_for_grade_levels(
    operator: Viewer, other_tenant: Tenant
) -> None:
    school, of_catalogue = a_school(), a_catalogue_course()
    first, second, third = (a_grade_level() for _ in range(3))
    new = NewCourse(
        school_id=school.pk,
        code="A",
        title="Art",
        catalogue_course_id=of_catalogue.pk,
        grade_level_ids=[first.pk, second.pk, first.pk],
    )
    made = writes.make_courses(viewer=operator, courses=[new, {**new, "code": "B", "grade_level_ids": []}])
    course, beside = (Course.objects.get(pk=key) for key in made.course_ids)
    assert (course.catalogue_course_id, levels_of(course)) == (of_catalogue.pk, {first.pk, second.pk})
    assert levels_of(beside) == set()
    change = partial(writes.change_course, viewer=operator, course_id=course.pk)
    change(title="Art 1")
    assert levels_of(course) == {first.pk, second.pk}
    change(grade_level_ids=[second.pk, third.pk])
    assert levels_of(course) == {second.pk, third.pk}
    change(grade_level_ids=[])
    assert levels_of(course) == set()
    with tenant_scope(other_tenant.pk):
        foreign, foreign_level = a_catalogue_course().pk, a_grade_level().pk
    with refused(("not_found", "catalogue_course_id"), ("not_found", "grade_level_ids.1")):
        change(catalogue_course_id=foreign, grade_level_ids=[first.pk, foreign_level])
    with refused(("too_many_given", "courses.0.grade_level_ids")):
        writes.make_courses(
            viewer=operator, courses=[{**new, "code": "C", "grade_level_ids": [first.pk] * 101}]
        )
    with refused(
        ("not_found", "courses.0.catalogue_course_id"), ("not_found", "courses.0.grade_level_ids.0")
    ):
        unknown: NewCourse = {
            **new,
            "code": "C",
            "catalogue_course_id": foreign,
            "grade_level_ids": [foreign_level],
        }
        writes.make_courses(viewer=operator, courses=[unknown])


def test_nobody_retires_what_a_course_is_just_coming_to_follow(operator: Viewer) -> None:
    followed = a_catalogue_course().pk
    new = NewCourse(school_id=a_school().pk, code="A", title="Art", catalogue_course_id=followed)
    assert locked_first(lambda: writes.make_courses(viewer=operator, courses=[new])) == [
        "courses_cataloguecourse"
    ]
    course = a_course().pk
    assert locked_first(
        lambda: writes.change_course(viewer=operator, course_id=course, catalogue_course_id=followed)
    ) == ["courses_cataloguecourse", "courses_course"]


def test_what_a_course_can_do_without_is_cleared(operator: Viewer) -> None:
    course = a_course(subject=a_subject(), credits=Decimal(1), catalogue_course=a_catalogue_course())
    change = partial(writes.change_course, viewer=operator, course_id=course.pk)
    with refused(("given_and_cleared", "credits")):
        change(credits=Decimal(2), clear=[CourseValue.CREDITS, CourseValue.SUBJECT])
    change(credits=Decimal(2), clear=[CourseValue.SUBJECT])
    course.refresh_from_db()
    assert (course.subject_id, course.credits) == (None, Decimal(2))
    assert course.catalogue_course_id is not None
    change(clear=list(CourseValue))
    cleared = Course.objects.get(pk=course.pk)
    assert (cleared.subject_id, cleared.credits, cleared.catalogue_course_id) == (None, None, None)


def test_a_retired_course_is_offered_again(operator: Viewer) -> None:
    course, elsewhere = a_course(), a_course(retired_at=operator.now).pk
    with refused(("course_not_retired", "course_id")):
        writes.offer_course_again(viewer=operator, course_id=course.pk)
    writes.retire_course(viewer=operator, course_id=course.pk)
    writes.offer_course_again(viewer=operator, course_id=course.pk)
    course.refresh_from_db()
    assert course.retired_at is None
    writes.change_course(viewer=operator, course_id=course.pk, title="Anew")
    principal = a_viewer(Role.SCHOOL_ADMIN, school=course.school)
    with refused(("not_found", "course_id")):
        writes.offer_course_again(viewer=principal, course_id=elsewhere)


def test_the_size_of_the_catalogue_does_not_matter_to_the_database(operator: Viewer) -> None:
    subject, school = a_subject(), a_school()

    def catalogue(codes: range) -> int:
        new = [SaidCatalogueCourse(code=f"{n}", title="Any", subject_id=subject.pk) for n in codes]
        return statements(lambda: writes.record_catalogue_courses(viewer=operator, catalogue_courses=new))

    def courses(codes: range) -> int:
        levels = [a_grade_level().pk for _ in codes]
        new = [
            NewCourse(school_id=school.pk, code=f"{n}", title="Any", grade_level_ids=levels) for n in codes
        ]
        return statements(lambda: writes.make_courses(viewer=operator, courses=new))

    for make in (catalogue, courses):
        make(range(1))
        assert make(range(1, 2)) == make(range(2, 30))


def test_everyone_of_the_tenant_sees_its_catalogue(other_tenant: Tenant) -> None:
    seen = {"GradeLevel": {a_grade_level().pk}, "CatalogueCourse": {a_catalogue_course().pk}}
    with tenant_scope(other_tenant.pk):
        a_grade_level()
        a_catalogue_course()
    for role in (Role.TENANT_ADMIN, Role.TEACHER, Role.STUDENT, Role.GUARDIAN):
        assert seen_by(a_viewer(role), "GradeLevel", "CatalogueCourse") == seen, role


def test_the_catalogue_lives_through_the_api(ask: Ask) -> None:
    admin = a_viewer(Role.TENANT_ADMIN)
    course = ids.encode("Course", a_course(retired_at=admin.now, credits=Decimal(1)).pk)
    made = ask(
        admin,
        """mutation {
          recordGradeLevels(input: {gradeLevels: [{code: "6", name: "Grade 6", position: 7}]}) {
            gradeLevels { id } errors { code }
          }
          recordCatalogueCourses(input: {catalogueCourses: [{code: "MA6", title: "Maths", credits: "1"}]}) {
            catalogueCourses { id } errors { code }
          }
        }""",
    )
    (grade,) = made["recordGradeLevels"]["gradeLevels"]
    (of_catalogue,) = made["recordCatalogueCourses"]["catalogueCourses"]
    changed = ask(
        admin,
        """mutation ($course: ID!, $grade: ID!, $catalogue: ID!) {
          offerCourseAgain(input: {courseId: $course}) { course { retiredAt } errors { code } }
          changeCourse(input: {
            courseId: $course, gradeLevelIds: [$grade], catalogueCourseId: $catalogue, clear: [CREDITS]
          }) { course { credits gradeLevels { name } catalogueCourse { title } } errors { code } }
        }""",
        course=course,
        grade=grade["id"],
        catalogue=of_catalogue["id"],
    )
    assert changed["offerCourseAgain"] == {"course": {"retiredAt": None}, "errors": []}
    assert changed["changeCourse"]["course"] == {
        "credits": None,
        "gradeLevels": [{"name": "Grade 6"}],
        "catalogueCourse": {"title": "Maths"},
    }
    shown = "courses(first: 9) { edges { node { id } } }"
    read = ask(
        a_viewer(Role.STUDENT),
        f"""{{ gradeLevels {{ code {shown} }}
               catalogueCourses(first: 9) {{ edges {{ node {{ {shown} }} }} }} }}""",
    )
    mine = {"courses": {"edges": [{"node": {"id": course}}]}}
    assert read["gradeLevels"] == [{"code": "6", **mine}]
    assert read["catalogueCourses"] == {"edges": [{"node": mine}]}
