"""What ends with the rows that leave, and whether so much may end at once."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
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


def check_ending(found: Ending, *, cut_short: Collection[int], today: date, allowed: int) -> None:
    """Refuse that more than `allowed` percent of a school's active enrolments end.

    `cut_short` are those that a row ends by its date. Raises `TooManyWouldEnd` for every such school, and
    `PercentOutOfRange`. Three queries.
    """
    if not 0 <= allowed <= 100:
        raise PercentOutOfRange
    active = rosters.enrolments_in_force_by_school(today=today)
    leaving = rosters.schools_of_enrolments({*found.enrolments, *cut_short})
    refuse_all(_too_many(active, Counter(leaving.values()), allowed))


def _too_many(active: Mapping[int, int], leaving: Mapping[int, int], allowed: int) -> Iterator[Refused]:
    names = tenancy.SCHOOLS.of(active.keys())
    for school, count, of in schools_that_empty(active, leaving, allowed=allowed):
        yield TooManyWouldEnd(
            ending=count,
            active=of,
            school=names[school]["name"],
            allowed=allowed,
            needed=-(-count * 100 // of),
        )
