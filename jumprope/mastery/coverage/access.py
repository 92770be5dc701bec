"""Who may see coverage: those who run a school, and those who teach there.

No family does: it is about everyone's students. Who teaches a section of a course is told of the whole
course, and of the whole school; how many students that speaks of is left out where somebody could be known by
it, as `rules` say: numbers with students whom the viewer does not see are told of the school alone.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.rosters import access as rosters

READ_COVERAGE = permission(
    "coverage.read",
    _("See which standards have been assessed, and how many students have reached which level"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.SUPPORT,
)


def sections_to_cover(viewer: Viewer) -> Q:
    """The sections that the viewer runs or teaches."""
    return _reached(viewer, school="course__school", taught="section_id")


def courses_to_cover(viewer: Viewer) -> Q:
    """The courses that the viewer runs, or teaches a section of."""
    return _reached(viewer, school="school", taught="section__course_id")


def schools_to_cover(viewer: Viewer) -> Q:
    """The schools that the viewer runs, or teaches at."""
    return _reached(viewer, school="pk", taught="section__course__school_id")


def _reached(viewer: Viewer, *, school: str, taught: str) -> Q:
    teaching = rosters.sections_taught(viewer, READ_COVERAGE)
    return any_of(
        tenancy.administered(viewer, READ_COVERAGE, school=school),
        viewer.reaches_by(READ_COVERAGE, Reach.SECTION) and Q(pk__in=teaching.values(taught)),
    )
