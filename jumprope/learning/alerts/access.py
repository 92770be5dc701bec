"""Who may see missing work and Grade Alerts, and who sees to them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, sees
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.people import access as people
from jumprope.school.rosters import access as rosters

READ_ALERTS = permission(
    "alerts.read",
    _("See missing work and Grade Alerts"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
)
ACKNOWLEDGE_ALERTS = permission(
    "alerts.acknowledge",
    _("Take up Grade Alerts, and say whether families see them"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
)
REFRESH_ALERTS = permission(
    "alerts.refresh",
    _("Have Grade Alerts raised and cleared"),
    Role.SCHOOL_ADMIN,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.INTEGRATION,
)


def of_staff(viewer: Viewer) -> Q:
    """The rows of sections that the viewer runs or teaches, whoever's they are."""
    return any_of(
        tenancy.administered(viewer, READ_ALERTS, school="section__course__school"),
        viewer.reaches_by(READ_ALERTS, Reach.SECTION)
        and Q(section__in=rosters.sections_taught(viewer, READ_ALERTS)),
    )


def visible_alerts(viewer: Viewer) -> Q:
    """Alerts are seen by the section's teachers and the school; by the family where they are shared."""
    of_family = people.of_family(viewer, READ_ALERTS, student="student") & Q(shared_with_families=True)
    return sees("student") & sees("section") & any_of(of_staff(viewer), of_family)


def missing_work(viewer: Viewer) -> Q:
    """The cells, as `assessments.reads.missing_cells` has them, whose missing work the viewer sees."""
    return rosters.reached(
        viewer, READ_ALERTS, section="assessment__section", student=f"{assessments.ENROLMENT}__student"
    )


def to_acknowledge(viewer: Viewer) -> Q:
    """The alerts that the viewer may take up."""
    return rosters.reached(viewer, ACKNOWLEDGE_ALERTS, section="section")


def sections_to_refresh(viewer: Viewer) -> Q:
    """The sections whose alerts the viewer may have raised and cleared."""
    return rosters.reached(viewer, REFRESH_ALERTS, section="pk")
