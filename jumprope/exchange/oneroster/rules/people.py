"""One person who stands in a delivery twice, under two sourcedIds."""

from dataclasses import dataclass, field
from datetime import date

from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, shown
from jumprope.exchange.oneroster.rules.records import Demographics, User

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Person:
    line: int
    name: Name
    identifier: str


@dataclass(slots=True)
class People:
    """What is collected of the people of a delivery.

    Two rows are one person when they have an identifier or a userMasterIdentifier in common; and when they
    have name and birth date in common, unless each has an identifier and these differ: then they are two
    people indeed. Email addresses and telephones say nothing, since families share them.
    """

    _identifiers: dict[tuple[str, str], int] = field(default_factory=dict)
    _people: dict[str, _Person] = field(default_factory=dict)
    _born: dict[tuple[Name, date], list[_Person]] = field(default_factory=dict)

    def take_user(self, line: int, user: User, findings: Findings) -> None:
        """Look at a user: is an identifier another's?"""
        for column, value in (
            ("identifier", user.identifier),
            ("userMasterIdentifier", user.user_master_identifier),
        ):
            first = self._identifiers.setdefault((column, value), line) if value else line
            if first != line:
                _report("users.csv", line, f"the {column} {shown(value)}", first, findings)
        name = (user.given_name.casefold(), user.family_name.casefold())
        self._people[user.sourced_id] = _Person(line, name, user.identifier)

    def take_demographics(self, said: Demographics, findings: Findings) -> None:
        """Look at a birth date: does somebody else of the same name have it too?"""
        person = self._people.get(said.sourced_id)
        if person is None or said.birth_date is None:
            return
        others = self._born.setdefault((person.name, said.birth_date), [])
        for other in others:
            if not (person.identifier and other.identifier):
                _report("users.csv", person.line, "name and birth date", other.line, findings)
        others.append(person)


def _report(file: str, line: int, what: str, first: int, findings: Findings) -> None:
    findings.add(
        Place(file, line),
        Code.DUPLICATE_PERSON,
        f"This person has {what} in common with line {first:,}, and nobody is taken in twice; "
        "merge the two, or give each an identifier of its own.",
    )
