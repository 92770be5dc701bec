"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.factories import (
    DUE_ON,
    Class,
    a_class,
    a_common_assessment,
    a_mark,
    a_score,
    an_assessment,
    an_assessment_type,
)
from jumprope.learning.assessments.models import AlignedStandard, Mark, Score, ScoreChange
from jumprope.learning.standards.factories import a_standard
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.factories import a_student


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001 - it is in the tenant in scope
    """A class, whose first student has a score on the first standard."""
    room = a_class()
    a_score(assessment=room.assessment, student=room.students[0], standard=room.standards[0])
    return room


def score(room: Class, **changes: Any) -> object:
    """A score of the second student, whatever it says."""
    place = {"assessment": room.assessment, "student": room.students[1], "standard": room.standards[0]}
    return a_score(**place | changes)


REFUSED: dict[str, Callable[[Class], object]] = {
    "a number and a mark": lambda room: score(room, value=Decimal(1), mark=a_mark("M")),
    "two scores in one place": lambda room: score(room, student=room.students[0]),
    "a negative weight": lambda room: room.another_assessment(weight=Decimal("-0.01")),
    "an assessment given out after it is due": lambda room: room.another_assessment(
        assigned_on=DUE_ON + timedelta(days=1)
    ),
    "a negative default weight": lambda _room: an_assessment_type(default_weight=Decimal("-0.01")),
    "a negative common weight": lambda _room: a_common_assessment(weight=Decimal("-0.01")),
    "a mark's code twice": lambda _room: Mark.objects.create(code="M", name="More", effect="lowest"),
    "a standard aligned twice": lambda room: AlignedStandard.objects.create(
        assessment=room.assessment, standard=room.standards[0]
    ),
    "two changes of one revision": lambda room: ScoreChange.objects.create(
        score=Score.objects.get(), revision=1, recorded_at=room.teacher.now
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(room: Class, what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what](room)
    assert (Score.objects.count(), ScoreChange.objects.count(), AlignedStandard.objects.count()) == (1, 1, 2)


def test_a_score_belongs_to_one_tenant(room: Class, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        theirs = {"assessment": an_assessment(), "student": a_student(), "standard": a_standard()}
    for column, foreign in theirs.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            score(room, **{column: foreign})
