"""A small district's story, told from the first day to today, and what it has to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from pytest_django import DjangoDbBlocker

from jumprope.interfaces.cli.demo import story, told
from jumprope.interfaces.cli.demo.districts import CEDAR, MAPLE
from jumprope.interfaces.cli.demo.learning import MISSING
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import TenantModel, tenant_scope
from jumprope.learning.assessments.models import Assessment, Score
from jumprope.learning.standards.models import Standard
from jumprope.mastery.determinations.models import Determination
from jumprope.platform.audit import reads as audit
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import GuardianRelationship, Student
from jumprope.school.rosters.models import Enrolment, SectionTeacher
from tests.once import made_once
from tests.outcomes import every_row

TODAY = date(2026, 11, 22)

MATHEMATICS = MAPLE.subjects[0]
SMALL = replace(
    MAPLE,
    subjects=(replace(MATHEMATICS, groups=MATHEMATICS.groups[:2]),),
    group_size=6,
    so_far=7,
    staff=tuple(part for part in MAPLE.staff if not part.mail.startswith(("wanda", "henrik"))),
)


pytestmark = pytest.mark.django_db


def tell() -> list[int]:
    """Tell the story; what was reported meanwhile."""
    steps: list[int] = []
    story.tell(SMALL, TODAY, steps.append)
    return steps


@pytest.fixture(scope="module")
def steps(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[int]]:  # noqa: ARG001
    """What was reported while the story was told."""
    with made_once(django_db_blocker, tell) as made:
        yield made


@pytest.fixture
def reported(db: None, steps: list[int]) -> Iterator[list[int]]:  # noqa: ARG001
    """The same, with the story's tenant in scope."""
    with tenant_scope(Tenant.objects.get(slug=SMALL.slug).pk):
        yield steps


WITHOUT_ROWS = {
    "identifiers.ExternalIdentifier": "no other system has told of anyone yet",
}
"""The tables that the demo leaves empty, and why."""


def scores() -> list[tuple[object, ...]]:
    """All scores, in words and not by keys."""
    columns = (
        "student__family_name",
        "assessment__title",
        "standard__code",
        "value",
        "mark__code",
        "comment",
        "recorded_at",
    )
    return list(Score.objects.order_by(*columns).values_list(*columns))


def test_every_sheet_of_scores_is_reported(reported: list[int]) -> None:
    assert sum(reported) == SMALL.sheets == 14


@pytest.mark.usefixtures("reported")
def test_there_is_something_of_everything() -> None:
    tables = [model for model in apps.get_models() if issubclass(model, TenantModel)]

    assert {model._meta.label for model in tables if not model._default_manager.exists()} == set(WITHOUT_ROWS)


@pytest.mark.usefixtures("reported")
def test_the_same_story_is_told_every_time() -> None:
    first = scores()

    Tenant.objects.filter(slug=SMALL.slug).update(slug="the-first-one")
    story.tell(SMALL, TODAY, lambda _further: None)

    with tenant_scope(Tenant.objects.get(slug=SMALL.slug).pk):
        assert scores() == first


@pytest.mark.usefixtures("reported")
def test_everything_was_done_by_commands_in_the_order_of_the_story() -> None:
    events = list(AuditEvent.objects.order_by("position").values_list("event", "at"))

    assert audit.verification().broken_positions == []
    assert [at for _, at in events] == sorted(at for _, at in events)
    assert [event for event, _ in events].count("results.recorded") >= SMALL.sheets
    assert max(at.date() for _, at in events) < TODAY


@pytest.mark.usefixtures("reported")
def test_scores_were_recorded_by_the_teacher_after_they_were_due() -> None:
    assert Score.objects.count() == 2 * 6 * sum(len(task.codes) for task in MATHEMATICS.tasks[:7])
    for score in Score.objects.select_related("assessment", "recorded_by"):
        assert score.recorded_by is not None
        assert score.recorded_by.email == "teacher@maple.example"
        assert score.recorded_at.date() >= score.assessment.due_on


