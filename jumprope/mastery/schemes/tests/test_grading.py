"""Course grades: determined from mastery, overridden, and posted."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class, a_class, a_teacher_of
from jumprope.learning.standards.factories import a_standard
from jumprope.mastery.determinations import writes as determinations
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.policies.factories import a_conversion, a_policy, a_scale, the_level
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes import writes
from jumprope.mastery.schemes.factories import a_part, a_scheme, the_whole
from jumprope.mastery.schemes.models import CourseGrade, MasteryScheme, PostedGrade
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from tests.outcomes import refused, statements


def determine(room: Class, scheme: MasteryScheme) -> list[CourseGrade]:
    """The teacher determines; the grades of the students in their order."""
    answer = writes.determine_course_grades(
        viewer=room.teacher, section_id=room.section.pk, scheme_id=scheme.pk
    )
    return [CourseGrade.objects.get(pk=key) for key in answer.course_grade_ids]


def reasons(grade: CourseGrade, part: int = 0) -> list[str | None]:
    """Why the mastery that a part takes did not count."""
    return [each["reason"] for each in grade.explanation["parts"][part]["result"]["evidence"]]


def remarks(grade: CourseGrade) -> list[str | None]:
    """What is said to the mastery that the whole takes."""
    return [each["remark"] for each in grade.explanation["parts"][0]["result"]["evidence"]]


def override(room: Class, scheme: MasteryScheme, level: str = "Extending", **changes: Any) -> None:
    """The teacher says a level in place of the first student's grade."""
    writes.override_course_grade(
        **{
            "viewer": room.teacher,
            "section_id": room.section.pk,
            "student_id": room.students[0].pk,
            "scheme_id": scheme.pk,
            "level_id": the_level(scheme.scale, level).pk,
            "reason": "Showed it in the play.",
            "expected_revision": 1,
            **changes,
        }
    )


def post(room: Class, scheme: MasteryScheme, viewer: Viewer | None = None) -> list[tuple[Any, ...]]:
    answer = writes.post_course_grades(
        viewer=viewer or room.teacher, section_id=room.section.pk, scheme_id=scheme.pk
    )
    posted = PostedGrade.objects.filter(pk__in=answer.posted_grade_ids).order_by("pk")
    return list(posted.values_list("student_id", "value", "level__name"))


def test_a_grade_is_what_mastery_comes_to_and_says_what_is_missing(
    room: Class, scheme: MasteryScheme
) -> None:
    give(room, 4, 2)
    first, second = determine(room, scheme)
    assert (first.value, first.level) == (Decimal(3), the_level(scheme.scale, "Proficient"))
    assert reasons(first) == [None, None, "not_assessed"]
    assert (second.value, second.level, reasons(second)) == (None, None, ["not_assessed"] * 3)
    part = first.explanation["parts"][0]
    assert part["key"] == ids.encode("SchemePart", the_whole(scheme).pk)
    assert [each["key"] for each in part["result"]["evidence"]] == [
        ids.encode("Standard", each.pk) for each in room.standards
    ]


def test_mastery_without_a_number_is_told_from_what_was_never_assessed(
    room: Class, scheme: MasteryScheme
) -> None:
    give(room, 4)
    marked = room.cell(None, standard=1, mark="M")
    determinations.record_scores(viewer=room.teacher, assessment_id=room.assessment.pk, cells=[marked])
    assert reasons(determine(room, scheme)[0]) == [None, "no_number", "not_assessed"]


def test_parts_take_the_standards_below_their_headings_and_one_takes_the_rest(
    room: Class, scale: Scale
) -> None:
    heading = a_standard(framework=room.standards[0].framework)
    for standard in room.standards[:2]:
        standard.parent = heading
        standard.save()
    scheme = a_scheme(scale=scale)
    whole = the_whole(scheme)
    a_part(scheme=scheme, parent=whole, name="Academic", weight=Decimal(67), heading=heading)
    a_part(scheme=scheme, parent=whole, name="Habits", weight=Decimal(33))
    give(room, 4, 3, 2)
    grade = determine(room, scheme)[0]
    assert grade.value == Decimal("3.01")
    _, academic, habits = grade.explanation["parts"]
    assert [each["value"] for each in academic["result"]["evidence"]] == ["4", "3"]
    assert [each["value"] for each in habits["result"]["evidence"]] == ["2"]


