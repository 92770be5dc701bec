"""What is remembered while the files of a delivery are turned into our rows, one file after the other."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.deliveries import OpenDelivery
from jumprope.exchange.oneroster.rules.grades import Grades
from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, shown
from jumprope.exchange.oneroster.rules.records import Record
from jumprope.school.calendars.rules import Days


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of one of our tables, and where it is said; without a record, one that leaves."""

    place: Place
    sourced_id: str
    record: kept.Kept | None


class Background(Protocol):
    """What earlier deliveries have brought, for those rows of this one that lean on it."""

    def known(self, kind: str) -> frozenset[str]:
        """The sourcedIds that name rows of a kind."""
        ...

    def terms(self) -> Mapping[str, kept.Term]:
        """The terms."""
        ...

    def years_and_periods(self) -> Mapping[str, kept.Term]:
        """The school years and the grading periods, each as the term that it can be as well."""
        ...

    def days_of_sections(self) -> Mapping[str, Days]:
        """The days on which each section is taught."""
        ...

    def leavers(self) -> Mapping[str, date]:
        """The students who have left or are to, each with the day."""
        ...

    def systems(self) -> frozenset[str]:
        """The other systems in which people have numbers."""
        ...

    def standards(self) -> frozenset[str]:
        """The GUIDs of the standards in the bank that are in force."""
        ...

    def marks(self) -> frozenset[str]:
        """The codes of the marks that can be given."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """Where someone is a student or works: what a role says."""

    place: Place
    role: str
    school_id: str
    begin: date | None = None
    end: date | None = None
    is_primary: bool = True


@dataclass(slots=True)
class Posts:
    """What the roles of a person make of them."""

    student: Post | None = None
    staff: Post | None = None
    guardian: bool = False


@dataclass
class Context:
    """A delivery, what was known before it, and what its files have said so far.

    What cannot be ours becomes a finding; `left_aside` counts, by file, what is not kept and no reason to
    refuse the rest. `spared` are those of these, by file, with which nothing ends in a bulk file. What
    stays in memory is the kinds of orgs, the terms, the days of sections, the roles of people, the standards
    of assessments, and the sourcedIds of the users and classes that are `told` of.
    """

    delivery: OpenDelivery
    background: Background
    findings: Findings
    today: date
    warnings: Findings
    orgs: dict[str, str] = field(default_factory=dict)
    terms: dict[str, kept.Term] = field(default_factory=dict)
    days_of_sections: dict[str, Days] = field(default_factory=dict)
    people: dict[str, Posts] = field(default_factory=dict)
    standards_of_assessments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    left_aside: Counter[str] = field(default_factory=Counter)
    spared: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for file, sourced_ids in self.delivery.delivery.aside.items():
            self._spare(file, sourced_ids)

    def _spare(self, file: str, sourced_ids: Collection[str]) -> None:
        self.spared[file] |= set(sourced_ids)
        self.left_aside[file] += len(sourced_ids)

    def unheard(self) -> "Context":
        """The same context, which nobody hears: for what arrives, and is judged, once more later."""
        unheard = copy(self)
        unheard.findings, unheard.warnings = Findings(), Findings()
        return unheard

    def refuse(self, place: Place, code: Code, message: str, column: str | None = None) -> None:
        """Say that what stands at a place cannot be ours, and why."""
        self.findings.add(place, code, message, column)

    def warn(self, place: Place, code: Code, message: str, column: str) -> None:
        """Say that what stands at a place is not quite right, and how it was understood."""
        self.warnings.add(place, code, message, column)

    def leave_aside(self, place: Place, sourced_id: str, code: Code, message: str, column: str) -> None:
        """Leave a row aside, as if nothing were said of what it is about, and say why."""
        self._spare(place.file.removesuffix(".csv"), [sourced_id])
        self.warn(place, code, message, column)

    def is_told(self, record: type[Record], sourced_id: str) -> bool:
        """Whether a file of users or classes says something of this one, or does not say all."""
        return sourced_id in self.told[record.FILE] or not self.delivery.delivery.is_whole(record)

    def is_school(self, org: str, place: Place, column: str) -> bool:
        """Whether an org is a school; a finding if it is something else."""
        if not (found := self.names_a_school(org)):
            self.refuse(place, Code.WRONG_KIND, f"{shown(org)} has to be a school, and is not.", column)
        return found

    def names_a_school(self, org: str) -> bool:
        """Whether an org is a school."""
        return self.orgs[org] == "school" if org in self.orgs else org in self.known_schools

    def is_student(self, user: str) -> bool:
        """Whether a user is a student, as their roles say or earlier ones did."""
        return bool((posts := self.people.get(user)) and posts.student) or user in self.known_students

    def left_on(self, student: str) -> date | None:
        """The day from which on a student is at no school, if so, as the roles say or earlier ones did."""
        if (posts := self.people.get(student)) and posts.student:
            return posts.student.end
        return self.leavers.get(student)

    def is_staff(self, user: str) -> bool:
        """Whether a user is a member of staff."""
        return bool((posts := self.people.get(user)) and posts.staff) or user in self.known_staff

    def is_guardian(self, user: str) -> bool:
        """Whether a user is a guardian."""
        return bool((posts := self.people.get(user)) and posts.guardian) or user in self.known_guardians

    @cached_property
    def known_schools(self) -> frozenset[str]:
        """The schools that earlier deliveries have brought."""
        return self.background.known(kept.School.KIND)

    @cached_property
    def grades(self) -> Grades:
        """The tenant's grade levels, and those that this delivery brings."""
        return Grades(self.background.known(kept.GradeLevel.KIND))

    @cached_property
    def known_standards(self) -> frozenset[str]:
        """The GUIDs of the standards in the tenant's bank."""
        return self.background.standards()

    @cached_property
    def known_marks(self) -> frozenset[str]:
        """The codes of the tenant's marks."""
        return self.background.marks()

    @cached_property
    def known_assessments(self) -> frozenset[str]:
        """The assessments that earlier deliveries have brought."""
        return self.background.known(kept.Assessment.KIND)

    def is_ours(self, assessment: str) -> bool:
        """Whether a line item is one of our assessments."""
        return assessment in self.standards_of_assessments or assessment in self.known_assessments

    @cached_property
    def known_people(self) -> frozenset[str]:
        """All of these."""
        return self.known_students | self.known_staff | self.known_guardians

    @cached_property
    def known_students(self) -> frozenset[str]:
        """The students whom earlier deliveries have brought."""
        return self.background.known(kept.Student.KIND)

    @cached_property
    def leavers(self) -> Mapping[str, date]:
        """The students who have left, as earlier deliveries said."""
        return self.background.leavers()

    @cached_property
    def known_staff(self) -> frozenset[str]:
        """The members of staff whom earlier deliveries have brought."""
        return self.background.known(kept.StaffMember.KIND)

    @cached_property
    def known_guardians(self) -> frozenset[str]:
        """The guardians whom earlier deliveries have brought."""
        return self.background.known(kept.Guardian.KIND)
