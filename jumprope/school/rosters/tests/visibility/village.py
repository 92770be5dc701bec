"""A village with two schools, where everything happens that decides about who sees what."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role, the_viewer_of
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.calendars.models import SchoolYear, Term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Course, Section
from jumprope.school.people.factories import (
    a_contact_method,
    a_guardian,
    a_relationship,
    a_staff_member,
    a_student,
)
from jumprope.school.people.models import Guardian, GuardianRelationship, StaffMember, Student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment
from jumprope.school.rosters.models import Enrolment, SectionTeacher

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A role that an account holds, for a school or for the tenant, until an instant."""

    role: Role
    school: School | None = None
    until: datetime | None = None


@dataclass
class Village:
    """All that there is, by name, and the roles that the accounts hold."""

    schools: dict[str, School] = field(default_factory=dict)
    years: list[SchoolYear] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    sections: dict[str, Section] = field(default_factory=dict)
    students: dict[str, Student] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    guardians: dict[str, Guardian] = field(default_factory=dict)
    relationships: list[GuardianRelationship] = field(default_factory=list)
    teaching: list[SectionTeacher] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    roles: dict[str, list[Held]] = field(default_factory=dict)

    def viewer(self, name: str) -> Viewer:
        """Someone of the village, as a request finds them."""
        return the_viewer_of(self.accounts[name])

    def sign_up(self, name: str, *roles: Held) -> Account:
        """An account with its roles, which began a year ago."""
        account = self.accounts[name] = an_account(display_name=name)
        self.roles[name] = list(roles)
        for held in roles:
            a_role(
                held.role,
                account=account,
                school=held.school,
                starts_at=clock.now() - 365 * A_DAY,
                ends_at=held.until,
                reason="an invented reason",
            )
        return account

    def hire(self, name: str, school: School | None, *roles: Held) -> StaffMember:
        """A member of staff with an account."""
        member = self.staff[name] = a_staff_member(
            given_name=name, school=school, account=self.sign_up(name, *roles)
        )
        return member

    def relate(self, guardian: str, student: str, **changes: Any) -> None:
        """Make someone the guardian of a student."""
        self.relationships.append(
            a_relationship(guardian=self.guardians[guardian], student=self.students[student], **changes)
        )

    def teach(self, member: str, section: str, **changes: Any) -> None:
        """Let a member of staff teach a section."""
        self.teaching.append(
            a_section_teacher(staff_member=self.staff[member], section=self.sections[section], **changes)
        )

    def enrol(self, student: str, section: str, **changes: Any) -> None:
        """Enrol a student in a section."""
        self.enrolments.append(
            an_enrolment(student=self.students[student], section=self.sections[section], **changes)
        )


def a_village(tenant: Tenant) -> Village:
    """The village, in the tenant in scope."""
    village = Village()
    oak, elm = a_school(name="Oak"), a_school(name="Elm")
    village.schools = {"Oak": oak, "Elm": elm}
    _lessons(village, oak, elm)
    _staff(village, oak, elm)
    _families(village, oak, elm)
    _rosters(village, clock.today(tenant.time_zone))
    return village


def a_far_away_village(tenant: Tenant) -> None:
    """Another tenant, where one of each kind exists."""
    with tenant_scope(tenant.pk):
        a_relationship(student=an_enrolment(section=a_section_teacher().section).student)


def _lessons(village: Village, oak: School, elm: School) -> None:
    now = a_school_year(name="this year")
    before = a_school_year(
        name="last year", starts_on=now.starts_on - 400 * A_DAY, ends_on=now.starts_on - 30 * A_DAY
    )
    this_term, last_term = a_term(school_year=now), a_term(school_year=before)
    mathematics, art = a_course(school=oak), a_course(school=elm)
    village.years, village.terms, village.courses = [now, before], [this_term, last_term], [mathematics, art]
    village.sections = {
        "maths": a_section(course=mathematics, terms=[this_term]),
        "last maths": a_section(course=mathematics, terms=[last_term]),
        "art": a_section(course=art, terms=[this_term]),
        "second art": a_section(course=art, terms=[this_term]),
    }


