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
from jumprope.learning.assessments.factories import an_assessment
from jumprope.learning.assessments.models import Assessment
from jumprope.learning.assessments.writes import Cell
from jumprope.learning.standards.factories import a_framework, a_standard
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
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.people.factories import a_guardian, a_relationship, a_staff_member, a_student
from jumprope.school.people.models import Student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment
from tests.isolation.secrets import Secrets

ELSEWHERE = "elsewhere"
"""The group of everything in the other district."""

EVERYTHING = {
    "audit",
    *(f"{section}{part}" for section in ("north", "south", "east") for part in ("", "'s work")),
    *(
        f"{student}{part}"
        for student in ("mia", "leo", "ida", "zoe")
        for part in ("", "'s marks", "'s drafts", "'s guardian", "'s tie")
    ),
    "father",
    "father's tie",
}
SCHOOL = {group for group in EVERYTHING if not group.startswith(("east", "zoe", "audit"))}
CLASSROOM = {
    *("north", "north's work"),
    *(f"{student}{part}" for student in ("mia", "leo") for part in ("", "'s marks", "'s drafts")),
}
FAMILY = {"north", "north's work", "mia", "mia's marks"}

SEES = {
    "admin": EVERYTHING,
    "principal": SCHOOL,
    "counsellor": SCHOOL,
    "support": {
        "north",
        "north's work",
        "south",
        "south's work",
        "east",
        "east's work",
        "mia",
        "leo",
        "ida",
        "zoe",
    },
    "integration": {
        group for group in EVERYTHING if not group.endswith(("work", "marks", "drafts", "audit"))
    },
    "teacher": CLASSROOM,
    "co-teacher": CLASSROOM,
    "mia": FAMILY,
    "mia's guardian": FAMILY | {"mia's guardian", "mia's tie"},
    "father": set(),
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
        first, second = a_school(), a_school()
        self._sections = {
            "north": a_section(course=a_course(school=first)),
            "south": a_section(course=a_course(school=first)),
            "east": a_section(course=a_course(school=second)),
        }
        self._everywhere = a_staff_member(school=first)
        self._staff(first)
        for student, section in {"mia": "north", "leo": "north", "ida": "south", "zoe": "east"}.items():
            self._enrolled(student, section)
        self._guardian("father", "father's tie", self._students["mia"], may_see_records=False)
        for name in self._sections:
            self._teach(name)
            self._score(name)
        self.groups["audit"] += AuditEvent.objects.all()

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
        # One more teaches them all: who sees that person in one section must not learn of the others.
        self.groups[name].append(a_section_teacher(section=section, staff_member=self._everywhere))
        self.groups[name] += [section, a_policy(section=section, scale=self._scale)]

    def _enrolled(self, name: str, section_name: str) -> None:
        """A student with an account, and a guardian with one."""
        section = self._sections[section_name]
        student = a_student(account=self._account(name, Role.STUDENT), school=section.course.school)
        self._students[name] = student
        self.groups[name] += [student, an_enrolment(section=section, student=student)]
        self._guardian(f"{name}'s guardian", f"{name}'s tie", student)

    def _guardian(self, name: str, tie: str, student: Student, **relationship: bool) -> None:
        guardian = a_guardian(account=self._account(name, Role.GUARDIAN))
        self.groups[name].append(guardian)
        self.groups[tie].append(a_relationship(guardian=guardian, student=student, **relationship))

    def _score(self, section_name: str) -> None:
        """An assessment of a section; every student of it has a score, saved twice, and mastery."""
        assessment = an_assessment(section=self._sections[section_name], standards=[self._standard])
        self.groups[f"{section_name}'s work"] += [assessment, *assessment.aligned_standards.all()]
        students = {
            name: student
            for name, student in self._students.items()
            if student.enrolments.filter(section=assessment.section_id).exists()
        }
        for value in (2, 3):
            self._record(assessment, students.values(), Decimal(value))
        for name, student in students.items():
            for score in student.scores.all():
                self.groups[f"{name}'s marks"] += [score, *score.changes.all()]
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
