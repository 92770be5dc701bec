"""Who makes schemes, who sees and gives course grades, and who sees what has been posted."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, Rule, any_of, sees
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.rosters import access as rosters

MANAGE_SCHEMES = permission("schemes.manage", _("Make, change and retire mastery schemes"), Role.SCHOOL_ADMIN)
READ_GRADES = permission(
    "course_grades.read",
    _("See course grades before they are posted"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
)
GIVE_GRADES = permission(
    "course_grades.give", _("Determine, override and post course grades"), Role.SCHOOL_ADMIN, Role.TEACHER
)
READ_POSTED_GRADES = permission(
    "course_grades.read_posted",
    _("See course grades that have been posted"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
)


def visible_schemes(viewer: Viewer) -> Rule:  # noqa: ARG001
    """How mastery becomes a grade is no secret."""
    return ALL


def visible_course_grades(viewer: Viewer) -> Q:
    """Course grades are seen with their student and section, by staff."""
    return (
        sees("student")
        & sees("section")
        & rosters.reached(viewer, READ_GRADES, section="section", student="student")
    )


def visible_changes(viewer: Viewer) -> Q:  # noqa: ARG001
    """The history of a course grade is seen with it."""
    return sees("course_grade")


def visible_posted_grades(viewer: Viewer) -> Q:
    """Posted grades are seen with their student and section, by families too."""
    return (
        sees("student")
        & sees("section")
        & rosters.reached(viewer, READ_POSTED_GRADES, section="section", student="student")
    )


def sections_to_grade(viewer: Viewer) -> Q:
    """The sections in which the viewer may give course grades."""
    return rosters.reached(viewer, GIVE_GRADES, section="pk")


def governed(viewer: Viewer, *, school: str) -> Q:
    """The rows that the viewer may make schemes for; `school` is the path from row to school."""
    return tenancy.administered(viewer, MANAGE_SCHEMES, school=school)


def to_manage(viewer: Viewer) -> Q:
    """The schemes that the viewer may change and retire: those of the whole tenant are the tenant's own."""
    return any_of(governed(viewer, school="school"), governed(viewer, school="course__school"))


def governs_tenant(viewer: Viewer) -> bool:
    """Whether the viewer may make schemes for all of the tenant. No query."""
    return viewer.reaches_by(MANAGE_SCHEMES, Reach.TENANT)
