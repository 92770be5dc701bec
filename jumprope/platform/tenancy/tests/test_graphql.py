"""The tenant and its schools through the API."""

from datetime import date
from typing import Any

import pytest

from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from tests.fixtures import Ask

OPEN = """
mutation ($name: String!, $key: String) {
  openSchool(input: {name: $name, idempotencyKey: $key}) { school { id name } errors { code field message } }
}
"""


def nobody_in(tenant: Tenant) -> Viewer:
    """Someone who may do nothing at all."""
    return Viewer(tenant_id=tenant.pk, account_id=0, now=None, today=None)


def test_everyone_sees_their_tenant_and_its_schools(tenant: Tenant, other_tenant: Tenant, ask: Ask) -> None:
    with tenant_scope(other_tenant.pk):
        a_school(name="Strange")
    oak, elm = a_school(name="Oak", closed_on=date(2026, 7, 1)), a_school(name="Elm")
    answer = ask(
        nobody_in(tenant),
        "{ tenant { id slug name kind timeZone locale sandbox } schools { id name closedOn } }",
    )
    assert answer["tenant"] == {
        "id": f"Tenant:{tenant.pk}",
        "slug": "maple-county",
        "name": "Maple County Schools",
        "kind": "DISTRICT",
        "timeZone": "America/New_York",
        "locale": "en-US",
        "sandbox": True,
    }
    assert answer["schools"] == [
        {"id": f"School:{elm.pk}", "name": "Elm", "closedOn": None},
        {"id": f"School:{oak.pk}", "name": "Oak", "closedOn": "2026-07-01"},
    ]


def test_a_school_is_opened_once_however_often_the_request_comes(operator: Viewer, ask: Ask) -> None:
    first = ask(operator, OPEN, name="Elm", key="a-key")
    assert ask(operator, OPEN, name="Elm", key="a-key") == first
    school = School.objects.get()
    assert first["openSchool"] == {"school": {"id": f"School:{school.pk}", "name": "Elm"}, "errors": []}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"name": " "}, ("value_missing", "name")),
        ({"name": "Elm"}, ("school_name_taken", "name")),
        ({"name": "Oak", "key": ""}, ("idempotency_key_invalid", "idempotencyKey")),
    ],
)
def test_what_cannot_be_is_an_error_with_its_place(
    operator: Viewer, ask: Ask, given: dict[str, Any], error: tuple[str, str]
) -> None:
    elm = a_school(name="Elm")
    answer = ask(operator, OPEN, **given)["openSchool"]
    assert answer["school"] is None
    assert [(found["code"], found["field"]) for found in answer["errors"]] == [error]
    assert list(School.objects.all()) == [elm]


def test_who_may_not_open_schools_finds_nothing_there(tenant: Tenant, ask: Ask) -> None:
    answer = ask(nobody_in(tenant), OPEN, name="Elm")["openSchool"]
    assert (answer["school"], [error["code"] for error in answer["errors"]]) == (None, ["not_found"])
    assert not School.objects.exists()
