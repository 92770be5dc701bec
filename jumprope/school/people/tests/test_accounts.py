"""Giving people the accounts that they sign in with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeAlias

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people import writes
from jumprope.school.people.factories import a_guardian, a_staff_member, a_student
from tests.outcomes import refused

pytestmark = pytest.mark.usefixtures("tenant")

KINDS = [
    pytest.param(a_student, writes.give_account_to_student, "student_id", id="student"),
    pytest.param(a_staff_member, writes.give_account_to_staff_member, "staff_member_id", id="staff"),
    pytest.param(a_guardian, writes.give_account_to_guardian, "guardian_id", id="guardian"),
]
Make: TypeAlias = Callable[..., Any]
Give: TypeAlias = Callable[..., Any]


@pytest.mark.parametrize(("make", "give", "field"), KINDS)
def test_a_person_gets_an_account(operator: Viewer, make: Make, give: Give, field: str) -> None:
    person, account = make(), an_account()
    answer = give(viewer=operator, account_id=account.pk, **{field: person.pk})
    person.refresh_from_db()
    assert person.account_id == answer.account_id == account.pk
    assert getattr(answer, field) == person.pk


@pytest.mark.parametrize(("make", "give", "field"), KINDS)
def test_an_account_is_one_persons(operator: Viewer, make: Make, give: Give, field: str) -> None:
    account = an_account()
    make(account=account)
    person = make()
    with refused(("account_taken", "account_id")):
        give(viewer=operator, account_id=account.pk, **{field: person.pk})


@pytest.mark.parametrize(("make", "give", "field"), KINDS)
def test_a_person_has_one_account(operator: Viewer, make: Make, give: Give, field: str) -> None:
    person, account = make(account=an_account()), an_account()
    with refused(("has_account", field)):
        give(viewer=operator, account_id=account.pk, **{field: person.pk})


@pytest.mark.parametrize(("make", "give", "field"), KINDS)
def test_accounts_and_people_of_others_are_not_found(
    operator: Viewer, other_tenant: Tenant, make: Make, give: Give, field: str
) -> None:
    person, account = make(), an_account()
    with tenant_scope(other_tenant.pk):
        stranger, foreign = make(), an_account()
    for person_id in (stranger.pk, 10**9):
        with refused(("not_found", field)):
            give(viewer=operator, account_id=account.pk, **{field: person_id})
    for account_id in (foreign.pk, 10**9):
        with refused(("not_found", "account_id")):
            give(viewer=operator, account_id=account_id, **{field: person.pk})


def test_a_teacher_who_is_a_parent_signs_in_with_one_account(operator: Viewer) -> None:
    account, teacher, parent = an_account(), a_staff_member(), a_guardian()
    writes.give_account_to_staff_member(viewer=operator, staff_member_id=teacher.pk, account_id=account.pk)
    writes.give_account_to_guardian(viewer=operator, guardian_id=parent.pk, account_id=account.pk)
    teacher.refresh_from_db()
    parent.refresh_from_db()
    assert teacher.account_id == parent.account_id == account.pk


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMIN, Role.INTEGRATION, Role.SUPPORT, Role.TEACHER])
def test_only_who_looks_after_accounts_gives_them(role: Role) -> None:
    school = a_school()
    for_a_time: dict[str, Any] = {
        "ends_at": clock.now() + timedelta(hours=1),
        "reason": "looking into a ticket",
    }
    viewer = a_viewer(role, school=school, **for_a_time)
    student, account = a_student(school=school), an_account()
    with refused(("not_found", None)):
        writes.give_account_to_student(viewer=viewer, student_id=student.pk, account_id=account.pk)
