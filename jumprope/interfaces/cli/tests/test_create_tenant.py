"""`jumprope create-tenant` takes in a customer, or says what is wrong and takes in nobody."""

import json

import pytest

from jumprope.interfaces.cli.statuses import REFUSED, USAGE
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.models import Mark
from jumprope.platform.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def test_a_tenant_is_founded_as_it_was_described(jumprope: JumpRope) -> None:
    ended = jumprope(
        *("create-tenant", "--slug", "elm", "--name", "Elm School", "--kind", "school"),
        *("--time-zone", "Europe/Berlin", "--sandbox", "--json"),
    )
    tenant = Tenant.objects.get()
    assert json.loads(ended.output) == {"tenant_id": tenant.pk, "slug": "elm"}
    assert (ended.status, ended.complaint) == (0, "")
    assert (tenant.slug, tenant.name, tenant.kind, tenant.time_zone, tenant.sandbox) == (
        *("elm", "Elm School", "school", "Europe/Berlin"),
        True,
    )


def test_a_tenant_begins_with_marks(jumprope: JumpRope) -> None:
    jumprope("create-tenant", "--slug", "elm", "--name", "Elm School")
    with tenant_scope(Tenant.objects.get().pk):
        assert set(Mark.objects.values_list("code", flat=True)) == {"M", "INC", "EX", "NYA"}


def test_people_are_told_what_comes_next(jumprope: JumpRope) -> None:
    ended = jumprope("create-tenant", "--slug", "elm", "--name", "Elm School")
    assert "jumprope create-account --tenant elm " in ended.output
    assert Tenant.objects.get().sandbox is False


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (["--slug", "Elm School", "--name", "Elm School"], "slug"),
        (["--slug", "elm", "--name", ""], "name"),
        (["--slug", "elm", "--name", "Elm", "--kind", "galaxy"], "kind"),
        (["--slug", "elm", "--name", "Elm", "--time-zone", "Mars/Olympus"], "time_zone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_founded(
    jumprope: JumpRope, given: list[str], field: str
) -> None:
    ended = jumprope("create-tenant", *given, "--json")
    assert ended.status == REFUSED
    assert [problem["field"] for problem in json.loads(ended.output)["problems"]] == [field]
    assert not Tenant.objects.exists()


def test_a_slug_is_taken_once(jumprope: JumpRope) -> None:
    jumprope("create-tenant", "--slug", "elm", "--name", "Elm School")
    ended = jumprope("create-tenant", "--slug", "elm", "--name", "Another School")
    assert (ended.status, ended.output) == (REFUSED, "")
    assert "(slug_taken)" in ended.complaint
    assert Tenant.objects.get().name == "Elm School"


def test_without_a_name_there_is_nothing_to_do(jumprope: JumpRope) -> None:
    assert jumprope("create-tenant", "--slug", "elm").status == USAGE
    assert not Tenant.objects.exists()
