"""From roles to reaches: what the roles that an account holds now let it do, and in which schools."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from jumprope.kit.permissions import Permission, Reach, Role, reach_of


@dataclass(frozen=True, slots=True)
class Reaches:
    """What may be done how far: (permission, reach) pairs, and the schools where the reach is a school."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    schools: dict[str, set[int]] = field(default_factory=dict)


def reaches(held: Iterable[tuple[Role, int | None]], permissions: Collection[Permission]) -> Reaches:
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
