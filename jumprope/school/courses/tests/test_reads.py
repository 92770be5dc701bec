"""Questions about courses and sections."""

from datetime import timedelta

import pytest
from django.db.models import Q

from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.calendars.rules import Days
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
        school_year_id=section.school_year_id,
    )


def test_a_section_is_taught_from_its_first_terms_first_day_to_its_last_ones_last() -> None:
    year = a_school_year()
    middle = year.starts_on + timedelta(days=150)
    spring = a_term(school_year=year, starts_on=middle)
    fall = a_term(school_year=year, ends_on=middle)
    whole, half = a_section(terms=[spring, fall]), a_section(terms=[spring])
    assert reads.days_taught([whole.pk, half.pk, 10**9]) == {
        whole.pk: Days(year.starts_on, year.ends_on),
        half.pk: Days(middle, year.ends_on),
    }


def test_places_and_days_take_one_query_each() -> None:
    keys = [a_section().pk for _ in range(3)]
    assert statements(lambda: reads.places(keys)) == 1
    assert statements(lambda: reads.days_taught(keys)) == 1


def test_those_that_a_rule_allows_are_told_apart(other_tenant: Tenant) -> None:
    section, other = a_section(), a_section()
    with tenant_scope(other_tenant.pk):
        foreign = a_section()
    keys = [section.pk, other.pk, foreign.pk]
    assert reads.sections_among(keys, rule=Q(course=section.course)) == {section.pk}
    assert reads.sections_among(keys, rule=Q(pk__gt=0)) == {section.pk, other.pk}
    courses = [section.course_id, other.course_id, foreign.course_id]
    assert reads.courses_among(courses, rule=Q(pk=other.course_id)) == {other.course_id}
