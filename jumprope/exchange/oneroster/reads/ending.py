"""What ends with the rows that leave, and whether so much may end at once."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jumprope.exchange.oneroster.reads.changes import Ends
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.limits import schools_that_empty
from jumprope.kit.errors import Refused, refuse_all
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people import reads as people
from jumprope.school.rosters import reads as rosters


class TooManyWouldEnd(Refused):
    """A source that has lost half of its rows looks like a school that half of its students have left."""

    code = "too_many_would_end"
    message = _(
        "{ending} of the {active} active enrolments of “{school}” would end, which is more than {allowed} "
        "percent. If that is meant, allow it: --allow-ending {needed}"
    )


class PercentOutOfRange(Refused):
    """Nobody can mean that."""

    code = "percent_out_of_range"
    message = _("Say what may end as a percentage, from 0 to 100.")
    field = "allow_ending"


@dataclass(frozen=True, slots=True)
class Ending:
    """The keys of rows that are in force today and would be no longer, by kind. Numbers have no history, and
    would be given up.
    """

    schools: Collection[int]
    students: Collection[int]
    relationships: Collection[int]
    contact_methods: Collection[int]
    identifiers: Collection[int]
    enrolments: Collection[int]
    teachings: Collection[int]

    def counts(self) -> Mapping[type[kept.Kept], int]:
        """How many rows of each kind end."""
        return {
            kept.School: len(self.schools),
            kept.Student: len(self.students),
            kept.Relationship: len(self.relationships),
            kept.ContactMethod: len(self.contact_methods),
            kept.PersonIdentifier: len(self.identifiers),
            kept.Enrolment: len(self.enrolments),
            kept.SectionTeacher: len(self.teachings),
        }


def ending(ends: Ends, *, today: date) -> Ending:
    """What is in force of rows that leave, and of what hangs on them. Nine queries.

    With a section end its enrolments and its teachings, with a student the student's enrolments, with a
    member of staff what they teach, and with a guardian the guardian's relationships.
    """
    sections, students = ends["section"], ends["student"]
    return Ending(
        schools=tenancy.open_schools(ends["school"], today=today),
        students=people.students_at_school(students, today=today),
        relationships=people.relationships_in_force(
            ends["guardian_relationship"], guardian_ids=ends["guardian"], today=today
        ),
        contact_methods=people.contact_methods_in_force(ends["contact_method"], today=today),
        identifiers=ends["person_identifier"],
        enrolments=rosters.enrolments_in_force(
            ends["enrolment"], section_ids=sections, student_ids=students, today=today
        ),
        teachings=rosters.teachings_in_force(
            ends["section_teacher"], section_ids=sections, staff_member_ids=ends["staff_member"], today=today
        ),
    )


Active = Mapping[int, Collection[int]]
"""The enrolments of each school that are not over."""


@contextmanager
def few_ending(*, today: date, allowed: int) -> Iterator[None]:
    """Refuse that more than `allowed` percent of a school's active enrolments end meanwhile, for whatever
    reason.

    Raises `TooManyWouldEnd` for every such school, and `PercentOutOfRange`. Two queries, and one more for a
    refusal.
    """
    if not 0 <= allowed <= 100:
        raise PercentOutOfRange
    before = rosters.enrolments_in_force_by_school(today=today)
    yield
    still = set().union(*rosters.enrolments_in_force_by_school(today=today).values())
    refuse_all(_too_many(before, still, allowed))


def _too_many(before: Active, still: Collection[int], allowed: int) -> Iterator[Refused]:
    active = {school: len(keys) for school, keys in before.items()}
    ended = {school: sum(key not in still for key in keys) for school, keys in before.items()}
    emptied = list(schools_that_empty(active, ended, allowed=allowed))
    names = tenancy.SCHOOLS.of([school for school, _, _ in emptied])
    for school, count, of in emptied:
        yield TooManyWouldEnd(
            ending=count,
            active=of,
            school=names[school]["name"],
            allowed=allowed,
            needed=-(-count * 100 // of),
        )
