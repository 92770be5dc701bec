"""Course grades for a grading period: of what was due in it, apart from the whole, and closed by its lock."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.learning.assessments.factories import Class, an_assessment
from jumprope.mastery.determinations import writes as determinations
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.policies.factories import the_level
from jumprope.mastery.schemes import writes
from jumprope.mastery.schemes.models import CourseGrade, MasteryScheme, PostedGrade
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_grading_period, a_school_year
from jumprope.school.calendars.models import GradingPeriod
from tests.outcomes import refused, statements


@pytest.fixture
def quarters(room: Class) -> tuple[GradingPeriod, GradingPeriod]:
    """The one that was over ten days before the class's assessment was due, and the one after it."""
    year, border = room.section.school_year, room.assessment.due_on - timedelta(days=10)
    return (
        a_grading_period(school_year=year, ends_on=border),
        a_grading_period(school_year=year, starts_on=border + timedelta(days=1)),
    )


def earlier(room: Class, quarter: GradingPeriod) -> Any:
    """An assessment of the same standards that was due on the quarter's last day."""
    return an_assessment(section=room.section, standards=room.standards, due_on=quarter.ends_on)


def place(room: Class, scheme: MasteryScheme, period: GradingPeriod | None) -> dict[str, Any]:
    """Where the teacher gives grades."""
    return {
        "viewer": room.teacher,
        "section_id": room.section.pk,
        "scheme_id": scheme.pk,
        "grading_period_id": period.pk if period else None,
    }


def determine(room: Class, scheme: MasteryScheme, period: GradingPeriod | None) -> CourseGrade:
    """The teacher determines; the first student's grade."""
    made = writes.determine_course_grades(**place(room, scheme, period))
    return CourseGrade.objects.get(pk=made.course_grade_ids[0])


def test_a_grade_for_a_period_is_of_what_was_due_in_it(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
) -> None:
    first, second = quarters
    give(room, 1, 2, assessment=earlier(room, first))
    give(room, 4, 3)
    values = {each: determine(room, scheme, each).value for each in (first, second, None)}
    assert values == {first: Decimal("1.5"), second: Decimal("3.5"), None: Decimal("2.8")}
    assert CourseGrade.objects.filter(student=room.students[0]).count() == 3


def test_the_last_day_of_a_period_belongs_to_it_and_the_next_does_not(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
) -> None:
    first, second = quarters
    assessment = earlier(room, first)
    give(room, 2, assessment=assessment)
    assert determine(room, scheme, first).value == 2
    assert determine(room, scheme, second).value is None
    assessment.due_on = second.starts_on
    assessment.save()
    assert determine(room, scheme, first).value is None
    assert determine(room, scheme, second).value == 2


def test_what_a_period_did_not_assess_is_not_missing_in_it(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
) -> None:
    give(room, 4)
    evidence = [
        determine(room, scheme, each).explanation["parts"][0]["result"]["evidence"] for each in quarters
    ]
    assert [[part["reason"] for part in each] for each in evidence] == [
        [],
        [None, "not_assessed", "not_assessed"],
    ]


def test_what_a_teacher_said_of_a_standard_counts_in_the_periods_that_assessed_it(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
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
    )
    first, second = quarters
    assert determine(room, scheme, first).value is None
    assert determine(room, scheme, second).value == 3


def test_a_grade_of_a_period_is_overridden_cleared_and_posted_by_itself(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
) -> None:
    give(room, 4, 4, 4)
    second = quarters[1]
    whole, part = determine(room, scheme, None), determine(room, scheme, second)
    here = place(room, scheme, second)
    whose = {**here, "student_id": room.students[0].pk}
    said = the_level(scheme.scale, "Developing")
    writes.override_course_grade(**whose, level_id=said.pk, reason="Copied it.", expected_revision=1)
    writes.post_course_grades(**here)
    writes.clear_course_grade_override(**whose, expected_revision=2)
    whole.refresh_from_db()
    part.refresh_from_db()
    assert (whole.revision, part.revision, part.override_level) == (1, 3, None)
    posted = PostedGrade.objects.get()
    assert (posted.grading_period, posted.level) == (second, said)


def test_the_lock_of_a_period_closes_its_grades_and_no_others(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
) -> None:
    first, second = quarters
    give(room, 4, 4, 4)
    for period in (first, second, None):
        determine(room, scheme, period)
    second.locks_on = room.teacher.today
    second.save()
    here = place(room, scheme, second)
    whose = {**here, "student_id": room.students[0].pk, "expected_revision": 1}
    level_id = the_level(scheme.scale, "Developing").pk
    for closed in (
        partial(writes.determine_course_grades, **here),
        partial(writes.post_course_grades, **here),
        partial(writes.override_course_grade, **whose, level_id=level_id, reason="Copied it."),
        partial(writes.clear_course_grade_override, **whose),
    ):
        with refused(("grading_period_locked", "grading_period_id")):
            closed()
    determine(room, scheme, first)
    determine(room, scheme, None)
    principal = a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school)
    writes.post_course_grades(**here | {"viewer": principal})
    assert PostedGrade.objects.get().grading_period == second
    second.locks_on = room.teacher.today + timedelta(days=1)
    second.save()
    determine(room, scheme, second)


def test_a_period_is_of_the_sections_year_and_school(room: Class, scheme: MasteryScheme) -> None:
    year, school = room.section.school_year, room.section.course.school
    for foreign in (
        a_grading_period(school_year=a_school_year()).pk,
        a_grading_period(school_year=year, school=a_school()).pk,
        10**9,
    ):
        with refused(("not_found", "grading_period_id")):
            writes.determine_course_grades(**place(room, scheme, None) | {"grading_period_id": foreign})
    give(room, 4)
    assert determine(room, scheme, a_grading_period(school_year=year, school=school)).value == 4


def test_a_period_takes_a_fixed_number_of_statements_more(
    room: Class, scheme: MasteryScheme, quarters: tuple[GradingPeriod, GradingPeriod]
) -> None:
    give(room, 4, 4, 4, 3, 3, 3)
    whole, part = (
        statements(partial(writes.determine_course_grades, **place(room, scheme, each)))
        for each in (None, quarters[1])
    )
    assert part == whole + 5
