"""Who may see units, and who may plan them: everyone who teaches the section shares its units."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import sees
from jumprope.kit.permissions import Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.school.rosters import access as rosters

READ_UNITS = permission(
    "units.read",
    _("See units"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
)
PLAN_UNITS = permission(
    "units.plan", _("Make and change units"), Role.SCHOOL_ADMIN, Role.TEACHER, Role.CO_TEACHER
)


def visible_units(viewer: Viewer) -> Q:
    """Units are seen with their section."""
    return sees("section") & rosters.reached(viewer, READ_UNITS, section="section")


def visible_standards(viewer: Viewer) -> Q:  # noqa: ARG001
    """What is taught in a unit is seen with it, as long as it is in it."""
    return sees("unit") & Q(position__isnull=False)


def sections_to_plan_in(viewer: Viewer) -> Q:
    """The sections that the viewer may make units for."""
    return rosters.reached(viewer, PLAN_UNITS, section="pk")


def to_plan(viewer: Viewer) -> Q:
    """The units that the viewer may change."""
    return rosters.reached(viewer, PLAN_UNITS, section="section")


def to_copy(viewer: Viewer) -> Q:
    """The units that the viewer may take over into a section to be planned for: those that are seen."""
    return rosters.reached(viewer, READ_UNITS, section="section")
