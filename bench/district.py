"""An invented district to measure on: sections that are all alike, and one of them to open.

Thirty students attend five sections together; a teacher teaches five sections, each to another thirty. So
every rule about who sees what finds rows that it lets through and many more that it does not.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction

from jumprope.kit import clock, rows
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import a_mark
from jumprope.learning.assessments.models import AlignedStandard, Assessment
from jumprope.learning.standards.factories import a_framework, a_standard, a_wording
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role, the_viewer_of
from jumprope.platform.tenancy.factories import a_school, a_tenant
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_term
from jumprope.school.calendars.models import SchoolYear
from jumprope.school.courses.factories import a_course, a_grade_level
from jumprope.school.courses.models import Section, SectionTerm
from jumprope.school.people.models import Guardian, GuardianRelationship, StaffMember, Student
from jumprope.school.rosters.models import Enrolment, SectionTeacher

SHARED = 5
"""Sections that a class attends together, and sections that a teacher teaches."""

ALIGNED = 2
"""Standards that each assessment is aligned to."""

SCORES = """
INSERT INTO assessments_score
    (tenant_id, assessment_id, student_id, standard_id, value, mark_id, comment, revision, recorded_at)
SELECT a.tenant_id, a.id, e.student_id, l.standard_id,
    CASE WHEN (a.id + e.student_id) %% 31 > 0 THEN 1 + (a.id + e.student_id + l.standard_id) %% 7 * 0.5 END,
    CASE WHEN (a.id + e.student_id) %% 31 = 0 THEN %s END,
    CASE WHEN (a.id + e.student_id) %% 11 = 0 THEN 'Show your "work"; it’s close.' ELSE '' END, 1, %s
FROM assessments_assessment a
JOIN assessments_alignedstandard l ON l.tenant_id = a.tenant_id AND l.assessment_id = a.id
JOIN rosters_enrolment e ON e.tenant_id = a.tenant_id AND e.section_id = a.section_id
WHERE a.tenant_id = %s AND a.section_id BETWEEN %s AND %s ORDER BY a.id, e.id, l.id
"""

DETERMINATIONS = """
INSERT INTO determinations_determination
    (tenant_id, section_id, student_id, standard_id, value, level_id, explanation, revision,
     override_reason, determined_at)
SELECT e.tenant_id, e.section_id, e.student_id, s.id, 1 + (e.student_id + s.id) %% 7 * 0.5,
    %s + (e.student_id + s.id) %% 4, '{}', 1, '', %s
