"""Who may see and change people, and whose guardian the viewer is."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, per_viewer, sees
from jumprope.kit.grants import Grants
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.people.models import GuardianRelationship, StaffAssignment

READ_STUDENTS = permission(
    "students.read",
    _("See students"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
    Role.INTEGRATION,
)
READ_STAFF = permission(
    "staff.read",
    _("See members of staff"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
    Role.INTEGRATION,
)
READ_GUARDIANS = permission(
    "guardians.read",
    _("See guardians and how to reach them"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.GUARDIAN,
    Role.INTEGRATION,
)
MANAGE_PEOPLE = permission(
    "people.manage",
    _("Add students, staff and guardians, and say who is whose"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)

READ_PARTICULARS = permission(
    "particulars.read",
    _("See numbers, addresses, languages, former schools and how to reach people (teachers: their own)"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.INTEGRATION,
)
READ_DEMOGRAPHICS = permission(
    "demographics.read",
    _("See a student's birth date, sex, race, ethnicity and place of birth"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.INTEGRATION,
)
MANAGE_DEMOGRAPHICS = permission(
    "demographics.manage",
    _("Write down a student's birth date, sex, race, ethnicity and place of birth"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)
INVITE_GUARDIANS = permission(
    "portal.invite", _("Invite guardians to the portal, and keep them out of it"), Role.SCHOOL_ADMIN
)
ACCEPT_INVITATIONS = permission("portal.accept", _("Accept an invitation to the portal"), Role.GUARDIAN)

shows_students = Grants()
"""Decorates the rules of apps above by which further students are seen, as rosters do for teachers."""

shows_staff = Grants()
"""Decorates the rules of apps above by which further members of staff are seen, as rosters do for families.
"""


def visible_students(viewer: Viewer) -> Q:
    """A school's students to its staff, families to themselves, and what apps above have granted."""
    return any_of(
        tenancy.administered(viewer, READ_STUDENTS, school="school"),
        my_students(viewer),
        shows_students.to(viewer),
    )


def of_family(viewer: Viewer, permission: Permission, *, student: str, account: str = "") -> Q:
    """The rows of the viewer as a student, and of the viewer's wards; `student` is the path from row to
    student.
    """
    account = account or f"{student}__account_id"
    return any_of(
        viewer.reaches_by(permission, Reach.OWN) and Q(**{account: viewer.account_id}),
        viewer.reaches_by(permission, Reach.WARD) and Q(**{f"{student}__in": wards(viewer)}),
    )


@per_viewer
def wards(viewer: Viewer) -> "QuerySet[GuardianRelationship, Any]":
    """The ids of the students whose records the viewer, as a guardian, may see today."""
    return _open_to(viewer).values("student_id")


def household(viewer: Viewer) -> "QuerySet[GuardianRelationship, Any]":
    """The ids of the wards who live with the viewer: where a child lives is not told to the other parent."""
    return _open_to(viewer).filter(has_custody=True).values("student_id")


def _open_to(viewer: Viewer) -> "QuerySet[GuardianRelationship]":
    """The relationships of the viewer, as a guardian, that open a student's records today."""
    return viewer.rows(GuardianRelationship).filter(
        Q(ended_on=None) | Q(ended_on__gt=viewer.today),
        guardian__account_id=viewer.account_id,
        may_see_records=True,
        portal_access=GuardianRelationship.PortalAccess.ENABLED,
    )


def my_students(viewer: Viewer) -> Q:
    """The viewer as a student, and the viewer's wards: what a family's own page begins with."""
    return of_family(viewer, READ_STUDENTS, student="pk", account="account_id")


def at_school(viewer: Viewer) -> Q:
    """The students who have not left: what a school's own list holds."""
    return Q(left_on=None) | Q(left_on__gt=viewer.today)


def visible_staff(viewer: Viewer) -> Q:
    """A school's staff, those assigned to it, and those who work for all schools, to those who run the
    school; and each to themselves.
    """
    return any_of(
        tenancy.administered(viewer, READ_STAFF, school="school"),
        viewer.reaches_by(READ_STAFF, Reach.SCHOOL) and Q(pk__in=_assigned(viewer)),
        viewer.reaches_by(READ_STAFF, Reach.SCHOOL) and Q(school=None),
        viewer.reaches_by(READ_STAFF, Reach.SECTION) and Q(account_id=viewer.account_id),
        shows_staff.to(viewer),
    )


def _assigned(viewer: Viewer) -> "QuerySet[StaffAssignment, Any]":
    """The ids of those who work today at a school that the viewer runs, though they belong to another."""
    return (
        viewer.rows(StaffAssignment)
        .filter(Q(ends_on=None) | Q(ends_on__gt=viewer.today), starts_on__lte=viewer.today)
        .filter(school__in=viewer.schools[READ_STAFF.name])
        .values("staff_member_id")
    )


def visible_assignments(viewer: Viewer) -> Q:
    """Where members of staff work besides: seen by those who run that school, and by themselves."""
    return sees("staff_member") & any_of(
        tenancy.administered(viewer, READ_STAFF, school="school"),
        viewer.reaches_by(READ_STAFF, Reach.SECTION) and Q(staff_member__account_id=viewer.account_id),
    )


