"""People of a delivery who are in the tenant already, under another sourcedId or none."""

from collections.abc import Collection
from datetime import date
from itertools import chain
from typing import Any

from jumprope.exchange.oneroster.reads import known
from jumprope.exchange.oneroster.reads.changes import Changes, DeliveryRefused
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.numbers import NUMBER_OF
from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place
from jumprope.school.people import reads as people

MESSAGE = (
    "A student of this name and birth date is here already, and nobody is taken in twice; merge the two, or "
    "give each a number of its own."
)


def check_duplicates(changes: Changes, *, twins: Collection[str] = ()) -> None:
    """Look whether students whose birth dates are new are in the tenant twice now.

    They are when somebody else of the same name was born on the same day, unless each of the two has a number
    of the district: then they are two people indeed. So are `twins`, whom the delivery tells apart. Five
    queries for new demographics, none for other rows. Raises `DeliveryRefused`.
    """
    if not (said := _birth_dates(changes)):
        return
    keys = known.keys(kept.Student.KIND, said)
    others = people.students_born({day for day, _ in said.values()})
    everyone = {*keys.values(), *chain.from_iterable(others.values())}
    columns = people.STUDENTS.of(everyone)
    numbered = people.students_with_number(everyone, kind=NUMBER_OF[kept.Student.KIND])
    names = {student: _name(columns[student]) for student in everyone}
    told_apart = set(known.keys(kept.Student.KIND, twins).values()) if twins else set()
    findings = Findings()
    for sourced_id, key in keys.items():
        day, place = said[sourced_id]
        alike = {other for other in others.get(day, ()) if other != key and names[other] == names[key]}
        if sourced_id in twins:
            alike -= told_apart
        if alike and not {key, *alike} <= numbered:
            findings.add(place, Code.DUPLICATE_PERSON, MESSAGE)
    if findings:
        raise DeliveryRefused(findings.problems())


def _birth_dates(changes: Changes) -> dict[str, tuple[date, Place]]:
    """The birth dates that are told for the first time, and where, by the sourcedIds of the students."""
    return {
        each.record.student_id: (each.record.birth_date, each.place)
        for each in changes.new
        if isinstance(each.record, kept.Demographics) and each.record.birth_date
    }


def _name(columns: dict[str, Any]) -> tuple[str, str]:
    return columns["given_name"].casefold(), columns["family_name"].casefold()
