"""How people are reached and which numbers they have, found by whose they are: OneRoster says both of users,
and gives neither a sourcedId.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from jumprope.exchange.oneroster.rules import departing, kept
from jumprope.school.people import reads as people

Keys = Callable[[str, Collection[str]], Mapping[str, int]]
"""The primary keys of rows of a kind by their sourcedIds."""

Whose = tuple[int | None, ...]
"""The keys of a student, a member of staff and a guardian: of all but one there is none."""

WHOSE = tuple(kept.references(kept.OfAPerson))


def like(said: Collection[kept.OfAPerson], keys: Keys) -> dict[str, int]:
    """The primary keys of what is known just so of the same people, by sourcedId. Four queries, or none.

    A way to reach someone is the same when its value is; a number, when it is of the same kind and system.
    """
    if not said:
        return {}
    named = {
        whose: keys(kind, {getattr(one, whose) for one in said} - {None})
        for whose, kind in kept.references(kept.OfAPerson).items()
    }
    about = {whose: set(known.values()) for whose, known in named.items()}
    contacts = any(isinstance(one, kept.ContactMethod) for one in said)
    held = people.contact_methods_of(about) if contacts else people.identifiers_of(about)
    by_place = {(*_whose(row), *_place(row)): row.pk for row in held}
    places = {
        one.sourced_id: (*(named[whose].get(getattr(one, whose) or "") for whose in WHOSE), *_place(one))
        for one in said
    }
    return {sourced_id: by_place[place] for sourced_id, place in places.items() if place in by_place}


def particulars(
    persons: Sequence[departing.Person],
    keys: Mapping[str, Mapping[str, int]],
    *,
    named: Callable[[Iterable[int]], Mapping[int, str]],
) -> list[departing.Particulars]:
    """How these people are reached, and their numbers, in their order; `keys` are theirs by kind and
    sourcedId. Three queries.

    Of several ways of a kind that counts which the source has named, then the primary one, then the first.
    """
    about = {f"{kind}_id": set(known.values()) for kind, known in keys.items()}
    contacts: dict[Whose, dict[str, str]] = defaultdict(dict)
    numbers: dict[Whose, dict[tuple[str, str], str]] = defaultdict(dict)
    reached = people.contact_methods_of(about)
    of_the_source = named([row.pk for row in reached])
    for contact in sorted(reached, key=lambda row: row.pk not in of_the_source):
        contacts[_whose(contact)].setdefault(contact.kind, contact.value)
    for number in people.identifiers_of(about):
        numbers[_whose(number)][number.kind, number.system] = number.value
    whose = [_whose_key(person, keys[person.KIND][person.sourced_id]) for person in persons]
    return [departing.Particulars(contacts[one], numbers[one]) for one in whose]


def _whose(row: object) -> Whose:
    return tuple(getattr(row, name) for name in WHOSE)


def _whose_key(person: departing.Person, key: int) -> Whose:
    return tuple(key if name == f"{person.KIND}_id" else None for name in WHOSE)


def _place(one: object) -> tuple[str, ...]:
    """What tells the particulars of one person apart."""
    names = ("kind", "system") if hasattr(one, "system") else ("kind", "value")
    return tuple(str(getattr(one, name)).casefold() for name in names)
