"""Changing and retiring schemes: what was stays, and grades say by which revision they are."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.factories import the_level
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes import writes
from jumprope.mastery.schemes.factories import a_scheme
from jumprope.mastery.schemes.models import CourseGrade, MasteryScheme, SchemeRevision
from jumprope.mastery.schemes.writes import NewPart
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from tests.outcomes import locked_first, refused, statements

HIGHEST = NewPart(name="Best", calculation_type="highest")


def the_grade(room: Class, scheme: MasteryScheme) -> CourseGrade:
    """The first student's grade as it is kept."""
    return CourseGrade.objects.get(student=room.students[0], scheme=scheme)


def determine(room: Class, scheme: MasteryScheme) -> CourseGrade:
    """The teacher determines; the first student's grade."""
    writes.determine_course_grades(viewer=room.teacher, section_id=room.section.pk, scheme_id=scheme.pk)
    return the_grade(room, scheme)


def test_grades_by_the_former_parts_stand_explained_until_they_are_determined_again(
    room: Class, scheme: MasteryScheme, operator: Viewer
) -> None:
    give(room, 4, 2)
    before = determine(room, scheme)
    changed = writes.change_scheme(viewer=operator, scheme_id=scheme.pk, parts=[HIGHEST])
    kept = the_grade(room, scheme)
    assert (kept.value, kept.revision, kept.scheme_revision.number) == (Decimal(3), 1, 1)
    assert kept.explanation == before.explanation
    after = determine(room, scheme)
    assert (after.value, after.revision, after.scheme_revision.number) == (Decimal(4), 2, 2)
    assert list(after.scheme_revision.parts.values_list("pk", flat=True)) == changed.part_ids
    told = after.changes.order_by("revision").values_list("value", "scheme_revision__number")
    assert list(told) == [(Decimal(3), 1), (Decimal(4), 2)]
    assert [each.parts.get().name for each in scheme.revisions.order_by("number")] == ["Part", "Best"]


def test_what_a_teacher_said_stays_when_the_scheme_changes(
    room: Class, scheme: MasteryScheme, operator: Viewer
) -> None:
    give(room, 4, 2)
    determine(room, scheme)
    said = the_level(scheme.scale, "Extending")
    writes.override_course_grade(
        viewer=room.teacher,
        section_id=room.section.pk,
        student_id=room.students[0].pk,
        scheme_id=scheme.pk,
        level_id=said.pk,
        reason="Showed it in the play.",
        expected_revision=1,
    )
    writes.change_scheme(viewer=operator, scheme_id=scheme.pk, parts=[HIGHEST])
    assert determine(room, scheme).override_level == said


def test_another_name_alone_is_no_revision(scheme: MasteryScheme, operator: Viewer) -> None:
    changed = writes.change_scheme(viewer=operator, scheme_id=scheme.pk, name=" Semester ")
    scheme.refresh_from_db()
    assert (scheme.name, changed.part_ids) == ("Semester", [])
    assert scheme.revisions.get().number == 1


def test_a_revision_says_who_made_it_and_when(scheme: MasteryScheme) -> None:
    principal = a_viewer(Role.TENANT_ADMIN)
    writes.change_scheme(viewer=principal, scheme_id=scheme.pk, parts=[HIGHEST])
    newest = scheme.revisions.latest("number")
    assert (newest.made_by_id, newest.made_at) == (principal.account_id, principal.now)


def test_what_a_scheme_cannot_be_changed_to_is_refused(
    scheme: MasteryScheme, scale: Scale, operator: Viewer
) -> None:
    other = a_scheme(scale=scale)
    change = partial(writes.change_scheme, viewer=operator, scheme_id=scheme.pk)
    with refused(("scheme_name_taken", "name")):
        change(name=other.name)
    with refused(("value_missing", "name"), ("weight_not_above_zero", "parts.0.weight")):
        change(name=" ", parts=[NewPart(name="Whole", calculation_type="median", weight=Decimal(0))])
    with refused(("nothing_given", "parts")):
        change(parts=[])