def test_what_a_teacher_said_of_a_standard_counts_as_its_threshold(
    room: Class, scheme: MasteryScheme
) -> None:
    give(room, 1)
    determinations.override(
        viewer=room.teacher,
        section_id=room.section.pk,
        student_id=room.students[0].pk,
        standard_id=room.standards[0].pk,
        level_id=the_level(scheme.scale, "Proficient").pk,
        reason="Said it aloud.",
        expected_revision=mastery(room).revision,
        expires_on=room.teacher.today + timedelta(days=2),
    )
    grade = determine(room, scheme)[0]
    assert (grade.value, remarks(grade)) == (
        Decimal(3),
        ["A teacher said so, in place of what was calculated.", None, None],
    )
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        room.teacher = the_viewer_of(Account.objects.get(pk=room.teacher.account_id))
        grade = determine(room, scheme)[0]
        assert (grade.value, remarks(grade)) == (Decimal(1), [None, None, None])


def test_mastery_on_another_scale_counts_through_a_conversion(room: Class, scheme: MasteryScheme) -> None:
    hundred = a_scale(highest=Decimal(100))
    a_policy(scale=hundred, standard=room.standards[1])
    give(room, 4, 50)
    grade = determine(room, scheme)[0]
    assert (grade.value, reasons(grade)) == (Decimal(4), [None, "other_scale", "not_assessed"])
    a_conversion(origin=hundred, destination=scheme.scale, points=[(0, 0), (100, 4)])
    assert determine(room, scheme)[0].value == 3


def test_only_what_is_another_gets_a_revision_and_a_line(room: Class, scheme: MasteryScheme) -> None:
    give(room, 4, 4, 4, 2, 2, 2)
    determine(room, scheme)
    give(room, 2, expected_revision=1)
    first, second = determine(room, scheme)
    assert (first.revision, second.revision) == (2, 1)
    assert list(first.changes.order_by("revision").values_list("value", flat=True)) == [4, Decimal("3.33")]
    assert second.changes.count() == 1


def test_an_override_stays_and_both_are_kept(room: Class, scheme: MasteryScheme) -> None:
    give(room, 2, 2, 2)
    determine(room, scheme)
    override(room, scheme)
    give(room, 3, expected_revision=1)
    grade = determine(room, scheme)[0]
    assert (grade.value, grade.override_level, grade.revision) == (
        Decimal("2.33"),
        the_level(scheme.scale, "Extending"),
        3,
    )
    clear = partial(
        writes.clear_course_grade_override,
        viewer=room.teacher,
        section_id=room.section.pk,
        student_id=room.students[0].pk,
        scheme_id=scheme.pk,
    )
    with refused(("mastery_changed_meanwhile", "expected_revision")):
        clear(expected_revision=2)
    clear(expected_revision=3)
    with refused(("not_overridden", None)):
        clear(expected_revision=4)
    told = grade.changes.order_by("revision").values_list("override_level__name", flat=True)
    assert list(told) == [None, "Extending", "Extending", None]


def test_an_override_that_cannot_be_is_refused(room: Class, scheme: MasteryScheme) -> None:
    give(room, 2)
    determine(room, scheme)
    retired, another = the_level(scheme.scale, "Developing"), a_scale()
    retired.retired_at = room.teacher.now
    retired.save()
    faults: list[tuple[str, str, dict[str, Any]]] = [
        ("not_found", "student_id", {"student_id": 10**9}),
        ("not_found", "level_id", {"level_id": 10**9}),
        ("level_retired", "level_id", {"level_id": retired.pk}),
        ("level_of_another_scale", "level_id", {"level_id": the_level(another, "Proficient").pk}),
        ("value_missing", "reason", {"reason": " "}),
        ("override_expires_too_soon", "expires_on", {"expires_on": room.teacher.today}),
        ("mastery_changed_meanwhile", "expected_revision", {"expected_revision": 2}),
    ]
    for code, field, changes in faults:
        with refused((code, field)):
            override(room, scheme, **changes)


