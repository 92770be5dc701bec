"""What is due in a locked grading period is closed: its scores, and the assessment itself."""

from datetime import timedelta
from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import DUE_ON, Class
from jumprope.learning.assessments.models import Assessment
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.platform.permissions.factories import a_viewer
from jumprope.school.calendars.factories import a_grading_period
from jumprope.school.calendars.models import GradingPeriod
from tests.outcomes import refused

A_WEEK = timedelta(days=7)


@pytest.fixture
def quarter(room: Class) -> GradingPeriod:
    """The period that ended a week after the class's assessment was due, and is locked."""
    return a_grading_period(
        school=room.section.course.school,
        starts_on=DUE_ON - A_WEEK,
        ends_on=DUE_ON + A_WEEK,
        locks_on=room.teacher.today,
    )


@pytest.fixture
def principal(room: Class) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school)


@pytest.mark.usefixtures("quarter")
def test_scores_of_a_locked_period_stay_as_they_are(room: Class) -> None:
    with refused(("grading_period_locked", "assessment_id")):
        give(room, 3)
    later = room.another_assessment(due_on=DUE_ON + 2 * A_WEEK)
    assert give(room, 3, assessment=later).score_ids


def test_scores_are_given_until_the_lock_and_after_it_is_taken_away(
    room: Class, quarter: GradingPeriod
) -> None:
    ahead = GradingPeriod.objects.filter(pk=quarter.pk)
    ahead.update(locks_on=room.teacher.today + timedelta(days=1))
    assert give(room, 3).score_ids
    ahead.update(locks_on=room.teacher.today)
    with refused(("grading_period_locked", "assessment_id")):
        give(room, 4, expected_revision=1)
    ahead.update(locks_on=None)
    assert give(room, 4, expected_revision=1).score_ids


@pytest.mark.usefixtures("quarter")
def test_who_may_override_the_lock_gives_scores(room: Class, principal: Viewer) -> None:
    assert writes.record_scores(
        viewer=principal, assessment_id=room.assessment.pk, cells=room.cells(3)
    ).score_ids


@pytest.mark.usefixtures("quarter")
def test_nothing_is_moved_out_of_a_locked_period_or_into_it(room: Class, principal: Viewer) -> None:
    later = room.another_assessment(due_on=DUE_ON + 2 * A_WEEK)

    def change(assessment: Assessment, viewer: Viewer = room.teacher) -> partial[writes.AssessmentChanged]:
        return partial(writes.change_assessment, viewer=viewer, assessment_id=assessment.pk)

    with refused(("grading_period_locked", "assessment_id")):
        change(room.assessment)(due_on=later.due_on)
    with refused(("grading_period_locked", "assessment_id")):
        change(room.assessment)(title="Another title")
    with refused(("grading_period_locked", "due_on")):
        change(later)(due_on=DUE_ON)
    assert change(later)(due_on=DUE_ON + 3 * A_WEEK).assessment_id == later.pk
    assert change(room.assessment, principal)(due_on=later.due_on).assessment_id == room.assessment.pk
