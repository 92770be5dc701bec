"""Customers are taken in whole or not at all, and open schools with names of their own."""

from typing import Any

import pytest
from django.db.models import Q

from graphplan import ALL
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.permissions import Reach
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads, writes
from jumprope.platform.tenancy.access import FOUND_TENANTS, MANAGE_SCHOOLS, administered
from jumprope.platform.tenancy.factories import a_school, a_tenant
from jumprope.platform.tenancy.models import School, Tenant

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_tenant_is_founded_with_what_is_said_of_it() -> None:
    founded = writes.found(
        slug="Maple-County", name=" Maple County ", kind="network", time_zone="Europe/Berlin", sandbox=True
    )
    tenant = Tenant.objects.get()
    assert tenant.pk == founded.tenant_id
    assert str(tenant) == "maple-county"
    assert (tenant.slug, tenant.name, tenant.kind) == ("maple-county", "Maple County", "network")
    assert (tenant.time_zone, tenant.locale, tenant.sandbox) == ("Europe/Berlin", "en-US", True)


def test_a_tenant_is_by_itself_a_district_of_real_people_in_new_york() -> None:
    writes.found(slug="maple", name="Maple")
    tenant = Tenant.objects.get()
    assert (tenant.kind, tenant.time_zone, tenant.sandbox) == ("district", "America/New_York", False)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"slug": ""}, [("value_missing", "slug")]),
        ({"slug": "s" * 51}, [("value_too_long", "slug")]),
        ({"slug": "maple county"}, [("value_invalid", "slug")]),
        ({"slug": "maple--county"}, [("value_invalid", "slug")]),
        ({"slug": "-maple"}, [("value_invalid", "slug")]),
        ({"slug": "ahorn-straße"}, [("value_invalid", "slug")]),
        ({"name": " "}, [("value_missing", "name")]),
        ({"name": "n" * 201}, [("value_too_long", "name")]),
        ({"kind": "galaxy"}, [("value_invalid", "kind")]),
        ({"time_zone": "Mars/Olympus"}, [("value_invalid", "time_zone")]),
        ({"slug": "", "kind": "galaxy"}, [("value_missing", "slug"), ("value_invalid", "kind")]),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_taken_in(
    given: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(Refused) as refused:
        writes.found(**{"slug": "maple", "name": "Maple"} | given)
    assert codes(refused) == found
    assert not Tenant.objects.exists()


def test_a_slug_is_taken_once() -> None:
    a_tenant(slug="maple")
    with pytest.raises(writes.SlugTaken, match="“maple”"):
        writes.found(slug="MAPLE ", name="Another")
    assert Tenant.objects.count() == 1


def test_an_operator_acts_in_the_tenant_that_is_named() -> None:
    tenant = a_tenant(slug="maple", time_zone="Asia/Tokyo")
    assert reads.operator_of(" Maple ").tenant_id == tenant.pk


def test_a_tenant_that_is_not_there_is_told_with_what_to_do() -> None:
    with pytest.raises(reads.TenantUnknown, match=r"“maple”.*create-tenant") as refused:
        reads.operator_of("maple")
    assert codes(refused) == [("tenant_unknown", "tenant")]


def test_a_school_is_opened(operator: Viewer) -> None:
    opened = writes.open_school(viewer=operator, name="  E\u0301lm\n")
    school = School.objects.get(pk=opened.school_id)
    assert (school.name, school.tenant_id, school.closed_on) == ("Élm", operator.tenant_id, None)
    assert reads.school_known(school.pk)
    assert str(school) == "Élm"


@pytest.mark.parametrize(
    ("name", "code"),
    [(" ", "value_missing"), ("n" * 201, "value_too_long"), ("E\x00lm", "value_unprintable")],
)
def test_a_school_has_a_name_that_can_be_read(operator: Viewer, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        writes.open_school(viewer=operator, name=name)
    assert codes(refused) == [(code, "name")]
    assert not School.objects.exists()


def test_a_schools_name_is_taken_once_in_a_tenant(operator: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        a_school(name="Elm")
    writes.open_school(viewer=operator, name="Elm")
    with pytest.raises(writes.SchoolNameTaken, match="“Elm”"):
        writes.open_school(viewer=operator, name="Elm")
    assert School.objects.count() == 1


def test_names_differ_by_case_and_accent(operator: Viewer) -> None:
    for name in ("Elm", "elm", "Élm"):
        writes.open_school(viewer=operator, name=name)
    assert School.objects.count() == 3


def test_another_tenants_school_is_not_known(tenant: Tenant, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        school = a_school()
    with tenant_scope(tenant.pk):
        assert not reads.school_known(school.pk)


def test_of_many_schools_those_are_known_that_a_rule_allows(tenant: Tenant, other_tenant: Tenant) -> None:
    elm, oak = a_school(name="Elm"), a_school(name="Oak")
    with tenant_scope(other_tenant.pk):
        strange = a_school(name="Elm")
    named = [elm.pk, oak.pk, strange.pk, elm.pk]
    assert reads.schools_among(named, rule=ALL) == {elm.pk, oak.pk}
    assert reads.schools_among(named, rule=Q(name="Elm")) == {elm.pk}
    assert reads.schools_among([], rule=ALL) == set()
    assert tenant.pk == elm.tenant_id


def test_a_school_is_found_by_its_name_in_the_viewers_tenant(operator: Viewer, other_tenant: Tenant) -> None:
    elm = a_school(name="Elm")
    with tenant_scope(other_tenant.pk):
        a_school(name="Strange")
        assert reads.school_called(viewer=operator, name="Elm") == elm.pk
        with pytest.raises(reads.SchoolUnknown, match="“Strange”") as refused:
            reads.school_called(viewer=operator, name="Strange")
    assert codes(refused) == [("school_unknown", "school")]


def a_viewer_with(tenant: Tenant, *reaches: Reach, schools: tuple[int, ...] = ()) -> Viewer:
    """A viewer who may manage schools this far."""
    return Viewer(
        tenant_id=tenant.pk,
        account_id=1,
        now=None,
        today=None,
        reaches={(MANAGE_SCHOOLS.name, reach.value) for reach in reaches},
        schools={MANAGE_SCHOOLS.name: schools},
    )


def test_who_looks_after_one_school_opens_no_other(tenant: Tenant) -> None:
    elm = a_school(name="Elm")
    with pytest.raises(NotFound):
        writes.open_school(viewer=a_viewer_with(tenant, Reach.SCHOOL, schools=(elm.pk,)), name="Oak")
    assert list(School.objects.all()) == [elm]


@command(MANAGE_SCHOOLS, event="test.taken_in")
def take_in(*, viewer: Viewer, names: list[str]) -> Answer:
    """What an importer does."""
    writes.take_in_schools(viewer=viewer, schools=[writes.SaidSchool(name=name) for name in names])
    return Answer()


def test_who_looks_after_one_school_takes_in_no_other(tenant: Tenant) -> None:
    elm = a_school(name="Elm")
    with pytest.raises(NotFound):
        take_in(viewer=a_viewer_with(tenant, Reach.SCHOOL, schools=(elm.pk,)), names=["Oak"])
    assert list(School.objects.all()) == [elm]

    take_in(viewer=Viewer.operator(tenant.pk, tenant.time_zone), names=["Oak"])
    assert set(School.objects.values_list("name", flat=True)) == {"Elm", "Oak"}


def test_only_an_operator_takes_in_customers() -> None:
    assert FOUND_TENANTS.roles == frozenset()


def test_rows_of_a_school_are_reached_through_the_tenant_or_the_school(tenant: Tenant) -> None:
    elm, oak = a_school(name="Elm"), a_school(name="Oak")

    def reached(*reaches: Reach, schools: tuple[int, ...] = ()) -> set[School]:
        viewer = a_viewer_with(tenant, *reaches, schools=schools)
        return set(School.objects.filter(administered(viewer, MANAGE_SCHOOLS, school="pk")))

    assert reached(Reach.TENANT) == {elm, oak}
    assert reached(Reach.SCHOOL, schools=(oak.pk,)) == {oak}
    assert reached(Reach.SCHOOL) == set()
    assert reached(schools=(oak.pk,)) == set()
    assert reached(Reach.SECTION, Reach.WARD, Reach.OWN, schools=(oak.pk,)) == set()
