"""From roles to reaches: what the roles that an account holds now let it do, and in which schools."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from jumprope.kit.permissions import Reach, Role, reach_of

Held = tuple[Role, int | None]
"""A role that is held, and the school that it is held for; None stands for the tenant."""


class Granted(Protocol):
    """What roles are asked for: a permission, or what is left of it where none is declared."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def roles(self) -> Collection[Role]:
        """The roles that hold it."""


@dataclass(frozen=True, slots=True)
class Reaches:
    """What may be done how far: (permission, reach) pairs, and the schools where the reach is a school."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    schools: dict[str, set[int]] = field(default_factory=dict)


def reaches(held: Iterable[Held], permissions: Collection[Granted]) -> Reaches:
    """Combine the roles that are held, each for a school or (None) for the tenant."""
    found = Reaches()
    for role, school_id in held:
        reach = reach_of(role, school_scope=school_id is not None)
        for permission in permissions:
            if role not in permission.roles:
                continue
            found.pairs.add((permission.name, reach.value))
            if reach is Reach.SCHOOL and school_id is not None:
                found.schools.setdefault(permission.name, set()).add(school_id)
    return found


def shape(held: Iterable[Held]) -> str:
    """What of the roles decides how far anything reaches: `school_admin@school teacher@section`.

    Who has the same shape has the same pairs of `reaches`, whatever the schools.
    """
    return " ".join(
        sorted({f"{role}@{reach_of(role, school_scope=school_id is not None)}" for role, school_id in held})
    )
