"""Which policy holds where, as it is read from the database."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.standards.factories import a_standard
from jumprope.learning.standards.models import Standard
from jumprope.mastery.policies import reads
from jumprope.mastery.policies.factories import a_policy, a_scale
from jumprope.mastery.policies.models import Level, Policy, Scale
from jumprope.mastery.policies.reads import Holding, ScaleMissing
from jumprope.mastery.policies.rules import BUILT_IN
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses import reads as courses
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Section
from tests.outcomes import statements


@pytest.fixture
def scale(tenant: Tenant) -> Scale:  # noqa: ARG001 - it is in the tenant in scope
    """The tenant's first scale."""
    return a_scale()


@pytest.fixture
def section(scale: Scale) -> Section:  # noqa: ARG001 - it is in the same tenant
    """The section that is asked about."""
    return a_section()


@pytest.fixture
def standard(scale: Scale) -> Standard:  # noqa: ARG001 - it is in the same tenant
    """The standard that is asked about."""
    return a_standard()


def holding(section: Section, standard: Standard) -> Holding:
    in_force = reads.in_force(courses.places([section.pk]), standard_ids=[standard.pk])
    return in_force.at(section.pk, standard.pk)


def test_where_no_policy_holds_the_built_in_one_does_on_the_first_scale(
    scale: Scale, section: Section, standard: Standard
) -> None:
    a_scale()
    found = holding(section, standard)
    assert (found.calculation, found.scale) == (BUILT_IN, scale)
    assert [level.threshold for level in found.levels] == [Decimal("3.5"), 3, 2, 0]


def test_the_narrowest_policy_holds(section: Section, standard: Standard) -> None:
    """From the widest to the narrowest: each one that is added takes over."""
    course, school = section.course, section.course.school
    widening: list[dict[str, object]] = [
        {},
        {"standard": standard},
        {"school": school},
        {"school": school, "standard": standard},
        {"course": course},
        {"course": course, "standard": standard},
        {"section": section},
        {"section": section, "standard": standard},
    ]
    for scope in widening:
        scale = a_scale()
        a_policy(scale=scale, **scope)
        assert holding(section, standard).scale == scale


def test_policies_of_other_places_and_standards_do_not_hold(
    scale: Scale, section: Section, standard: Standard
) -> None:
    beside = a_section(course=section.course)
    other = a_scale()
    for scope in (
        {"section": beside},
        {"course": a_course(school=section.course.school)},
        {"school": a_section().course.school},
        {"standard": a_standard()},
        {"section": section, "standard": a_standard()},
    ):
        a_policy(scale=other, **scope)
    assert holding(section, standard).scale == scale


def test_what_is_asked_for_all_standards_knows_each(section: Section, standard: Standard) -> None:
    other = a_scale()
    a_policy(scale=other, standard=standard, section=section)
    in_force = reads.in_force(courses.places([section.pk]))
    assert in_force.at(section.pk, standard.pk).scale == other
    assert in_force.at(section.pk, a_standard().pk).scale != other


def test_settings_come_back_as_they_were_set(scale: Scale, section: Section, standard: Standard) -> None:
    settings = {"percent": "70", "clip": ["0", "4"], "decimals": 1}
    a_policy(scale=scale, calculation_type="decaying_average", settings=settings)
    calculation = holding(section, standard).calculation
    assert (calculation.own, calculation.clip, calculation.decimals) == (
        {"percent": Decimal(70)},
        (Decimal(0), Decimal(4)),
        1,
    )


def test_retired_levels_are_not_given(scale: Scale, section: Section, standard: Standard) -> None:
    Level.objects.filter(scale=scale, name="Extending").update(retired_at="2026-01-01T00:00Z")
    assert [level.name for level in holding(section, standard).levels] == [
        "Proficient",
        "Developing",
        "Beginning",
    ]


@pytest.mark.usefixtures("tenant")
def test_another_tenants_scales_and_policies_are_not_seen(other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        a_policy(scale=a_scale())
    section, standard = a_section(), a_standard()
    with pytest.raises(ScaleMissing):
        holding(section, standard)


def test_it_takes_two_statements_however_many_sections_and_policies(scale: Scale) -> None:
    def asked(*sections: Section) -> Callable[[], object]:
        return partial(reads.in_force, courses.places([section.pk for section in sections]))

    sections = [a_section() for _ in range(3)]
    one = asked(sections[0])
    assert statements(one) == 2
    for section in sections:
        a_policy(scale=scale, section=section)
    assert statements(asked(*sections)) == 2
    assert Policy.objects.count() == 3


def test_a_level_is_found_by_its_key(scale: Scale, other_tenant: Tenant) -> None:
    level = scale.levels.get(name="Proficient")
    assert reads.level(level.pk) == level
    with tenant_scope(other_tenant.pk):
        assert reads.level(level.pk) is None


def test_policies_that_cannot_hold_here_are_not_even_read(
    scale: Scale, section: Section, standard: Standard
) -> None:
    a_policy(scale=scale, section=a_section(), calculation_type="one that nobody could read")
    assert holding(section, standard).calculation == BUILT_IN
