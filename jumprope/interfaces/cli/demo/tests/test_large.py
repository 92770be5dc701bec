"""The large district, made small: the same parts, fewer of each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from jumprope.interfaces.cli.demo import story
from jumprope.interfaces.cli.demo.large import LEVELS, RIVER_BEND, district
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.models import Score
from jumprope.mastery.schemes.models import PostedGrade
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.models import GradingPeriod
from jumprope.school.courses.models import Section
from jumprope.school.people.models import Student
from tests.once import made_once

TODAY = date(2026, 11, 22)

ELEMENTARY, MIDDLE, _HIGH = LEVELS
TINY = district(
    [replace(ELEMENTARY, grades=(2,), classes=2), replace(MIDDLE, grades=(6,), classes=1)],
    group_size=4,
    so_far=7,
)


def tell() -> list[int]:
    """Tell the story; what was reported meanwhile."""
    steps: list[int] = []
    story.tell(TINY, TODAY, steps.append)
    return steps


@pytest.fixture(scope="module")
def steps(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[int]]:  # noqa: ARG001
    """What was reported while the story was told."""
    with made_once(django_db_blocker, tell) as made:
        yield made


def test_it_is_made_of_the_same_people_every_time() -> None:
    assert district(LEVELS, group_size=30, so_far=14) == RIVER_BEND


@pytest.mark.django_db
def test_a_quarter_is_recorded_at_once_graded_posted_and_locked(steps: list[int]) -> None:
    with tenant_scope(Tenant.objects.get(slug=TINY.slug).pk):
        assert sum(steps) == TINY.sheets == Section.objects.count() == 9
        assert Student.objects.count() == 12
        assert Score.objects.count() == 9 * 4 * 7 * 3
        assert AuditEvent.objects.filter(event="course_grades.posted").count() == 9
        assert PostedGrade.objects.values("section").distinct().count() == 9
        locked = GradingPeriod.objects.exclude(locks_on=None)
        assert [period.name for period in locked] == ["Quarter 1"]


@pytest.mark.django_db
@pytest.mark.usefixtures("steps")
def test_students_of_a_class_are_together_in_all_their_sections() -> None:
    with tenant_scope(Tenant.objects.get(slug=TINY.slug).pk):
        first = Student.objects.order_by("pk")[1]
        names = first.enrolments.order_by("pk").values_list("section__name", flat=True)
        assert list(names) == ["Mathematics 2A", "Language Arts 2A", "Science 2A"]