@pytest.mark.usefixtures("reported")
def test_one_task_more_is_planned_and_due_after_today() -> None:
    coming = Assessment.objects.filter(due_on__gt=TODAY)

    assert {(task.title, task.scores.count()) for task in coming} == {(MATHEMATICS.tasks[7].title, 0)}
    assert coming.count() == 2


@pytest.mark.usefixtures("reported")
def test_a_student_has_moved_and_has_scores_in_both_sections() -> None:
    after = Enrolment.objects.get(moved_from__isnull=False)
    moved = after.moved_from
    assert moved is not None

    assert after.starts_on == moved.ends_on
    assert after.section_id != moved.section_id
    scored_in = Score.objects.filter(student=moved.student_id).values_list("assessment__section", flat=True)
    assert set(scored_in) == {moved.section_id, after.section_id}


@pytest.mark.usefixtures("reported")
def test_two_teach_the_first_section() -> None:
    roles = SectionTeacher.objects.order_by("section", "role").values_list("staff_member__given_name", "role")

    assert list(roles) == [("Tobias", Role.CO_TEACHER), ("Iris", Role.TEACHER), ("Iris", Role.TEACHER)]


@pytest.mark.usefixtures("reported")
def test_late_work_is_a_second_revision_that_counts_by_its_due_date() -> None:
    late = Score.objects.filter(comment=story.LATE)

    assert late.count() > 0
    assert {(score.revision, score.mark) for score in late} == {(2, None)}
    assert {
        change.mark.code for score in late for change in score.changes.filter(revision=1) if change.mark
    } == {MISSING}


@pytest.mark.usefixtures("reported")
def test_a_teacher_has_said_another_level_than_was_calculated() -> None:
    overridden = Determination.objects.select_related("level", "override_level").get(
        override_level__isnull=False
    )

    assert overridden.level is not None
    assert overridden.override_level is not None
    assert overridden.level.threshold < overridden.override_level.threshold
    assert overridden.override_reason


@pytest.mark.usefixtures("reported")
def test_one_of_two_guardians_may_not_see_the_records() -> None:
    student = Student.objects.get(given_name="Juno")
    relationships = GuardianRelationship.objects.filter(student=student)

    assert dict(relationships.values_list("guardian__given_name", "may_see_records")) == {
        "Celeste": True,
        "Marcus": False,
    }
    assert student.account is not None


@pytest.mark.usefixtures("reported")
def test_standards_carry_their_words_for_children() -> None:
    assert Standard.objects.filter(wordings__audience="children", wordings__language="en").count() == 40
    assert Standard.objects.filter(wordings=None).count() == 11  # the strands, and what a teacher wrote


@pytest.mark.usefixtures("reported")
def test_a_district_that_is_told_is_known_with_its_people() -> None:
    assert told.told() == [MAPLE]
    viewer = told.viewer_of(SMALL, SMALL.student)
    assert viewer.account_id == Student.objects.get(given_name="Juno").account_id

    with pytest.raises(LookupError):
        told.viewer_of(SMALL, replace(SMALL.student, mail="nobody@maple.example"))


def test_where_a_course_has_one_section_nobody_moves() -> None:
    alone = replace(CEDAR, group_size=1, so_far=story.MOVE_AFTER + 1)

    story.tell(alone, TODAY, lambda _further: None)

    with tenant_scope(Tenant.objects.get(slug=alone.slug).pk):
        assert not Enrolment.objects.exclude(ends_on=None).exists()


def test_a_story_that_breaks_off_leaves_nothing() -> None:
    def break_off(_further: int) -> None:
        raise KeyboardInterrupt

    half_told, before = replace(SMALL, slug="half-told"), every_row()

    with pytest.raises(KeyboardInterrupt):
        story.tell(half_told, TODAY, break_off)

    assert not told.is_told(half_told)
    assert not Tenant.objects.filter(slug="half-told").exists()
    assert every_row() == before
