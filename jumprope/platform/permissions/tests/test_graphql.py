"""Accounts and their roles through the API: one's own, and for those who look after them all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from tests.fixtures import Ask

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ME = """
{
  me {
    id email displayName isActive
    roleAssignments { role reason school { name } startsAt endsAt account { id } }
  }
}
"""
ACCOUNTS = "{ accounts(first: 100) { edges { node { email roleAssignments { role } } } } }"
ADMIT = """
mutation ($input: AdmitAccountInput!) {
  admitAccount(input: $input) {
    account { email roleAssignments { role school { id } } } roleAssignment { role } errors { code field }
  }
}
"""
GIVE = """
mutation ($input: GiveRoleInput!) {
  giveRole(input: $input) { roleAssignment { role endsAt } errors { code field } }
}
"""
END = """
mutation ($input: EndRoleInput!) {
  endRole(input: $input) { roleAssignment { role endsAt } errors { code field } }
}
"""
DISABLE = """
mutation ($input: DisableAccountInput!) {
  disableAccount(input: $input) { account { isActive } errors { code field } }
}
"""


@pytest.fixture
def admin(tenant: Tenant) -> Viewer:  # noqa: ARG001 - it is made in the tenant's scope
    """The tenant's administrator, at noon."""
    with clock.stopped_at(NOON):
        return a_viewer(Role.TENANT_ADMIN, account=an_account(email="admin@maple.example"))


@pytest.fixture
def ada(tenant: Tenant) -> Account:  # noqa: ARG001 - it is made in the tenant's scope
    """Someone who counsels at Elm School for a year."""
    account = an_account(email="ada@maple.example", display_name="Ada")
    elm = a_school(name="Elm")
    a_role(Role.COUNSELLOR, account=account, school=elm, starts_at=NOON, ends_at=NOON + timedelta(days=365))
    return account


def test_everyone_sees_who_they_are_and_what_they_may(ada: Account, ask: Ask) -> None:
    assert ask(the_viewer_of(ada), ME)["me"] == {
        "id": f"Account:{ada.pk}",
        "email": "ada@maple.example",
        "displayName": "Ada",
        "isActive": True,
        "roleAssignments": [
            {
                "role": "COUNSELLOR",
                "reason": "",
                "school": {"name": "Elm"},
                "startsAt": "2026-03-02T12:00:00+00:00",
                "endsAt": "2027-03-02T12:00:00+00:00",
                "account": {"id": f"Account:{ada.pk}"},
            }
        ],
    }


def test_an_operator_is_nobody(operator: Viewer, ask: Ask) -> None:
    assert ask(operator, ME)["me"] is None


@pytest.mark.parametrize("role", Role)
def test_only_those_who_look_after_accounts_see_others(
    role: Role, ada: Account, other_tenant: Tenant, ask: Ask
) -> None:
    with tenant_scope(other_tenant.pk):
        a_role(Role.TEACHER)
    viewer = a_viewer(role)
    own = Account.objects.get(pk=viewer.account_id)
    expected = {own.email, ada.email} if role in {Role.TENANT_ADMIN, Role.SUPPORT} else {own.email}
    nodes = [edge["node"] for edge in ask(viewer, ACCOUNTS)["accounts"]["edges"]]
    assert {node["email"] for node in nodes} == expected
    assert {node["email"] for node in nodes if node["roleAssignments"]} == expected


def test_an_account_is_admitted(admin: Viewer, ask: Ask) -> None:
    school = a_school()
    given = {"email": "grace@maple.example", "role": "SCHOOL_ADMIN", "schoolId": f"School:{school.pk}"}
    answer = ask(admin, ADMIT, input=given)["admitAccount"]
    role = {"role": "SCHOOL_ADMIN", "school": {"id": f"School:{school.pk}"}}
    assert answer == {
        "account": {"email": "grace@maple.example", "roleAssignments": [role]},
        "roleAssignment": {"role": "SCHOOL_ADMIN"},
        "errors": [],
    }


def test_a_role_is_given_for_a_time(admin: Viewer, ada: Account, ask: Ask) -> None:
    given = {"accountId": f"Account:{ada.pk}", "role": "TEACHER", "endsAt": "2026-04-01T00:00:00-05:00"}
    assert ask(admin, GIVE, input=given)["giveRole"] == {
        "roleAssignment": {"role": "TEACHER", "endsAt": "2026-04-01T05:00:00+00:00"},
        "errors": [],
    }


def test_a_role_is_ended(admin: Viewer, ada: Account, ask: Ask) -> None:
    (role,) = RoleAssignment.objects.filter(account=ada)
    answer = ask(admin, END, input={"roleAssignmentId": f"RoleAssignment:{role.pk}"})["endRole"]
    assert answer["roleAssignment"] == {"role": "COUNSELLOR", "endsAt": "2026-03-02T12:00:00.000001+00:00"}


def test_an_account_is_disabled(admin: Viewer, ada: Account, ask: Ask) -> None:
    answer = ask(admin, DISABLE, input={"accountId": f"Account:{ada.pk}"})["disableAccount"]
    assert answer == {"account": {"isActive": False}, "errors": []}
    ada.refresh_from_db()
    assert not ada.is_active


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"endsAt": "2026-04-01T00:00:00"}, ("ends_too_early", "endsAt")),
        ({"endsAt": "2026-03-01T00:00:00Z"}, ("ends_too_early", "endsAt")),
        ({"schoolId": "School:4711"}, ("not_found", "schoolId")),
        ({"schoolId": "Account:1"}, ("not_found", "schoolId")),
        ({"accountId": "Account:4711"}, ("not_found", "accountId")),
        ({"role": "SUPPORT"}, ("support_without_limit", "endsAt")),
    ],
)
def test_what_cannot_be_is_an_error_with_its_place(
    admin: Viewer, ada: Account, ask: Ask, change: dict[str, Any], error: tuple[str, str]
) -> None:
    given = {"accountId": f"Account:{ada.pk}", "role": "TEACHER"} | change
    answer = ask(admin, GIVE, input=given)["giveRole"]
    assert answer["roleAssignment"] is None
    assert [(found["code"], found["field"]) for found in answer["errors"]] == [error]
    assert RoleAssignment.objects.filter(account=ada).count() == 1


@pytest.mark.parametrize(
    ("document", "given"),
    [
        (ADMIT, lambda ada: {"email": "grace@maple.example", "role": "TENANT_ADMIN"}),
        (GIVE, lambda ada: {"accountId": f"Account:{ada.pk}", "role": "TENANT_ADMIN"}),
        (END, lambda ada: {"roleAssignmentId": f"RoleAssignment:{ada.role_assignments.get().pk}"}),
        (DISABLE, lambda ada: {"accountId": f"Account:{ada.pk}"}),
    ],
    ids=["admit", "give", "end", "disable"],
)
def test_nobody_does_this_to_themselves(
    document: str, given: Callable[[Account], dict[str, Any]], ada: Account, ask: Ask
) -> None:
    (answer,) = ask(the_viewer_of(ada), document, input=given(ada)).values()
    assert [error["code"] for error in answer["errors"]] == ["not_found"]
    role = RoleAssignment.objects.get()
    assert (role.role, role.ends_at, role.account.is_active) == (
        "counsellor",
        NOON + timedelta(days=365),
        True,
    )
    assert Account.objects.count() == 1