def _staff(village: Village, oak: School, elm: School) -> None:
    an_hour = timedelta(hours=1)
    village.sign_up("tenant admin", Held(Role.TENANT_ADMIN))
    village.sign_up("system", Held(Role.INTEGRATION))
    village.sign_up("system of Elm", Held(Role.INTEGRATION, elm))
    village.sign_up("support", Held(Role.SUPPORT, oak, until=clock.now() + an_hour))
    village.sign_up("support for all", Held(Role.SUPPORT, until=clock.now() + an_hour))
    village.sign_up("support of yesterday", Held(Role.SUPPORT, oak, until=clock.now() - an_hour))
    village.sign_up("nobody")
    village.hire("principal of Oak", oak, Held(Role.SCHOOL_ADMIN, oak))
    village.hire("principal of both", None, Held(Role.SCHOOL_ADMIN, oak), Held(Role.SCHOOL_ADMIN, elm))
    village.hire("counsellor", oak, Held(Role.COUNSELLOR, oak))
    village.hire("teacher", oak, Held(Role.TEACHER))
    village.hire("co-teacher", oak, Held(Role.CO_TEACHER))
    village.hire("former teacher", oak, Held(Role.TEACHER))
    village.hire("next teacher", elm, Held(Role.TEACHER))
    village.hire("art teacher who is a mother", elm, Held(Role.TEACHER), Held(Role.GUARDIAN))
    village.hire("teacher without a role", oak)
    village.staff["itinerant"] = a_staff_member(given_name="itinerant", school=None)
    village.staff["idle at Elm"] = a_staff_member(given_name="idle at Elm", school=elm)


def _families(village: Village, oak: School, elm: School) -> None:
    schools = {"Ada": oak, "Ben": elm, "Cem": elm, "Dora": oak, "Eli": oak, "Fay": elm}
    for name, school in schools.items():
        account = village.sign_up(name, Held(Role.STUDENT))
        village.students[name] = a_student(given_name=name, school=school, account=account)
    for name in ("mother", "father", "uncle", "lapsed"):
        account = village.sign_up(name, *([] if name == "lapsed" else [Held(Role.GUARDIAN)]))
        village.guardians[name] = a_guardian(given_name=name, account=account)
        a_contact_method(guardian=village.guardians[name])
    both = village.accounts["art teacher who is a mother"]
    village.guardians["art teacher who is a mother"] = a_guardian(account=both)
    # Two households: the father may see what concerns Ben, but by order of a court not what concerns Ada.
    village.relate("mother", "Ada")
    village.relate("mother", "Ben")
    village.relate("father", "Ada", has_custody=False, may_see_records=False)
    village.relate("father", "Ben", has_custody=False)
    village.relate("lapsed", "Cem")
    village.relate("art teacher who is a mother", "Dora")


def _rosters(village: Village, today: Any) -> None:
    village.relate("uncle", "Cem", ended_on=today)
    village.relate("uncle", "Fay", ended_on=today + A_DAY)
    village.teach("teacher", "maths")
    village.teach("co-teacher", "maths", role="co_teacher", starts_on=today)
    village.teach("former teacher", "maths", ends_on=today)
    village.teach("next teacher", "maths", starts_on=today + A_DAY)
    village.teach("teacher without a role", "maths")
    village.teach("teacher", "last maths")
    village.teach("art teacher who is a mother", "art", ends_on=today + A_DAY)
    village.enrol("Ada", "maths")
    village.enrol("Ada", "last maths")
    village.enrol("Ben", "art")
    # Cem went from Oak to Elm, Eli was enrolled by mistake, Fay has yet to begin.
    village.enrol("Cem", "maths", ends_on=today - 30 * A_DAY)
    village.enrol("Cem", "art", starts_on=today - 30 * A_DAY)
    village.enrol("Eli", "maths", starts_on=today, ends_on=today)
    village.enrol("Fay", "second art", starts_on=today + A_DAY)
