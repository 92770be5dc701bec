"""Who may see mastery, and who may say otherwise."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, sees
from jumprope.kit.permissions import Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations.rules import standing
from jumprope.school.rosters import access as rosters

READ_MASTERY = permission(
    "mastery.read",
    _("See mastery and how it came about"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
)
OVERRIDE_MASTERY = permission(
    "mastery.override", _("Say a level in place of the calculated one"), Role.SCHOOL_ADMIN, Role.TEACHER
)
EXPIRE_OVERRIDES = permission("mastery.expire", _("Clear overrides that have expired"), Role.INTEGRATION)
PREVIEW_MASTERY = permission(
    "mastery.preview",
    _("Try out calculation types"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.SUPPORT,
)


def visible_determinations(viewer: Viewer) -> Q:
    """Mastery is seen with its student and section, by the section's teachers, by those of the section that
    the student was moved to, and by the student's family.
    """
    return sees("student") & sees("section") & reached(viewer)


def sees_many(viewer: Viewer) -> bool:
    """Whether the determinations that the viewer sees are those of classes."""
    return viewer.sees_classes(READ_MASTERY)


def reached(viewer: Viewer) -> Q:
    """The determinations that the viewer sees, where the student and the section are seen."""
    paths = {"section": "section", "student": "student"}
    return any_of(
        rosters.reached(viewer, READ_MASTERY, **paths), rosters.followed(viewer, READ_MASTERY, **paths)
    )


def visible_mastery(viewer: Viewer) -> Q:
    """Mastery across sections is seen with its student: by those who keep the student's records at the
    school the student attends, by whoever teaches the student, and by the family.
    """
    return sees("student") & across_sections(viewer)


def across_sections(viewer: Viewer) -> Q:
    """The mastery across sections of those whose records the viewer keeps, whom the viewer teaches, and of
    the viewer's own; where the student is seen.
    """
    return rosters.reached_student(viewer, READ_MASTERY, student="student")


def override_holds(viewer: Viewer) -> Q:
    """The determinations whose override, if there is one, has not expired."""
    return Q(override_expires_on=None) | Q(override_expires_on__gt=viewer.today)


def holds(viewer: Viewer, expires_on: date | None) -> bool:
    """What `override_holds` says, of one row by its day."""
    return standing.holds(expires_on, viewer.today)


def override_expired(viewer: Viewer) -> Q:
    """The determinations whose override holds no longer and has not been cleared."""
    return Q(override_expires_on__lte=viewer.today)


def visible_changes(viewer: Viewer) -> Q:  # noqa: ARG001
    """The history of a determination is seen with it."""
    return sees("determination")


def sections_to_override_in(viewer: Viewer) -> Q:
    """The sections whose determinations the viewer may override."""
    return rosters.reached(viewer, OVERRIDE_MASTERY, section="pk")
