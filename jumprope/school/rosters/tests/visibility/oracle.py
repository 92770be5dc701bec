"""Who should see what, in plain Python over the village's rows, without a word of the product's rules."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.platform.accounts.models import Account
from jumprope.school.courses.models import Section
from jumprope.school.people.models import Guardian, GuardianRelationship, StaffMember, Student
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.tests.visibility.village import Held, Village
from tests.visibility import Seen

Row = TypeVar("Row", bound=Model)

RUN_A_SCHOOL = {Role.TENANT_ADMIN, Role.SCHOOL_ADMIN, Role.COUNSELLOR, Role.SUPPORT, Role.INTEGRATION}
KNOW_FAMILIES = RUN_A_SCHOOL - {Role.SUPPORT}
TEACH = {Role.TEACHER, Role.CO_TEACHER}


class Oracle:
    """What one of the village should see today."""

    def __init__(self, village: Village, name: str, today: date) -> None:
        self.village, self.today = village, today
        self.account: Account = village.accounts[name]
        self.held: list[Held] = [
            held for held in village.roles[name] if held.until is None or held.until > clock.now()
        ]

    def seen(self) -> Seen:
        """The keys of everything that should be seen, by the name of its type."""
        village = self.village
        return {
            "SchoolYear": _keys(village.years, lambda _: True),
            "Term": _keys(village.terms, lambda _: True),
            "Course": _keys(village.courses, lambda _: True),
            "Section": _keys(village.sections.values(), self.section),
            "Student": _keys(village.students.values(), self.student),
            "StaffMember": _keys(village.staff.values(), self.staff_member),
            "Guardian": _keys(village.guardians.values(), self.guardian),
            "GuardianRelationship": _keys(village.relationships, self.relationship),
            "SectionTeacher": _keys(village.teaching, lambda teaching: self.section(teaching.section)),
            "Enrolment": _keys(village.enrolments, self.enrolment),
        }

    def student(self, student: Student) -> bool:
        """Who runs a school knows who is or was there; teachers know who is or was in their sections."""
        was_in = [enrolment.section for enrolment in self._enrolments_of(student)]
        return (
            self._runs(student.school_id)
            or any(self._runs(section.course.school_id) or self._teaches(section) for section in was_in)
            or self._is_or_guards(student)
        )

    def section(self, section: Section) -> bool:
        """Those who run the school or teach the section, and families of those who are or were in it."""
        students = [one.student for one in self._held_enrolments() if one.section_id == section.pk]
        return (
            self._runs(section.course.school_id)
            or self._teaches(section)
            or any(map(self._is_or_guards, students))
        )

    def enrolment(self, enrolment: Enrolment) -> bool:
        """Those who run the section's school or teach it, and the student's own family; never classmates."""
        section, student = enrolment.section, enrolment.student
        concerned = (
            self._runs(section.course.school_id) or self._teaches(section) or self._is_or_guards(student)
        )
        return concerned and self.section(section) and self.student(student)

    def staff_member(self, member: StaffMember) -> bool:
        """Their school, those who run any school if they work for all; and who sees a section they teach."""
        runs_any = any(held.role in RUN_A_SCHOOL for held in self.held)
        teaches = self._holds(TEACH) and member.account_id == self.account.pk
        sections = [one.section for one in self.village.teaching if one.staff_member_id == member.pk]
        return (
            self._runs(member.school_id)
            or (runs_any and member.school_id is None)
            or teaches
            or any(map(self.section, sections))
        )

    def guardian(self, guardian: Guardian) -> bool:
        """Those who know the families of a school, if a student is there now; and the guardian."""
        wards = [one.student for one in self.village.relationships if one.guardian_id == guardian.pk]
        return any(self._runs(ward.school_id, KNOW_FAMILIES) for ward in wards) or (
            self._holds({Role.GUARDIAN}) and guardian.account_id == self.account.pk
        )

    def relationship(self, relationship: GuardianRelationship) -> bool:
        """Who sees both of its ends."""
        return self.student(relationship.student) and self.guardian(relationship.guardian)

    def _holds(self, roles: set[Role]) -> bool:
        return any(held.role in roles for held in self.held)

    def _runs(self, school_id: int | None, roles: set[Role] = RUN_A_SCHOOL) -> bool:
        scopes = [held.school for held in self.held if held.role in roles]
        return any(scope is None or scope.pk == school_id for scope in scopes)

    def _teaches(self, section: Section) -> bool:
        return self._holds(TEACH) and any(
            one.section_id == section.pk
            and one.staff_member.account_id == self.account.pk
            and one.starts_on <= self.today
            and (one.ends_on is None or self.today < one.ends_on)
            for one in self.village.teaching
        )

    def _is_or_guards(self, student: Student) -> bool:
        return (self._holds({Role.STUDENT}) and student.account_id == self.account.pk) or (
            self._holds({Role.GUARDIAN})
            and any(
                one.student_id == student.pk
                and one.guardian.account_id == self.account.pk
                and one.may_see_records
                and (one.ended_on is None or self.today < one.ended_on)
                for one in self.village.relationships
            )
        )

    def _held_enrolments(self) -> list[Enrolment]:
        return [one for one in self.village.enrolments if one.ends_on != one.starts_on]

    def _enrolments_of(self, student: Student) -> list[Enrolment]:
        return [one for one in self._held_enrolments() if one.student_id == student.pk]


def _keys(rows: Iterable[Row], seen: Callable[[Row], bool]) -> set[int]:
    return {row.pk for row in rows if seen(row)}