FROM rosters_enrolment e JOIN standards_standard s ON s.tenant_id = e.tenant_id
WHERE e.tenant_id = %s AND e.section_id BETWEEN %s AND %s ORDER BY e.id, s.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is: 100,800 scores, if nothing else is said."""

    sections: int = 42
    students: int = 30
    assessments: int = 40
    standards: int = 25

    @property
    def scores(self) -> int:
        """How many scores a district of this size has."""
        return self.sections * self.students * self.assessments * ALIGNED


@dataclass(frozen=True, slots=True)
class District:
    """A tenant, the section that is opened, one of its assessments with a standard, and who looks."""

    tenant: Tenant
    section_id: int
    assessment_id: int
    standard_id: int
    student_ids: tuple[int, ...]
    viewers: dict[Role, Viewer]


def build(size: Size) -> District:
    """Fill the database with one more district. About 40 statements for 25 sections."""
    tenant = a_tenant(name="Maple County Schools")
    with tenant_scope(tenant.pk), transaction.atomic():
        return _Builder(tenant, size).build()


class _Builder:
    """What the parts of a district have in common while it is made."""

    def __init__(self, tenant: Tenant, size: Size) -> None:
        self.tenant, self.size = tenant, size
        self.school: School = a_school()
        self.grade_level = a_grade_level()
        self.term = a_term()
        self.year: SchoolYear = self.term.school_year
        self.cohorts = [
            list(range(first, min(first + SHARED, size.sections)))
            for first in range(0, size.sections, SHARED)
        ]

    def build(self) -> District:
        sections = self._sections()
        students = self._students()
        staff = self._staff()
        self._rosters(sections, students, staff)
        assessments = self._assessments(sections)
        self._evidence(sections)
        middle = self.size.sections // 2
        section, pupils = sections[middle], students[middle // SHARED]
        (assessment, standard) = assessments[section.pk]
        return District(
            tenant=self.tenant,
            section_id=section.pk,
            assessment_id=assessment,
            standard_id=standard,
            student_ids=tuple(student.pk for student in pupils),
            viewers=self._viewers(staff[self._teacher_of(middle)], pupils),
        )

    def _teacher_of(self, section: int) -> int:
        """The place of the teacher of a section: the same one for five sections of different classes."""
        return section // SHARED**2 * SHARED + section % SHARED

    def _sections(self) -> list[Section]:
        courses = [a_course(school=self.school) for _ in range(SHARED)]
        sections = [
            Section(course=courses[number % SHARED], school_year=self.year, name=f"Section {number}")
            for number in range(self.size.sections)
        ]
        rows.insert(sections)
        rows.insert([SectionTerm(section=section, term=self.term) for section in sections])
        return sections

    def _students(self) -> list[list[Student]]:
        """The students of each cohort, each with a guardian."""
        made = [
            Student(
                school=self.school,
                given_name="Zoë",
                family_name=f"Seedling {number}-{place}",
                grade_level=self.grade_level,
            )
            for number in range(len(self.cohorts))
            for place in range(self.size.students)
        ]
        rows.insert(made)
        guardians = [
            Guardian(given_name="Gale", family_name=student.family_name, account=account)
            for student, account in zip(made, self._accounts("guardian", len(made)), strict=True)
        ]
        rows.insert(guardians)
        enabled = GuardianRelationship.PortalAccess.ENABLED
        rows.insert(
            [
                GuardianRelationship(student=student, guardian=guardian, kind="parent", portal_access=enabled)
                for student, guardian in zip(made, guardians, strict=True)
            ]
        )
        each = self.size.students
        return [made[first : first + each] for first in range(0, len(made), each)]

    def _accounts(self, kind: str, count: int) -> list[Account]:
        new = [
            Account(email=f"{kind}-{number}@maple.example", display_name=f"{kind} {number}")
            for number in range(count)
        ]
        rows.insert(new)
        return new

    def _staff(self) -> list[StaffMember]:
        count = self._teacher_of(self.size.sections - 1) // SHARED * SHARED + SHARED
        staff = [
            StaffMember(
                given_name="Toni", family_name=f"Trellis {number}", school=self.school, account=account
            )
            for number, account in enumerate(self._accounts("teacher", count))
        ]
        rows.insert(staff)
        return staff

    def _rosters(
        self, sections: list[Section], students: list[list[Student]], staff: list[StaffMember]
    ) -> None:
        since = self.year.starts_on
        rows.insert(
            [
                SectionTeacher(
                    section=section,
                    staff_member=staff[self._teacher_of(number)],
                    role=SectionTeacher.SectionRole.TEACHER,
                    starts_on=since,
                )
                for number, section in enumerate(sections)
            ]
        )
        rows.insert(
            [
                Enrolment(section=section, student=student, starts_on=since)
                for number, section in enumerate(sections)
                for student in students[number // SHARED]
            ]
        )

    def _assessments(self, sections: list[Section]) -> dict[int, tuple[int, int]]:
        """Make assessments and what they are aligned to; for each section the first of both."""
        framework = a_framework()
        standards = [
            a_standard(framework=framework, code=f"6.NS.{number}") for number in range(self.size.standards)
        ]
        for standard in standards:
            a_wording(standard=standard)
        assessments = [
            Assessment(
                section=section,
                title=f"Quiz {number}: fractions",
                due_on=self.year.starts_on + timedelta(days=number),
            )
            for section in sections
            for number in range(self.size.assessments)
        ]
        rows.insert(assessments)
        rows.insert(
            [
                AlignedStandard(
                    assessment=assessment, standard=standards[(number * ALIGNED + place) % len(standards)]
                )
                for number, assessment in enumerate(assessments)
                for place in range(ALIGNED)
            ]
        )
        each = self.size.assessments
        return {
            assessments[first].section_id: (
                assessments[first].pk,
                standards[first * ALIGNED % len(standards)].pk,
            )
            for first in range(0, len(assessments), each)
        }

    def _evidence(self, sections: list[Section]) -> None:
        """Scores and determinations, made where they are to lie."""
        level = a_scale().levels.order_by("pk")[0]
        mark, now = a_mark("M"), connection.ops.adapt_datetimefield_value(clock.now())
        here = (self.tenant.pk, sections[0].pk, sections[-1].pk)
        with connection.cursor() as cursor:
            cursor.execute(SCORES, (mark.pk, now, *here))
            cursor.execute(DETERMINATIONS, (level.pk, now, *here))

    def _viewers(self, teacher: StaffMember, pupils: list[Student]) -> dict[Role, Viewer]:
        """The section's teacher, one of its students, and that student's guardian."""
        student = pupils[0]
        student.account = an_account(display_name="Zoë")
        student.save(update_fields=["account"])
        guardian = Guardian.objects.get(relationships__student=student)
        accounts = {
            Role.TEACHER: teacher.account,
            Role.GUARDIAN: guardian.account,
            Role.STUDENT: student.account,
        }
        for role, account in accounts.items():
            a_role(role, account=account)
        return {role: the_viewer_of(account) for role, account in accounts.items() if account}