def visible_guardians(viewer: Viewer) -> Q:
    """Guardians are seen by the tenant's and the students' schools' staff, and each by itself."""
    return any_of(
        _guardians_of_students(viewer, READ_GUARDIANS, guardian="pk"),
        viewer.reaches_by(READ_GUARDIANS, Reach.WARD) and Q(account_id=viewer.account_id),
    )


def _guardians_of_students(viewer: Viewer, held: Permission, *, guardian: str) -> Q:
    """The rows about guardians of students who are now at the viewer's schools; `guardian` is the path."""
    related = viewer.rows(GuardianRelationship).filter(student__school__in=viewer.schools[held.name])
    return any_of(
        viewer.reaches_by(held, Reach.TENANT),
        viewer.reaches_by(held, Reach.SCHOOL) and Q(**{f"{guardian}__in": related.values("guardian_id")}),
    )


def visible_relationships(_viewer: Viewer) -> Q:
    """A relationship is seen by those who see both of its ends: never another household's."""
    return sees("student") & sees("guardian")


def visible_school_enrolments(viewer: Viewer) -> Q:
    """A student's schools are seen by those who run one of them, and by the family; never by teachers."""
    return sees("student") & any_of(
        tenancy.administered(viewer, READ_PARTICULARS, school="student__school"),
        tenancy.administered(viewer, READ_PARTICULARS, school="school"),
        of_family(viewer, READ_PARTICULARS, student="student"),
    )


def visible_particulars(viewer: Viewer) -> Q:
    """What is known about a person is seen by those who run the person's school, and by the person.

    A student's is seen by the guardians whom the student lives with, and by no other.
    """
    return any_of(
        _particulars_at_schools(viewer, READ_PARTICULARS),
        viewer.reaches_by(READ_PARTICULARS, Reach.OWN) and Q(student__account_id=viewer.account_id),
        viewer.reaches_by(READ_PARTICULARS, Reach.WARD)
        and (Q(student__in=household(viewer)) | Q(guardian__account_id=viewer.account_id)),
        viewer.reaches_by(READ_PARTICULARS, Reach.SECTION) and Q(staff_member__account_id=viewer.account_id),
    )


def _particulars_at_schools(viewer: Viewer, held: Permission) -> Q:
    return any_of(
        tenancy.administered(viewer, held, school="student__school"),
        tenancy.administered(viewer, held, school="staff_member__school"),
        _guardians_of_students(viewer, held, guardian="guardian"),
    )


def visible_demographics(viewer: Viewer) -> Q:
    """Those who run the student's school, and the family; never teachers."""
    return sees("student") & any_of(
        tenancy.administered(viewer, READ_DEMOGRAPHICS, school="student__school"),
        of_family(viewer, READ_DEMOGRAPHICS, student="student"),
    )


def visible_invitations(viewer: Viewer) -> Q:
    """Invitations are seen by those who may make them."""
    return sees("guardian") & invitations_to_manage(viewer)


def schools_to_add_to(viewer: Viewer) -> Q:
    """The schools that the viewer may add people to."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="pk")


def students_to_manage(viewer: Viewer) -> Q:
    """The students that the viewer may change, and say the guardians of."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="school")


def staff_to_manage(viewer: Viewer) -> Q:
    """The staff that the viewer may change: those who work for all schools are the tenant's own."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="school")


def relationships_to_manage(viewer: Viewer) -> Q:
    """The relationships that the viewer may change: those of students that the viewer manages."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="student__school")


def guardians_to_manage(viewer: Viewer) -> Q:
    """The guardians that the viewer may change: those of students that the viewer manages."""
    return _guardians_of_students(viewer, MANAGE_PEOPLE, guardian="pk")


def guardians_to_invite(viewer: Viewer) -> Q:
    """The guardians that the viewer may invite: those of students at the viewer's schools."""
    return _guardians_of_students(viewer, INVITE_GUARDIANS, guardian="pk")


def relationships_to_open(viewer: Viewer) -> Q:
    """The relationships whose portal access the viewer may change."""
    return tenancy.administered(viewer, INVITE_GUARDIANS, school="student__school")


def assignments_to_manage(viewer: Viewer) -> Q:
    """The assignments that the viewer may change: those to schools that the viewer manages."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="school")


def particulars_to_manage(viewer: Viewer) -> Q:
    """The numbers, addresses, languages and contact methods that the viewer may change."""
    return _particulars_at_schools(viewer, MANAGE_PEOPLE)


def demographics_to_manage(viewer: Viewer) -> Q:
    """The demographics that the viewer may change."""
    return tenancy.administered(viewer, MANAGE_DEMOGRAPHICS, school="student__school")


def students_to_describe(viewer: Viewer) -> Q:
    """The students whose demographics the viewer may write down."""
    return tenancy.administered(viewer, MANAGE_DEMOGRAPHICS, school="school")


def invitations_to_manage(viewer: Viewer) -> Q:
    """The invitations that the viewer may renew and revoke: those of guardians whom the viewer may invite."""
    return _guardians_of_students(viewer, INVITE_GUARDIANS, guardian="guardian")
