"""Giving people the accounts that they sign in with. What they may then do, their roles say."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import reads as accounts
from jumprope.platform.accounts.access import MANAGE_ACCOUNTS
from jumprope.school.people import access
from jumprope.school.people.models import Guardian, GuardianRelationship, StaffMember, Student
from jumprope.school.people.writes.portal_access import open_portal

Portal = GuardianRelationship.PortalAccess


class AccountTaken(Refused):
    """Two people of one kind cannot sign in as one; a teacher who is also a parent can."""

    code = "account_taken"
    message = _("This account belongs to somebody else. Choose another one.")
    field = "account_id"


class HasAccount(Refused):
    """Whoever signs in with the other account would be locked out unawares."""

    code = "has_account"
    message = _("This person has an account already.")


@dataclass(frozen=True, kw_only=True)
class StudentAccountGiven(Answer):
    """The student who has an account now."""

    student_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class StaffAccountGiven(Answer):
    """The member of staff who has an account now."""

    staff_member_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class GuardianAccountGiven(Answer):
    """The guardian who has an account now."""

    guardian_id: int
    account_id: int


@command(MANAGE_ACCOUNTS, event="student.given_account")
def give_account_to_student(*, viewer: Viewer, student_id: int, account_id: int) -> StudentAccountGiven:
    """Let a student sign in with an account. Raises `NotFound`, `HasAccount`, `AccountTaken`."""
    _give(Student, access.students_to_manage(viewer), student_id, account_id, field="student_id")
    return StudentAccountGiven(student_id=student_id, account_id=account_id)


@command(MANAGE_ACCOUNTS, event="staff_member.given_account")
def give_account_to_staff_member(
    *, viewer: Viewer, staff_member_id: int, account_id: int
) -> StaffAccountGiven:
    """Let a member of staff sign in with an account. Raises `NotFound`, `HasAccount`, `AccountTaken`."""
    _give(StaffMember, access.staff_to_manage(viewer), staff_member_id, account_id, field="staff_member_id")
    return StaffAccountGiven(staff_member_id=staff_member_id, account_id=account_id)


@command(MANAGE_ACCOUNTS, event="guardian.given_account")
def give_account_to_guardian(*, viewer: Viewer, guardian_id: int, account_id: int) -> GuardianAccountGiven:
    """Let a guardian sign in with an account, and see those students in whose portal nobody was let in yet.

    Raises `NotFound`, `HasAccount`, `AccountTaken`.
    """
    _give(Guardian, access.visible_guardians(viewer), guardian_id, account_id, field="guardian_id")
    open_portal(viewer=viewer, guardian_id=guardian_id, where=Portal.NOT_INVITED)
    return GuardianAccountGiven(guardian_id=guardian_id, account_id=account_id)


Person = TypeVar("Person", Student, StaffMember, Guardian)


def _give(model: type[Person], rule: Q, person_id: int, account_id: int, *, field: str) -> None:
    person: Any = rows.locked_one(model, rule, person_id, field=field)
    if not accounts.known(account_id):
        raise NotFound(field="account_id")
    if person.account_id is not None:
        raise HasAccount(field=field)
    person.account_id = account_id
    with uniqueness.unless_taken(model, "account", AccountTaken()):
        person.save(update_fields=["account"])
