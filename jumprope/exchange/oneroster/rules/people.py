"""One person who stands in a delivery twice, under two sourcedIds."""

from dataclasses import dataclass, field
from datetime import date

from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place
from jumprope.exchange.oneroster.rules.records import Demographics, User

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Person:
    line: int
    sourced_id: str
    name: Name
    has_identifier: bool


@dataclass(slots=True)
class People:
    """What is collected of the people of a delivery.

    Two rows are one person when they have name and birth date in common, unless each has an identifier: then
    they are two people indeed. Email addresses and telephones say nothing, since families share them.
    Identifiers are compared when it is known what everybody is: a student's may be a member of staff's too.

    A delivery of ours (`of_ours`) has two rows because a district has told the two apart. They are `twins`.
    """

    of_ours: bool
    twins: set[str] = field(default_factory=set)
    _people: dict[str, _Person] = field(default_factory=dict)
    _born: dict[tuple[Name, date], list[_Person]] = field(default_factory=dict)

    def take_user(self, line: int, user: User) -> None:
        """Remember the name of a user."""
        name = (user.given_name.casefold(), user.family_name.casefold())
        self._people[user.sourced_id] = _Person(line, user.sourced_id, name, bool(user.identifier))

    def take_demographics(self, said: Demographics, findings: Findings) -> None:
        """Look at a birth date: does somebody else of the same name have it too?"""
        person = self._people.get(said.sourced_id)
        if person is None or said.birth_date is None:
            return
        others = self._born.setdefault((person.name, said.birth_date), [])
        for other in others:
            if person.has_identifier and other.has_identifier:
                continue
            if self.of_ours:
                self.twins |= {person.sourced_id, other.sourced_id}
            else:
                place = Place("users.csv", person.line)
                findings.add(place, Code.DUPLICATE_PERSON, one_person("name and birth date", other.line))
        others.append(person)


def one_person(what: str, first: int) -> str:
    """What is said of a person who stands in a delivery before."""
    return (
        f"This person has {what} in common with line {first:,}, and nobody is taken in twice; "
        "merge the two, or give each an identifier of its own."
    )
