"""Questions about courses and sections."""

import pytest
from django.db.models import Q

from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses import reads
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.reads import Place
from tests.outcomes import statements

pytestmark = pytest.mark.usefixtures("tenant")


def test_a_section_has_its_place(other_tenant: Tenant) -> None:
    section, other = a_section(), a_section()
    with tenant_scope(other_tenant.pk):
        foreign = a_section()
    places = reads.places([section.pk, other.pk, foreign.pk])
    assert places.keys() == {section.pk, other.pk}
    assert places[section.pk] == Place(
        course_id=section.course_id,
        school_id=section.course.school_id,
        first_day=section.term.starts_on,
        last_day=section.term.ends_on,
    )


def test_places_take_one_query() -> None:
    keys = [a_section().pk for _ in range(3)]
    assert statements(lambda: reads.places(keys)) == 1


def test_those_that_a_rule_allows_are_told_apart(other_tenant: Tenant) -> None:
    section, other = a_section(), a_section()
    with tenant_scope(other_tenant.pk):
        foreign = a_section()
    keys = [section.pk, other.pk, foreign.pk]
    assert reads.sections_among(keys, rule=Q(course=section.course)) == {section.pk}
    assert reads.sections_among(keys, rule=Q(pk__gt=0)) == {section.pk, other.pk}
    courses = [section.course_id, other.course_id, foreign.course_id]
    assert reads.courses_among(courses, rule=Q(pk=other.course_id)) == {other.course_id}
