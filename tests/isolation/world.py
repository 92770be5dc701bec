"""Two districts of the same shape: in the first live those who ask, the second is none of their business."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import TenantModel, tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts.factories import an_alert
from jumprope.learning.alignments.factories import an_alignment
from jumprope.learning.assessments.factories import (
    a_category,
    a_common_assessment,
    a_mark,
    a_score_comment,
    an_assessment,
    an_assessment_type,
)
from jumprope.learning.assessments.models import Assessment, ScoreComment
from jumprope.learning.assessments.writes import Cell
from jumprope.learning.banks.factories import (
    a_bank_folder,
    a_bank_standard,
    a_bank_version,
    a_correction,
    a_published_version,
)
from jumprope.learning.standards.factories import a_framework, a_standard, a_standard_change, a_wording
from jumprope.learning.units.factories import a_unit
from jumprope.learning.written_standards.factories import a_writing_school, a_written_standard
from jumprope.mastery.determinations import writes as determinations
from jumprope.mastery.policies.factories import a_conversion, a_policy, a_scale
from jumprope.mastery.schemes import writes as schemes
from jumprope.mastery.schemes.factories import a_scheme
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_role, the_viewer_of
from jumprope.platform.tenancy.factories import a_school, a_tenant
from jumprope.platform.tenancy.models import School
from jumprope.school.calendars.factories import a_lock_change
from jumprope.school.courses.factories import (
    a_catalogue_course,
    a_course,
    a_grade_level,
    a_section,
    a_subject,
    linked_sections,
)
from jumprope.school.groups.factories import a_group, a_group_leader, a_membership
from jumprope.school.people.factories import (
    a_contact_method,
    a_guardian,
    a_language,
    a_relationship,
    a_school_enrolment,
    a_staff_member,
    a_student,
    an_address,
    an_assignment,
    an_identifier,
    an_invitation,
    demographics_of,
)
from jumprope.school.people.models import StaffMember, Student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment, an_enrolment_change
from jumprope.school.timetables.factories import a_bell_period, a_bell_schedule, a_calendar_day, a_meeting
from tests.isolation.secrets import Secrets

ELSEWHERE = "elsewhere"
"""The group of everything in the other district."""

EVERYTHING = {
    "audit",
    "the draft",
    "the correction",
    *(
        f"{section}{part}"
        for section in ("north", "south", "east")
        for part in ("", "'s work", "'s own words")
    ),
    *(
        f"{student}{part}"
        for student in ("mia", "leo", "ida", "zoe")
        for part in (
            *("", "'s marks", "'s drafts", "'s staff room", "'s home"),
            *("'s guardian", "'s guardian's home", "'s tie", "'s letter"),
        )
    ),
    *(f"{section}'s file" for section in ("north", "south", "east")),
    *(f"{section}'s post" for section in ("south", "east")),
    "father",
    "father's tie",
    "locks",
    "club",
    "mia's place",
    "leo's place",
}
SCHOOL = {group for group in EVERYTHING if not group.startswith(("east", "zoe", "audit", "the "))}
CLASSROOM = {
    *("north", "north's work", "north's own words"),
    *(
        f"{student}{part}"
        for student in ("mia", "leo")
        for part in ("", "'s marks", "'s drafts", "'s staff room")
    ),
}
FAMILY = {"north", "north's work", "mia", "mia's marks", "mia's home", "club", "mia's place"}

SEES = {
    "admin": EVERYTHING,
    "principal": SCHOOL,
    "counsellor": {group for group in SCHOOL if not group.endswith(("letter", "locks"))},
    "support": {
        "north",
        "north's work",
        "south",
        "south's work",
        "east",
        "east's work",
        "south's post",
        "east's post",
        "mia",
        "leo",
        "ida",
        "zoe",
    },
    "integration": {
        group
        for group in EVERYTHING
        if not group.endswith(
            (
                *("work", "marks", "drafts", "staff room", "audit", "letter", "club", "place"),
                *("draft", "correction", "own words"),
            )
        )
    },
    "teacher": CLASSROOM | {"club", "mia's place", "leo's place"},
    "co-teacher": CLASSROOM,
    "mia": FAMILY,
    "mia's guardian": FAMILY | {"mia's guardian", "mia's guardian's home", "mia's tie"},
    "father": {"father"},
}
"""The groups of which each viewer may see something, besides their own account. Of all others they see
nothing.
"""


@dataclass
class World:
    """Who asks, and what there is to keep from them."""

    viewers: dict[str, Viewer]
    secrets: Secrets

    def hidden_from(self, name: str) -> set[str]:
        """The groups that a viewer sees nothing of."""
        seen = SEES[name] | {f"account of {name}"}
        if name in {"admin", "support"}:  # they look after accounts
            seen = seen | {group for group in self.secrets.groups() if group.startswith("account of ")}
        return self.secrets.groups() - seen


def the_world() -> World:
    """Both districts, the first one's viewers, and everyone's secrets."""
    secrets = Secrets()
    with tenant_scope(a_tenant(slug="here").pk):
        here = Neighbourhood()
        viewers = {name: the_viewer_of(here.accounts[name]) for name in SEES}
        for group, rows in here.groups.items():
            secrets.keep(group, *rows)
        secrets.know(*_all_rows())
    there = a_tenant(slug="there")
    with tenant_scope(there.pk):
        Neighbourhood()
        secrets.keep(ELSEWHERE, there, *_all_rows())
    return World(viewers, secrets)


def _all_rows() -> Iterable[Model]:
    """Every row of the tenant in scope."""
    models = [model for model in apps.get_models() if issubclass(model, TenantModel)]
    return [row for model in models for row in model._default_manager.all()]


def _particulars(**person: Model) -> list[Model]:
    """What is known about a person."""
    makers = (an_identifier, an_address, a_contact_method, a_language)
    return [make(**person) for make in makers]


class Neighbourhood:
    """One district: two schools; two sections at the first, whose students have scores, and one at the
    second.
    """

    def __init__(self) -> None:
        self.groups: dict[str, list[Model]] = defaultdict(list)
        self.accounts: dict[str, Account] = {}
        self._students: dict[str, Student] = {}
        self._scale = a_scale()
        a_conversion(origin=a_scale(), destination=self._scale, points=[(0, 0), (4, 4)])
        self._scheme = a_scheme(scale=self._scale)
        self._standard = a_standard(framework=a_framework())
        self._type = an_assessment_type()
        a_mark()
        first, second = a_school(), a_school()
        self._sections = {
            "north": a_section(course=a_course(school=first, subject=a_subject())),
            "south": a_section(course=a_course(school=first)),
            "east": a_section(course=a_course(school=second)),
        }
        self._grade_level = a_grade_level()
        self._sections["north"].course.grade_levels.add(self._grade_level)
        a_catalogue_course()
        for name in ("south", "east"):
            self.groups[name].append(linked_sections(self._sections[name]))
        self.groups["locks"] += [a_lock_change()]
        self._everywhere = a_staff_member(school=first)
        self._staff(first)
        bells = a_bell_schedule(school=first)
        a_bell_period(bell_schedule=bells)
        a_calendar_day(school=first, bell_schedule=bells)
        for student, section in {"mia": "north", "leo": "north", "ida": "south", "zoe": "east"}.items():
            self._enrolled(student, section)
        self._guardian("father", "father's tie", self._students["mia"], may_see_records=False)
        for name in self._sections:
            self._teach(name)
            self._score(name)
        self._lead(StaffMember.objects.get(account=self.accounts["teacher"]), "mia", "leo")
        of_second = a_group_leader(group=a_group(school=second))
        self.groups["east"] += [of_second.group, of_second]
        self._keep_a_bank()
        self.groups["audit"] += AuditEvent.objects.all()

    def _lead(self, teacher: StaffMember, *names: str) -> None:
        """A club of students, which their families know of."""
        club = a_group(school=teacher.school, shared_with_families=True)
        self.groups["club"] += [club, a_group_leader(group=club, staff_member=teacher)]
        for name in names:
            self.groups[f"{name}'s place"].append(a_membership(group=club, student=self._students[name]))

    def _keep_a_bank(self) -> None:
        """What everyone may know of the standards; a draft and a correction; and what a teacher wrote."""
        a_wording(standard=self._standard)
        a_standard_change(self._standard)
        an_alignment(standard=self._standard)
        draft = a_bank_version()
        folder = a_bank_folder(version=draft)
        self.groups["the draft"] += [draft, folder, a_bank_standard(version=draft, folder=folder)]
        published = a_published_version(bank=draft.bank)
        placed = a_bank_standard(version=published, folder=a_bank_folder(version=published))
        self.groups["the correction"].append(a_correction(placed))
        a_writing_school(self._sections["north"].course.school)
        for name, section in self._sections.items():
            self.groups[f"{name}'s own words"].append(a_written_standard(course=section.course))

    def _account(self, name: str, role: Role, **held: Any) -> Account:
        account = an_account(display_name=name)
        self.accounts[name] = account
        self.groups[f"account of {name}"] += [account, a_role(role, account=account, **held)]
        return account

    def _staff(self, school: School) -> None:
        """Those who see more than one section."""
        an_hour = clock.now() + timedelta(hours=1)
        self._account("admin", Role.TENANT_ADMIN)
        self._account("principal", Role.SCHOOL_ADMIN, school=school)
        self._account("counsellor", Role.COUNSELLOR, school=school)
        self._account("support", Role.SUPPORT, ends_at=an_hour, reason="Looking for a lost gradebook")
        self._account("integration", Role.INTEGRATION)

    def _teach(self, name: str) -> None:
        """A section's teachers; those of the first one have accounts."""
        section = self._sections[name]
        roles = (
            {"teacher": Role.TEACHER, "co-teacher": Role.CO_TEACHER}
            if name == "north"
            else {"": Role.TEACHER}
        )
        for teacher, role in roles.items():
            member = a_staff_member(
                account=self._account(teacher, role) if teacher else None, school=section.course.school
            )
            self.groups[name] += [member, a_section_teacher(section=section, staff_member=member, role=role)]
            if not teacher:
                self.groups[f"{name}'s file"] += [*_particulars(staff_member=member)]
                assigned = an_assignment(staff_member=member, school=section.course.school)
                self.groups[f"{name}'s post"].append(assigned)
        # One more teaches them all: who sees that person in one section must not learn of the others.
        self.groups[name].append(a_section_teacher(section=section, staff_member=self._everywhere))
        self.groups[name] += [section, a_policy(section=section, scale=self._scale)]
        self.groups[name].append(a_meeting(section=section))

    def _enrolled(self, name: str, section_name: str) -> None:
        """A student with an account, and a guardian with one."""
        section = self._sections[section_name]
        student = a_student(
            account=self._account(name, Role.STUDENT),
            school=section.course.school,
            grade_level=self._grade_level,
        )
        self._students[name] = student
        enrolment = an_enrolment(section=section, student=student)
        self.groups[name] += [student, enrolment]
        self.groups[f"{section_name}'s file"].append(an_enrolment_change(enrolment=enrolment))
        self.groups[f"{name}'s home"] += [
            demographics_of(student),
            a_school_enrolment(student=student, grade_level=self._grade_level),
            *_particulars(student=student),
        ]
        self._guardian(f"{name}'s guardian", f"{name}'s tie", student)
        guardian = student.guardian_relationships.get().guardian
        self.groups[f"{name}'s guardian's home"] += _particulars(guardian=guardian)
        self.groups[f"{name}'s letter"].append(an_invitation(guardian=guardian))

    def _guardian(self, name: str, tie: str, student: Student, **relationship: bool) -> None:
        guardian = a_guardian(account=self._account(name, Role.GUARDIAN))
        self.groups[name].append(guardian)
        self.groups[tie].append(a_relationship(guardian=guardian, student=student, **relationship))

    def _score(self, section_name: str) -> None:
        """An assessment of a section; every student of it has a score, saved twice, and mastery."""
        section = self._sections[section_name]
        unit = a_unit(section=section, standards=[self._standard])
        common, category = a_common_assessment(), a_category(section=section)
        assessment = an_assessment(
            section=section,
            standards=[self._standard],
            unit=unit,
            common=common,
            category=category,
            type=self._type,
        )
        self.groups[f"{section_name}'s work"] += [unit, *unit.standards.all(), category]
        self.groups[f"{section_name}'s work"] += [common, assessment, *assessment.aligned_standards.all()]
        students = {
            name: student
            for name, student in self._students.items()
            if student.enrolments.filter(section=assessment.section_id).exists()
        }
        for value in (2, 3):
            self._record(assessment, students.values(), Decimal(value))
        for name, student in students.items():
            self.groups[f"{name}'s marks"].append(an_alert(section=section, student=student))
            for score in student.scores.all():
                self.groups[f"{name}'s marks"] += [score, *score.changes.all(), a_score_comment(score)]
                among_staff = a_score_comment(score, audience=ScoreComment.CommentAudience.STAFF)
                self.groups[f"{name}'s staff room"].append(among_staff)
            for determination in student.determinations.all():
                self.groups[f"{name}'s marks"] += [determination, *determination.changes.all()]
            self.groups[f"{name}'s marks"] += student.mastery.all()
        self._grade(assessment.section_id, students)

    def _grade(self, section_id: int, students: Mapping[str, Student]) -> None:
        """The course grades of a section, which are drafts, and a copy of each that is posted."""
        operator = Viewer.operator(self._scheme.tenant_id, "America/New_York")
        schemes.determine_course_grades(viewer=operator, section_id=section_id, scheme_id=self._scheme.pk)
        schemes.post_course_grades(viewer=operator, section_id=section_id, scheme_id=self._scheme.pk)
        for name, student in students.items():
            for grade in student.course_grades.all():
                self.groups[f"{name}'s drafts"] += [grade, *grade.changes.all()]
            self.groups[f"{name}'s marks"] += student.posted_grades.all()

    def _record(self, assessment: Assessment, students: Iterable[Student], value: Decimal) -> None:
        cells = [
            Cell(
                student_id=student.pk,
                standard_id=self._standard.pk,
                value=value,
                expected_revision=1 if student.scores.exists() else None,
            )
            for student in students
        ]
        operator = Viewer.operator(assessment.tenant_id, "America/New_York")
        determinations.record_scores(viewer=operator, assessment_id=assessment.pk, cells=cells)
