"""Writing down the numbers by which people are known."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired

from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access
from jumprope.school.people.models import PersonIdentifier
from jumprope.school.people.writes.particulars import Whose, described_particulars, of_the_same_people


class IdentifierTaken(Refused):
    """A number is one person's, and a person has one of a kind."""

    code = "identifier_taken"
    message = _("This number is another person's, or this person has another number of this kind.")


class SaidIdentifier(Whose):
    """A number of a person; with a key, one that is known."""

    identifier_id: NotRequired[int | None]
    kind: NotRequired[str]
    system: NotRequired[str]
    value: NotRequired[str]


@dataclass(frozen=True, kw_only=True)
class IdentifiersRecorded(Answer):
    """The numbers, in the order in which they were given."""

    identifier_ids: list[int]


@command(access.MANAGE_PEOPLE, event="identifiers.recorded")
def record_identifiers(*, viewer: Viewer, identifiers: Sequence[SaidIdentifier]) -> IdentifiersRecorded:
    """Write down people's numbers. Raises what `take_in_identifiers` raises."""
    values.check_size(identifiers, field="identifiers")
    return IdentifiersRecorded(identifier_ids=take_in_identifiers(viewer=viewer, identifiers=identifiers))


@step
def take_in_identifiers(
    *, viewer: Viewer, identifiers: Sequence[SaidIdentifier], at: str = "identifiers"
) -> list[int]:
    """Write down numbers, those with a key as well as new ones; their keys in the order given.

    At most 5,000 at once; thirteen statements at most. Those that are described together may swap their
    numbers. Raises `NotFound` for a number or a person,
    `NotOnePerson`, `IdentifierTaken`, `DescribedTwice`, and what `kit.values` refuses.
    """
    found = described_particulars(
        viewer=viewer, model=PersonIdentifier, given=identifiers, key="identifier_id", at=at
    )
    refuse_all(found.refusals)
    refuse_all(_taken(found.rows))
    with uniqueness.unless_taken(
        PersonIdentifier, "people_one_person_each_number", uniqueness.TakenMeanwhile(field=at)
    ):
        _let_go(found.rows.values())
        return described.save(found)


@step
def let_identifiers_go(*, identifier_ids: Collection[int]) -> None:
    """Free numbers that are written down anew before the command ends: no statement can swap them.

    Meanwhile a number is one that nobody can have, as those are trimmed. One statement.
    """
    PersonIdentifier.objects.filter(pk__in=identifier_ids).update(
        value=Concat(Value(" "), "pk", output_field=CharField())
    )


@step
def give_identifiers_up(*, identifier_ids: Collection[int]) -> None:
    """Take numbers from whoever has them. A number has no history: another person may have it from now on.
    One statement.
    """
    PersonIdentifier.objects.filter(pk__in=identifier_ids).delete()


def _let_go(identifiers: Collection[PersonIdentifier]) -> None:
    """Free the numbers that one of these still has and another one takes. Two statements; one for no swap."""
    known = {one.pk for one in identifiers} - {None}
    before = {row.pk: row for row in PersonIdentifier.objects.filter(pk__in=known)}
    taken = {
        _keys(one)[0] for one in identifiers if one.pk not in before or before[one.pk].value != one.value
    }
    held = [row.pk for row in before.values() if _keys(row)[0] in taken]
    if held:
        let_identifiers_go(identifier_ids=held)


def _taken(identifiers: Mapping[str, PersonIdentifier]) -> Iterator[Refused]:
    """Numbers that are another person's, and further numbers of a kind."""
    # SQLite tells "a" from "A", and an index finds neither by the other.
    said = {one.value for one in identifiers.values()}
    spelled = said | {value.lower() for value in said} | {value.upper() for value in said}
    others = [
        *PersonIdentifier.objects.filter(value__in=spelled),
        *of_the_same_people(PersonIdentifier, identifiers.values()),
    ]
    changing = {one.pk for one in identifiers.values()}
    taken = {key for one in others if one.pk not in changing for key in _keys(one)}
    for place, one in identifiers.items():
        keys = _keys(one)
        if not taken.isdisjoint(keys):
            yield IdentifierTaken(field=f"{place}.value")
        taken.update(keys)


def _keys(one: PersonIdentifier) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What no two numbers share: the number itself, and that it is this person's of its kind."""
    return (
        (one.kind, one.system.casefold(), one.value.casefold()),
        (one.kind, one.system.casefold(), one.student_id, one.staff_member_id, one.guardian_id),
    )
