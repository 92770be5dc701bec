"""What the product keeps of OneRoster's rows, in its own words.

The attributes have the names of our columns, and what refers to another row holds that row's sourcedId. None
is what a source does not say: it stays as it is, or gets its default. Two equal records need no write; that
is all there is to being idempotent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar

from jumprope.school.calendars.rules import Days

K = TypeVar("K", bound="Kept")


def refers(kind: str, **said: Any) -> Any:
    """Declare an attribute that holds the sourcedId of a row of this kind, or a tuple of them."""
    return field(metadata={"kind": kind}, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A row of ours by its sourcedId. `KIND` is what external identifiers call such rows."""

    KIND: ClassVar[str]

    sourced_id: str

    def said(self) -> dict[str, Any]:
        """The attributes that the source says, by our columns."""
        return {name: value for name, value in _all(self).items() if value is not None or name in _ENDS}


def _all(record: Kept) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record) if each.name != "sourced_id"}


_ENDS = {"left_on", "ends_on", "ended_on", "closed_on"}
"""Where None is a value and means: no end."""


def references(record: type[Kept]) -> Mapping[str, str]:
    """The attributes that hold sourcedIds, and of which kind."""
    return {each.name: each.metadata["kind"] for each in fields(record) if each.metadata}


def completed(said: K, known: K) -> K:
    """What a source says, and of the rest what is known. Whose a number is, or an address, stays as it is: a
    guardian who becomes a teacher as well has them already.
    """
    unsaid = {each.name for each in fields(said)} - {"sourced_id", *said.said()}
    whole = replace(said, **{name: getattr(known, name) for name in unsaid})
    if isinstance(whole, Assessment) and isinstance(known, Assessment):
        return replace(whole, standard_ids=tuple(sorted({*whole.standard_ids, *known.standard_ids})))
    if isinstance(whole, OfAPerson):
        return replace(whole, **{name: getattr(known, name) for name in references(type(whole))})
    return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class School(Kept):
    """A school."""

    KIND = "school"

    name: str
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting(Kept):
    """A school year or a part of one, with its last day."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear(Lasting):
    """A school year."""

    KIND = "school_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Lasting):
    """A part of a school year in which sections are taught."""

    KIND = "term"

    school_year_id: str = refers("school_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingPeriod(Lasting):
    """A part of a school year for which grades are given."""

    KIND = "grading_period"

    school_year_id: str = refers("school_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Kept):
    """What a school teaches, year after year."""

    KIND = "course"

    school_id: str = refers("school")
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Kept):
    """A course as it is taught in some terms of a year."""

    KIND = "section"

    course_id: str = refers("course")
    name: str
    term_ids: tuple[str, ...] = refers("term")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Kept):
    """Someone's names; those that OneRoster 1.1 does not know stay as they are."""

    given_name: str | None = None
    middle_name: str | None = None
    family_name: str | None = None
    preferred_given_name: str | None = None
    preferred_middle_name: str | None = None
    preferred_family_name: str | None = None
    pronouns: str | None = None

    def unsaid(self) -> list[str]:
        """The names of which nothing is said."""
        return [each.name for each in fields(Named) if getattr(self, each.name) is None]

    def named_like(self, others: Sequence["Named"]) -> Self:
        """The same, with those names as the first of the same person's other rows has them that has one."""
        names = {name: [getattr(one, name) for one in others] for name in self.unsaid()}
        return replace(self, **{name: next(filter(None, known), "") for name, known in names.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLevel(Kept):
    """A step of the way through school, by its code, which is its sourcedId as well.

    What the tenant calls it, and where it puts it, is for the tenant to say.
    """

    KIND = "grade_level"

    code: str
    name: str = field(compare=False)
    position: int = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Student(Named):
    """A student, and where they are."""

    KIND = "student"

    school_id: str | None = refers("school", default=None)
    grade_level_id: str | None = refers("grade_level", default=None)
    # The day on which the student came to the school, and no difference by itself.
    entered_on: date | None = field(default=None, compare=False)
    left_on: date | None = None

    def said(self) -> dict[str, Any]:
        """The attributes that the source says; without a school it says nothing of leaving either."""
        said = Kept.said(self)
        if self.school_id is None:
            del said["left_on"]
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember(Named):
    """Without a school (an empty sourcedId) someone who works for all of them."""

    KIND = "staff_member"

    school_id: str | None = refers("school", default=None)
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian(Named):
    """A guardian."""

    KIND = "guardian"


PEOPLE: tuple[type[Named], ...] = (Student, StaffMember, Guardian)
"""What a user can be to us, and several of these at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Kept):
    """That someone is a student's guardian. OneRoster gives it no sourcedId: it has one of the two."""

    KIND = "guardian_relationship"

    guardian_id: str = refers("guardian")
    student_id: str = refers("student")
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demographics(Kept):
    """What the authorities ask to know of a student. None takes back what was said."""

    KIND = "demographics"

    student_id: str = refers("student")
    birth_date: date | None
    sex: str
    american_indian_or_alaska_native: bool | None
    asian: bool | None
    black_or_african_american: bool | None
    native_hawaiian_or_other_pacific_islander: bool | None
    white: bool | None
    two_or_more_races: bool | None
    hispanic_or_latino: bool | None
    country_of_birth: str
    state_of_birth: str
    city_of_birth: str
    residence_status: str

    def said(self) -> dict[str, Any]:
        """All attributes: what a row of demographics leaves open is not known."""
        return _all(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAPerson(Kept):
    """Something about a student, a member of staff or a guardian."""

    student_id: str | None = refers("student", default=None)
    staff_member_id: str | None = refers("staff_member", default=None)
    guardian_id: str | None = refers("guardian", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMethod(OfAPerson):
    """An email address or a number of a person. OneRoster gives it no sourcedId, and has one of each kind."""

    KIND = "contact_method"

    kind: str
    value: str
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIdentifier(OfAPerson):
    """A number of a person: one of each kind, and of the numbers in other systems one for each of them."""

    KIND = "person_identifier"

    kind: str
    system: str = ""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InASection(Kept):
    """That someone is in a section, from a day until before another."""

    section_id: str = refers("section")
    is_primary: bool
    starts_on: date
    ends_on: date | None


Lasts = TypeVar("Lasts", bound=InASection)


def while_taught(one: Lasts, taught: Days) -> Lasts | None:
    """The same on the days on which the section is taught; None where none is left, as of a student who went
    before the class began.
    """
    starts_on = max(one.starts_on, taught.first)
    ends_on = min(one.ends_on, taught.over) if one.ends_on else None
    return (
        replace(one, starts_on=starts_on, ends_on=ends_on) if starts_on < (ends_on or taught.over) else None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment(InASection):
    """That a student is in a section."""

    KIND = "enrolment"

    student_id: str = refers("student")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTeacher(InASection):
    """That a member of staff teaches a section."""

    KIND = "section_teacher"

    staff_member_id: str = refers("staff_member")
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentType(Kept):
    """What assessments are sorted by; without a weight, one that stays as it is."""

    KIND = "assessment_type"

    name: str
    default_weight: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Kept):
    """An assessment of a section, on standards that are named by their GUIDs. Standards are only added."""

    KIND = "assessment"

    section_id: str = refers("section")
    type_id: str = refers("assessment_type")
    title: str
    description: str
    assigned_on: date | None
    due_on: date
    standard_ids: tuple[str, ...] = refers("standard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Kept):
    """What a student showed on a standard of an assessment: a number, or the code of a mark in its place.

    It is known by these three, and has no sourcedId of its own.
    """

    KIND = "score"

    assessment_id: str = refers("assessment")
    student_id: str = refers("student")
    standard_id: str = refers("standard")
    value: Decimal | None
    mark: str | None


PARTICULARS = (ContactMethod, PersonIdentifier)
"""Rows that are handed out with those whom they are about, and have no sourcedId there."""

NAMELESS = (*PARTICULARS, GradeLevel)
"""Those, and what is known by a code of its own: no sourcedIds are drawn for them, or kept."""

NAMED_BY = {Relationship: ("guardian_id", "student_id"), Demographics: ("student_id",)}
"""Rows that have no sourcedId of their own, and whose sourcedIds stand for them."""