def test_saying_the_same_again_is_no_change(room: Class, scheme: MasteryScheme) -> None:
    give(room, 2, 2, 2)
    grade = determine(room, scheme)[0]
    override(room, scheme)
    override(room, scheme, expected_revision=2)
    grade.refresh_from_db()
    assert (grade.revision, grade.changes.count()) == (2, 2)
    override(room, scheme, expected_revision=2, reason="Showed it twice.")
    grade.refresh_from_db()
    assert (grade.revision, grade.changes.count()) == (3, 3)


def test_what_is_posted_is_a_copy_of_what_holds(room: Class, scheme: MasteryScheme) -> None:
    give(room, 2, 2, 2)
    determine(room, scheme)
    first = room.students[0].pk
    assert post(room, scheme) == [(first, 2, "Developing")]
    override(room, scheme, expires_on=room.teacher.today + timedelta(days=1))
    assert post(room, scheme) == [(first, None, "Extending")]
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        later = the_viewer_of(Account.objects.get(pk=room.teacher.account_id))
        assert post(room, scheme, later) == [(first, 2, "Developing")]
    assert PostedGrade.objects.count() == 3


def test_what_has_expired_is_cleared_at_night_and_the_history_tells_it(
    room: Class, scheme: MasteryScheme
) -> None:
    give(room, 2, 2, 2)
    grade = determine(room, scheme)[0]
    override(room, scheme, expires_on=room.teacher.today + timedelta(days=3))
    system = a_role(Role.INTEGRATION).account
    told = []
    for days in (2, 3, 3):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            cleared = writes.expire_course_grade_overrides(viewer=the_viewer_of(system))
            told.append(cleared.course_grade_ids)
    assert told == [[], [grade.pk], []]
    grade.refresh_from_db()
    assert (grade.override_level, grade.override_reason, grade.override_expires_on) == (None, "", None)
    assert grade.overridden_by is None
    assert (grade.revision, grade.value) == (3, Decimal(2))
    history = grade.changes.order_by("revision").values_list("override_level__name", flat=True)
    assert list(history) == [None, "Extending", None]


def test_only_administrators_and_systems_clear_what_has_expired(room: Class) -> None:
    for viewer in (room.teacher, a_viewer(Role.COUNSELLOR)):
        with refused(("not_found", None)):
            writes.expire_course_grade_overrides(viewer=viewer)


def test_a_scheme_is_for_its_place_and_a_section_for_those_who_grade_it(
    room: Class, scheme: MasteryScheme, scale: Scale
) -> None:
    elsewhere = a_class()
    foreign = a_scheme(scale=scale, course=elsewhere.section.course)
    with refused(("not_found", "scheme_id")):
        determine(room, foreign)
    with refused(("not_found", "scheme_id")):
        writes.determine_course_grades(viewer=room.teacher, section_id=room.section.pk, scheme_id=10**9)
    for viewer in (elsewhere.teacher, a_viewer(Role.SCHOOL_ADMIN, school=elsewhere.section.course.school)):
        for section_id in (room.section.pk, 10**9):
            with refused(("not_found", "section_id")):
                writes.post_course_grades(viewer=viewer, section_id=section_id, scheme_id=scheme.pk)
    co_teacher = a_teacher_of(room.section, Role.CO_TEACHER)
    with refused(("not_found", None)):
        writes.determine_course_grades(viewer=co_teacher, section_id=room.section.pk, scheme_id=scheme.pk)


@pytest.mark.usefixtures("scale")
def test_the_number_of_statements_does_not_depend_on_the_number_of_students(scheme: MasteryScheme) -> None:
    taken = []
    give(a_class(), 1)
    for students in (2, 12):
        room = a_class(students=students, standards=3)
        give(room, *[3] * students * 3)
        taken.append(
            (statements(partial(determine_only, room, scheme)), statements(partial(post_only, room, scheme)))
        )
    assert taken == [(25, 15)] * 2


def determine_only(room: Class, scheme: MasteryScheme) -> None:
    writes.determine_course_grades(viewer=room.teacher, section_id=room.section.pk, scheme_id=scheme.pk)


def post_only(room: Class, scheme: MasteryScheme) -> None:
    writes.post_course_grades(viewer=room.teacher, section_id=room.section.pk, scheme_id=scheme.pk)
