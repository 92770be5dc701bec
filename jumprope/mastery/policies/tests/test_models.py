"""What the database itself refuses, whoever writes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jumprope.learning.standards.factories import a_standard
from jumprope.mastery.policies.factories import a_policy, a_scale
from jumprope.mastery.policies.models import Level, Policy
from jumprope.school.courses.factories import a_section

pytestmark = pytest.mark.usefixtures("tenant")


def test_a_scale_has_room() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_scale(lowest=Decimal(4))


def test_scales_and_their_levels_are_told_apart_by_their_names() -> None:
    scale = a_scale()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_scale(name=scale.name)
    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.create(scale=scale, name="Proficient", threshold=Decimal(1), colour="#000000")


def test_a_policy_is_for_one_place() -> None:
    section, scale = a_section(), a_scale()
    for places in (
        {"section": section, "course": section.course},
        {"course": section.course, "school": section.course.school},
        {"section": section, "school": section.course.school},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_policy(scale=scale, **places)


def test_a_scope_has_one_policy_also_where_nothing_is_named() -> None:
    section, scale, standard = a_section(), a_scale(), a_standard()
    scopes: list[dict[str, object]] = [
        {},
        {"standard": standard},
        {"section": section},
        {"course": section.course, "standard": standard},
    ]
    for scope in scopes:
        a_policy(scale=scale, **scope)
    for scope in scopes:
        with pytest.raises(IntegrityError), transaction.atomic():
            a_policy(scale=scale, **scope)
    assert Policy.objects.count() == 4
