"""What is known of a person besides the name."""

from collections.abc import Iterator
from typing import Any

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.numbers import (
    EXTERNAL_ID,
    MASTER_IDENTIFIER,
    NUMBER_OF,
    USERNAME,
    numbers_of,
)
from jumprope.exchange.oneroster.rules.people import one_person
from jumprope.exchange.oneroster.rules.problems import Code, Place, shown
from jumprope.exchange.oneroster.rules.records import Demographics, User, Version

CONTACTS = ("email", "phone", "sms")
"""The columns that say how a user is reached, which are our kinds as well."""


def _users(context: Context) -> Iterator[tuple[Place, User, list[str]]]:
    """The users with what each of them is to us, as kinds: one who is several people has several."""
    for row in context.delivery.records(User):
        if row.record is not None:
            is_one = {
                kept.Student.KIND: context.is_student,
                kept.StaffMember.KIND: context.is_staff,
                kept.Guardian.KIND: context.is_guardian,
            }
            kinds = [kind for kind, told in is_one.items() if told(row.sourced_id)]
            yield Place("users.csv", row.line), row.record, kinds


def contact_methods(context: Context) -> Iterator[Arrival]:
    """How users are reached, whatever they are.

    Of a user who is told of in a bulk file, what the source has said before and says no more leaves.
    """
    is_whole = context.delivery.delivery.is_whole(User)
    known = context.background.known(kept.ContactMethod.KIND) if is_whole else frozenset()
    for place, user, kinds in _users(context):
        for person in kinds:
            for contact in CONTACTS:
                sourced_id = joined(user.sourced_id, person, contact)
                if value := getattr(user, contact):
                    whose: dict[str, Any] = {f"{person}_id": user.sourced_id}
                    record = kept.ContactMethod(sourced_id=sourced_id, kind=contact, value=value, **whose)
                    yield Arrival(place, sourced_id, record)
                elif sourced_id in known:
                    yield Arrival(place, sourced_id, None)


def identifiers(context: Context) -> Iterator[Arrival]:
    """The numbers of users; of those who are several people to us, of the first of them.

    Of a user who is told of in a bulk file, what the source has said before and says no more leaves.
    """
    numbers = _Numbers(context)
    for place, user, kinds in _users(context):
        if kinds:
            yield from numbers.of_user(place, user, kinds[0])


class _Numbers:
    """The numbers of a delivery, each with the line on which it stands first."""

    def __init__(self, context: Context) -> None:
        delivery = context.delivery.delivery
        self._context = context
        self._lines: dict[tuple[str, str, str], int] = {}
        self._known: frozenset[str] = frozenset()
        self._could_be_told: list[tuple[str, str]] = [(USERNAME, "")]
        if delivery.version is Version.V1_2:
            self._could_be_told.append((MASTER_IDENTIFIER, ""))
        if delivery.is_whole(User):
            self._known = context.background.known(kept.PersonIdentifier.KIND)
        if self._known:
            self._could_be_told += [(EXTERNAL_ID, system) for system in context.background.systems()]

    def of_user(self, place: Place, user: User, person: str) -> Iterator[Arrival]:
        """What arrives of a user who is such a person to us first."""
        told: set[str] = set()
        for kind, system, value in numbers_of(user, person):
            first = self._lines.setdefault((kind, system.casefold(), value.casefold()), place.line)
            if first != place.line:
                self._complain(place, kind, value, first)
                continue
            sourced_id = joined(user.sourced_id, kind, system.casefold())
            told.add(sourced_id)
            whose = {f"{person}_id": user.sourced_id}
            record = kept.PersonIdentifier(
                sourced_id=sourced_id, kind=kind, system=system, value=value, **whose
            )
            yield Arrival(place, sourced_id, record)
        if self._known:
            for kind, system in (*self._could_be_told, (NUMBER_OF[person], "")):
                sourced_id = joined(user.sourced_id, kind, system.casefold())
                if sourced_id in self._known and sourced_id not in told:
                    yield Arrival(place, sourced_id, None)

    def _complain(self, place: Place, kind: str, value: str, first: int) -> None:
        """Of two users with one number of the district the second is refused: they are one person. Another
        number is the first one's: it would tell neither from the other.
        """
        column = _COLUMNS.get(kind)
        if column is not None:
            message = one_person(f"the {column} {shown(value)}", first)
            self._context.refuse(place, Code.DUPLICATE_PERSON, message)
        else:
            column = "username" if kind == USERNAME else "userIds"
            message = f"{shown(value)} stands on line {first:,} already; it is not read here."
            self._context.warn(place, Code.SHARED_IDENTIFIER, message, column)


_COLUMNS = {**dict.fromkeys(NUMBER_OF.values(), "identifier"), MASTER_IDENTIFIER: "userMasterIdentifier"}
"""The columns of the numbers that the district itself gives."""


def demographics(context: Context) -> Iterator[Arrival]:
    """Demographics of students, whatever else these are; of others none are kept. None of them leaves."""
    for row in context.delivery.records(Demographics):
        place = Place("demographics.csv", row.line)
        if row.record is None:
            continue
        if context.is_student(row.sourced_id):
            yield Arrival(place, row.sourced_id, _kept(row.record))
        elif not (context.is_staff(row.sourced_id) or context.is_guardian(row.sourced_id)):
            context.refuse(place, Code.UNKNOWN_REFERENCE, "No student has this sourcedId.", "sourcedId")


def _kept(said: Demographics) -> kept.Demographics:
    return kept.Demographics(
        sourced_id=said.sourced_id,
        student_id=said.sourced_id,
        birth_date=said.birth_date,
        sex=said.sex,
        american_indian_or_alaska_native=said.american_indian_or_alaska_native,
        asian=said.asian,
        black_or_african_american=said.black_or_african_american,
        native_hawaiian_or_other_pacific_islander=said.native_hawaiian_or_other_pacific_islander,
        white=said.white,
        two_or_more_races=said.demographic_race_two_or_more_races,
        hispanic_or_latino=said.hispanic_or_latino_ethnicity,
        country_of_birth=said.country_of_birth_code,
        state_of_birth=said.state_of_birth_abbreviation,
        city_of_birth=said.city_of_birth,
        residence_status=said.public_school_residence_status,
    )
