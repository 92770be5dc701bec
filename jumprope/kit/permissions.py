"""Roles, and permissions as data: which role may do what, and how far each role reaches."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:  # rules import this module, and know nothing of Django
    from django.utils.functional import Promise


class Role(StrEnum):
    """What an account is in a tenant. Teachers and co-teachers get their rows from their sections.

    Operators run the service; only the command line makes someone one.
    """

    TENANT_ADMIN = "tenant_admin"
    SCHOOL_ADMIN = "school_admin"
    COUNSELLOR = "counsellor"
    TEACHER = "teacher"
    CO_TEACHER = "co_teacher"
    STUDENT = "student"
    GUARDIAN = "guardian"
    SUPPORT = "support"
    INTEGRATION = "integration"
    OPERATOR = "operator"


class Reach(StrEnum):
    """Over whose rows a permission holds."""

    TENANT = "tenant"
    SCHOOL = "school"
    SECTION = "section"
    WARD = "ward"
    OWN = "own"


_REACH_OF_PERSON = {
    Role.TEACHER: Reach.SECTION,
    Role.CO_TEACHER: Reach.SECTION,
    Role.STUDENT: Reach.OWN,
    Role.GUARDIAN: Reach.WARD,
}


def reach_of(role: Role, *, school_scope: bool) -> Reach:
    """How far a role reaches when it is assigned for one school, or for the whole tenant."""
    return _REACH_OF_PERSON.get(role, Reach.SCHOOL if school_scope else Reach.TENANT)


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that may be done, and the roles that may do it. Declared in an app's `access`, once."""

    name: str
    description: "str | Promise" = field(compare=False)
    roles: frozenset[Role] = field(compare=False)

    declared: ClassVar[dict[str, "Permission"]] = {}

    def __post_init__(self) -> None:
        if Permission.declared.setdefault(self.name, self) is not self:
            raise TypeError(f"the permission {self.name!r} is declared twice")

    @property
    def section_roles(self) -> frozenset[Role]:
        """The roles in a section that carry this permission there."""
        return self.roles & {Role.TEACHER, Role.CO_TEACHER}


def permission(name: str, description: "str | Promise", *roles: Role) -> Permission:
    """Declare a permission. The tenant's administrators hold every one."""
    return Permission(name, description, frozenset({Role.TENANT_ADMIN, *roles}))