def test_a_scheme_is_changed_and_retired_by_those_who_govern_its_place(
    room: Class, scale: Scale, scheme: MasteryScheme
) -> None:
    course = room.section.course
    schemes = {
        "course": a_scheme(scale=scale, course=course),
        "school": a_scheme(scale=scale, school=course.school),
        "tenant": scheme,
    }
    principal = a_viewer(Role.SCHOOL_ADMIN, school=course.school)
    for viewer, hidden in (
        (a_viewer(Role.SCHOOL_ADMIN, school=a_school()), schemes.values()),
        (principal, [scheme]),
        (room.teacher, schemes.values()),
    ):
        field = None if viewer is room.teacher else "scheme_id"
        for each in hidden:
            with refused(("not_found", field)):
                writes.change_scheme(viewer=viewer, scheme_id=each.pk, name="Ours")
            with refused(("not_found", field)):
                writes.retire_scheme(viewer=viewer, scheme_id=each.pk)
    for place in ("course", "school"):
        writes.change_scheme(viewer=principal, scheme_id=schemes[place].pk, name="Ours")
        writes.retire_scheme(viewer=principal, scheme_id=schemes[place].pk)
    assert MasteryScheme.objects.exclude(retired_at=None).count() == 2


def test_nobody_retires_or_changes_what_grades_are_just_determined_by(
    room: Class, scheme: MasteryScheme, operator: Viewer
) -> None:
    give(room, 4)
    of_both = ["courses_section", "schemes_masteryscheme"]
    assert locked_first(lambda: determine(room, scheme))[:2] == of_both
    for others in (writes.change_scheme, writes.retire_scheme):
        locked = locked_first(partial(others, viewer=operator, scheme_id=scheme.pk))
        assert locked == ["schemes_masteryscheme"]


def test_a_retired_scheme_frees_its_name_and_one_in_use_does_not(
    scheme: MasteryScheme, operator: Viewer
) -> None:
    make = partial(
        writes.make_scheme, viewer=operator, name=scheme.name, scale_id=scheme.scale_id, parts=[HIGHEST]
    )
    with refused(("scheme_name_taken", "name")):
        make()
    for _ in range(2):
        writes.retire_scheme(viewer=operator, scheme_id=MasteryScheme.objects.get(retired_at=None).pk)
        make()
    assert MasteryScheme.objects.filter(name=scheme.name).count() == 3
    other = a_scheme(scale=scheme.scale)
    with refused(("scheme_name_taken", "name")):
        writes.change_scheme(viewer=operator, scheme_id=other.pk, name=scheme.name)


def test_a_retired_scheme_gives_no_grades_and_those_that_there_are_stay(
    room: Class, scheme: MasteryScheme, operator: Viewer
) -> None:
    give(room, 4, 2)
    grade = determine(room, scheme)
    writes.retire_scheme(viewer=operator, scheme_id=scheme.pk)
    place: dict[str, Any] = {"viewer": room.teacher, "section_id": room.section.pk, "scheme_id": scheme.pk}
    whose: dict[str, Any] = {**place, "student_id": room.students[0].pk, "expected_revision": 1}
    level_id = the_level(scheme.scale, "Extending").pk
    for refusing in (
        partial(writes.determine_course_grades, **place),
        partial(writes.post_course_grades, **place),
        partial(writes.override_course_grade, **whose, level_id=level_id, reason="Showed it."),
        partial(writes.clear_course_grade_override, **whose),
        partial(writes.change_scheme, viewer=operator, scheme_id=scheme.pk, parts=[HIGHEST]),
        partial(writes.retire_scheme, viewer=operator, scheme_id=scheme.pk),
    ):
        with refused(("scheme_retired", "scheme_id")):
            refusing()
    assert the_grade(room, scheme).value == grade.value
    assert SchemeRevision.objects.filter(scheme=scheme).count() == 1


@pytest.mark.parametrize("parts", [1, 9])
def test_a_change_takes_as_many_statements_for_any_number_of_parts(
    scheme: MasteryScheme, operator: Viewer, parts: int
) -> None:
    tree = [HIGHEST, *(NewPart(name="Below", calculation_type="median", parent=0) for _ in range(parts - 1))]
    change = partial(writes.change_scheme, viewer=operator, scheme_id=scheme.pk, parts=tree)
    assert statements(change) == 15
