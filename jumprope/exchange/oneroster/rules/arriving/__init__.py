"""What a delivery says of each of our tables, row by row: OneRoster's words turned into ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jumprope.exchange.oneroster.rules import kept, records
from jumprope.exchange.oneroster.rules.arriving import gradebooks, particulars, people, places, rosters
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Background, Context

__all__ = ["ARRIVING", "Arrival", "Arriving", "Background", "Context"]


@dataclass(frozen=True, slots=True)
class Arriving:
    """How rows of some kinds arrive, and the file that holds them all when it is a bulk file.

    Where it is None, nothing ends because it is missing: years and terms have their dates, courses are
    offered or not, demographics are what they are, and what was assessed was assessed.

    What is `swapped` is what no two rows have in common, and one may have what another one had.
    """

    kinds: tuple[type[kept.Kept], ...]
    arrivals: Callable[[Context], Iterator[Arrival]]
    whole: type[records.Record] | None = None
    swapped: bool = False


ARRIVING = (
    Arriving((kept.School,), places.schools, records.Org),
    Arriving((kept.SchoolYear, kept.Term, kept.GradingPeriod), places.sessions),
    Arriving((kept.Course,), places.courses),
    Arriving((kept.Section,), places.sections, records.Class),
    Arriving((kept.GradeLevel,), people.grade_levels),
    Arriving((kept.Student,), people.students, records.User),
    Arriving((kept.StaffMember,), people.staff_members, records.User),
    Arriving((kept.Guardian,), people.guardians, records.User),
    Arriving((kept.Relationship,), people.relationships, records.User),
    Arriving((kept.ContactMethod,), particulars.contact_methods),
    Arriving((kept.PersonIdentifier,), particulars.identifiers, swapped=True),
    Arriving((kept.Demographics,), particulars.demographics),
    Arriving((kept.Enrolment,), rosters.enrolments, records.Enrollment),
    Arriving((kept.SectionTeacher,), rosters.section_teachers, records.Enrollment),
    Arriving((kept.AssessmentType,), gradebooks.assessment_types),
    Arriving((kept.Assessment,), gradebooks.assessments),
    Arriving((kept.Score,), gradebooks.scores),
)
"""In an order in which each row finds what it refers to."""
