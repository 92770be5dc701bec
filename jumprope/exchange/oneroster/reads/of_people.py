"""How people are reached and which numbers they have, found by whose they are: OneRoster says both of users,
and gives neither a sourcedId.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from jumprope.exchange.oneroster.rules import departing, kept
from jumprope.school.people import reads as people

Keys = Callable[[str, Collection[str]], Mapping[str, int]]
"""The primary keys of rows of a kind by their sourcedIds."""

Whose = tuple[int | None, ...]
"""The keys of a student, a member of staff and a guardian: of all but one there is none."""


class Row(Protocol):
    """A row of ours."""

    pk: Any


R = TypeVar("R", bound=Row)

WHOSE = tuple(kept.references(kept.OfAPerson))


def like(said: Collection[kept.OfAPerson], keys: Keys) -> dict[str, int]:
    """The primary keys of what is known just so of the same people, by sourcedId. Four queries, or none.

    A way to reach someone is the same when its value is; a number, when it is of the same kind and system,
    whichever of the people it is of that its user is to us.
    """
    if not said:
        return {}
    contacts = any(isinstance(one, kept.ContactMethod) for one in said)
    users = {_user(one) for one in said}
    named = {whose: keys(kind, users) for whose, kind in kept.references(kept.OfAPerson).items()}
    about = {whose: set(known.values()) for whose, known in named.items()}
    held = people.contact_methods_of(about) if contacts else people.identifiers_of(about)
    by_place = {(*_whose(row), *_place(row)): row.pk for row in held}
    found: dict[str, int] = {}
    for one in said:
        for whose in WHOSE:
            key = named[whose].get(_user(one))
            place = (*_of(whose, key), *_place(one))
            if key and place in by_place and not (contacts and getattr(one, whose) is None):
                found.setdefault(one.sourced_id, by_place[place])
    return found


def particulars(
    users: Sequence[Sequence[departing.Person]],
    keys: Mapping[str, Mapping[str, int]],
    *,
    named: Callable[[str, Iterable[int]], Mapping[int, str]],
) -> list[departing.Particulars]:
    """How these users are reached, and their numbers, in their order: each is one or several people, whose
    `keys` stand by kind and sourcedId. Four queries.

    Of several ways or numbers of a kind that counts which the source has named, then that of the first of the
    people, then the primary one.
    """
    about = {f"{kind}_id": set(known.values()) for kind, known in keys.items()}
    told = [departing.Particulars() for _ in users]
    of_user = {
        _of(f"{person.KIND}_id", keys[person.KIND][person.sourced_id]): (order, particulars)
        for persons, particulars in zip(users, told, strict=True)
        for order, person in enumerate(persons)
    }

    def by_rank(kind: str, rows: Sequence[R]) -> Iterator[tuple[departing.Particulars, R]]:
        of_the_source = named(kind, [row.pk for row in rows])
        for row in sorted(rows, key=lambda row: (row.pk not in of_the_source, of_user[_whose(row)][0])):
            yield of_user[_whose(row)][1], row

    for particulars, contact in by_rank(kept.ContactMethod.KIND, people.contact_methods_of(about)):
        particulars.contacts.setdefault(contact.kind, contact.value)
    for particulars, number in by_rank(kept.PersonIdentifier.KIND, people.identifiers_of(about)):
        place = number.kind, number.system.casefold()
        particulars.numbers.setdefault(place, (number.system, number.value))
    return told


def _whose(row: object) -> Whose:
    return tuple(getattr(row, name) for name in WHOSE)


def _of(whose: str, key: int | None) -> Whose:
    return tuple(key if name == whose else None for name in WHOSE)


def _user(one: kept.OfAPerson) -> str:
    """The sourcedId of the user whom something is about."""
    return one.student_id or one.staff_member_id or one.guardian_id or ""


def _place(one: object) -> tuple[str, ...]:
    """What tells the particulars of one person apart."""
    names = ("kind", "system") if hasattr(one, "system") else ("kind", "value")
    return tuple(str(getattr(one, name)).casefold() for name in names)
