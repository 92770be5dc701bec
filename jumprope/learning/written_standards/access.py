"""Who may write standards for a course, and who may see and decide about what was written."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.rosters import access as rosters

READ_WRITTEN = permission(
    "written_standards.read",
    _("See who wrote which standards for a course"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
)
WRITE_STANDARDS = permission(
    "written_standards.write",
    _("Write standards for one's own courses, where the school allows it"),
    Role.SCHOOL_ADMIN,
    Role.TEACHER,
)
GOVERN_WRITING = permission(
    "written_standards.govern",
    _("Let teachers write standards, and take these into a bank"),
    Role.SCHOOL_ADMIN,
)


def _of_courses(viewer: Viewer, permission: Permission, *, course: str, school: str) -> Q:
    """The rows of courses that the viewer administers, or teaches a section of."""
    taught = rosters.sections_taught(viewer, permission).values("section__course_id")
    return any_of(
        tenancy.administered(viewer, permission, school=school),
        viewer.reaches_by(permission, Reach.SECTION) and Q(**{f"{course}__in": taught}),
    )


def visible_written(viewer: Viewer) -> Q:
    """What was written is seen by who teaches the course, and by those who look after its school."""
    return _of_courses(viewer, READ_WRITTEN, course="course", school="course__school")


def courses_to_write_for(viewer: Viewer) -> Q:
    """The courses that the viewer may write standards for."""
    return _of_courses(viewer, WRITE_STANDARDS, course="pk", school="school")


def to_retire(viewer: Viewer) -> Q:
    """What the viewer may retire: what is the viewer's own and in no bank, and all of a school's."""
    return any_of(
        Q(written_by_id=viewer.account_id, adopted_at=None)
        & _of_courses(viewer, WRITE_STANDARDS, course="course", school="course__school"),
        to_adopt(viewer),
    )


def to_adopt(viewer: Viewer) -> Q:
    """What the viewer may take into a bank."""
    return tenancy.administered(viewer, GOVERN_WRITING, school="course__school")


def schools_to_govern(viewer: Viewer) -> Q:
    """The schools for which the viewer may say whether teachers write standards."""
    return tenancy.administered(viewer, GOVERN_WRITING, school="pk")
