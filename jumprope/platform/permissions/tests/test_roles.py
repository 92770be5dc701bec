"""People are admitted with a role, given further ones, and lose them again; support only for a time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.command import NotInACommand
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import across_tenants, tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import writes as accounts
from jumprope.platform.accounts.access import MANAGE_ACCOUNTS
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions import writes
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA: dict[str, Any] = {"email": "Ada@Maple.example", "role": "teacher"}
REASON = "Ticket 4711: a gradebook stays empty"


@pytest.fixture
def admin(tenant: Tenant) -> Viewer:  # noqa: ARG001 - it is made in the tenant's scope
    """The tenant's administrator, at noon."""
    with clock.stopped_at(NOON):
        return a_viewer(Role.TENANT_ADMIN)


def given_roles(viewer: Viewer) -> list[RoleAssignment]:
    """All roles but the administrator's own."""
    return list(RoleAssignment.objects.exclude(account=viewer.account_id))


def problems(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_an_account_is_admitted_with_its_role(admin: Viewer) -> None:
    school = a_school()
    admitted = writes.admit(
        viewer=admin,
        **ADA,
        display_name=" Ada ",
        password="correct horse battery staple",
        school_id=school.pk,
    )
    account = Account.objects.get(pk=admitted.account_id)
    assert (account.email, account.display_name) == ("ada@maple.example", "Ada")
    assert account.check_password("correct horse battery staple")
    (role,) = given_roles(admin)
    assert role.pk == admitted.role_assignment_id
    assert (role.account, role.role, role.school) == (account, "teacher", school)
    assert (role.starts_at, role.ends_at, role.reason) == (NOON, None, "")


def test_without_a_password_nobody_can_sign_in_and_without_a_name_the_address_is_shown(admin: Viewer) -> None:
    account = Account.objects.get(pk=writes.admit(viewer=admin, **ADA).account_id)
    assert not account.has_usable_password()
    assert account.display_name == "ada@maple.example"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"email": "no address"}, [("value_invalid", "email")]),
        ({"email": " "}, [("value_missing", "email"), ("value_missing", "display_name")]),
        (
            {"email": f"{'a' * 250}@b.example"},
            [("value_too_long", "email"), ("value_too_long", "display_name")],
        ),
        ({"display_name": "n" * 255}, [("value_too_long", "display_name")]),
        ({"password": "too short"}, [("password_weak", "password")]),
        ({"role": "wizard"}, [("role_unknown", "role")]),
        ({"role": ""}, [("role_unknown", "role")]),
        ({"role": "tenant_admin", "school_id": 1}, [("role_has_no_school", "school_id")]),
        ({"role": "operator"}, [("role_of_operators", "role")]),
        ({"school_id": 1}, [("not_found", "school_id")]),
        ({"ends_at": NOON}, [("ends_too_early", "ends_at")]),
        ({"ends_at": NOON.replace(tzinfo=None) + timedelta(days=1)}, [("ends_too_early", "ends_at")]),
        ({"reason": "r" * 501}, [("value_too_long", "reason")]),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_is_admitted(
    admin: Viewer, given: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(Refused) as refused:
        writes.admit(viewer=admin, **ADA | given)
    assert problems(refused) == found
    assert Account.objects.count() == 1
    assert given_roles(admin) == []


def test_an_address_is_taken_once_in_a_tenant(admin: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        an_account(email="ada@maple.example")
    writes.admit(viewer=admin, **ADA)
    with pytest.raises(Refused) as refused:
        writes.admit(viewer=admin, email="ADA@maple.example", role="student")
    assert problems(refused) == [("email_taken", "email")]
    assert [role.role for role in given_roles(admin)] == ["teacher"]


def test_an_account_is_given_a_further_role(admin: Viewer) -> None:
    teacher = a_role(Role.TEACHER)
    given = writes.give(
        viewer=admin, account_id=teacher.account_id, role="counsellor", ends_at=NOON + timedelta(days=90)
    )
    role = RoleAssignment.objects.get(pk=given.role_assignment_id)
    assert (role.account_id, role.role, role.starts_at) == (teacher.account_id, "counsellor", NOON)
    assert role.ends_at == NOON + timedelta(days=90)


def test_another_tenants_account_and_school_are_absent(admin: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        strange_account, strange_school = an_account(), a_school()
    with pytest.raises(NotFound) as refused:
        writes.give(viewer=admin, account_id=strange_account.pk, role="teacher")
    assert problems(refused) == [("not_found", "account_id")]
    with pytest.raises(NotFound) as refused:
        writes.give(viewer=admin, account_id=an_account().pk, role="teacher", school_id=strange_school.pk)
    assert problems(refused) == [("not_found", "school_id")]
    with across_tenants():
        assert RoleAssignment.objects.count() == 1


@pytest.mark.parametrize(
    ("lasts", "reason", "allowed"),
    [
        (timedelta(hours=24), REASON, True),
        (timedelta(hours=1), "tenletters", True),
        (timedelta(hours=24, microseconds=1), REASON, False),
        (None, REASON, False),
        (timedelta(hours=1), "nineletts ", False),
        (timedelta(hours=1), "", False),
    ],
)
def test_support_comes_in_for_a_time_and_with_a_reason(
    admin: Viewer, lasts: timedelta | None, reason: str, allowed: bool
) -> None:
    def let_in() -> writes.Admitted:
        ends_at = None if lasts is None else NOON + lasts
        return writes.admit(viewer=admin, **ADA | {"role": "support"}, ends_at=ends_at, reason=reason)

    if allowed:
        let_in()
    else:
        with pytest.raises(writes.SupportWithoutLimit, match=r"24 hours.*10 characters"):
            let_in()
    assert bool(given_roles(admin)) == allowed


@pytest.mark.parametrize("ends_at", [None, NOON + timedelta(hours=20)], ids=["for good", "for a time"])
def test_a_role_ends_when_it_is_ended(admin: Viewer, ends_at: datetime | None) -> None:
    with clock.stopped_at(NOON - timedelta(hours=1)):
        role = a_role(Role.TENANT_ADMIN, ends_at=ends_at)
    writes.end(viewer=admin, role_assignment_id=role.pk)
    role.refresh_from_db()
    assert role.ends_at == NOON
    with clock.stopped_at(NOON):
        assert not the_viewer_of(role.account).may(MANAGE_ACCOUNTS)


def test_a_role_can_end_at_the_instant_it_began(admin: Viewer) -> None:
    with clock.stopped_at(NOON):
        role = a_role(Role.TENANT_ADMIN)
    writes.end(viewer=admin, role_assignment_id=role.pk)
    role.refresh_from_db()
    assert role.ends_at == NOON + timedelta(microseconds=1)


def test_an_administrator_ends_neither_the_own_role_nor_the_own_account(tenant: Tenant) -> None:  # noqa: ARG001
    role = a_role(Role.TENANT_ADMIN)
    own = the_viewer_of(role.account)
    with pytest.raises(writes.OwnRole):
        writes.end(viewer=own, role_assignment_id=role.pk)
    with pytest.raises(accounts.OwnAccount):
        accounts.disable(viewer=own, account_id=role.account_id)
    role.refresh_from_db()
    assert (role.ends_at, role.account.is_active) == (None, True)


def a_strangers_role(other_tenant: Tenant) -> int:
    with tenant_scope(other_tenant.pk):
        return a_role(Role.TEACHER).pk


@pytest.mark.parametrize(
    "absent",
    [
        a_strangers_role,
        lambda _tenant: 4_711,
        lambda _tenant: a_role(Role.TEACHER, starts_at=NOON - timedelta(hours=1), ends_at=NOON).pk,
    ],
    ids=["another tenant's", "none", "ended"],
)
def test_a_role_that_is_not_held_here_cannot_be_ended(
    admin: Viewer, other_tenant: Tenant, absent: Callable[[Tenant], int]
) -> None:
    role_assignment_id = absent(other_tenant)
    with across_tenants():
        before = list(RoleAssignment.objects.values())
    with pytest.raises(NotFound) as refused:
        writes.end(viewer=admin, role_assignment_id=role_assignment_id)
    assert problems(refused) == [("not_found", "role_assignment_id")]
    with across_tenants():
        assert list(RoleAssignment.objects.values()) == before


@pytest.mark.usefixtures("tenant")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TENANT_ADMIN])
def test_only_the_tenants_administrators_give_and_end_roles(role: Role) -> None:
    viewer = a_viewer(role)
    held = RoleAssignment.objects.get()
    attempts: list[Callable[[], object]] = [
        lambda: writes.admit(viewer=viewer, **ADA),
        lambda: writes.give(viewer=viewer, account_id=held.account_id, role="tenant_admin"),
        lambda: writes.end(viewer=viewer, role_assignment_id=held.pk),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    unchanged = RoleAssignment.objects.get()
    assert (unchanged.role, unchanged.ends_at) == (held.role, held.ends_at)
    assert Account.objects.count() == 1


def test_a_role_is_assigned_only_by_a_command(admin: Viewer) -> None:
    with pytest.raises(NotInACommand):
        writes.assign(
            viewer=admin, account_id=an_account().pk, role="teacher", school_id=None, ends_at=None, reason=""
        )
    assert given_roles(admin) == []
