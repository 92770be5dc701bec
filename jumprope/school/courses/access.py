"""Who may see and change what is taught. Courses are known to all who sign in; who sees a section, rosters
say.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import per_viewer
from jumprope.kit.grants import Grants
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.courses.models import Section, SectionTerm

MANAGE_COURSES = permission(
    "courses.manage",
    _("Make and change subjects, grade levels, the catalogue, courses and sections"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)

shows_sections = Grants()
"""Decorates the rules of apps above by which sections are seen: without rosters, nobody sees any."""


def visible_sections(viewer: Viewer) -> Q:
    """The sections that rosters, and whichever apps above, have granted."""
    return shows_sections.to(viewer)


def visible_linked_sections(viewer: Viewer) -> Q:
    """That sections are taught together is known to those who see one of them."""
    sections = viewer.rows(Section).filter(visible_sections(viewer))
    return Q(pk__in=sections.values("linked_with_id"))


@per_viewer
def sections_not_over(viewer: Viewer) -> "QuerySet[SectionTerm, Any]":
    """The ids of the sections that are taught today or later."""
    return viewer.rows(SectionTerm).filter(term__ends_on__gte=viewer.today).values("section_id")


def schools_to_teach_at(viewer: Viewer) -> Q:
    """The schools that the viewer may make courses for."""
    return tenancy.administered(viewer, MANAGE_COURSES, school="pk")


def courses_to_manage(viewer: Viewer) -> Q:
    """The courses that the viewer may change and make sections of."""
    return tenancy.administered(viewer, MANAGE_COURSES, school="school")


def may_keep_catalogue(viewer: Viewer) -> bool:
    """Whether the viewer looks after the whole tenant: its subjects, its grade levels and its catalogue are
    those of all schools.
    """
    return viewer.reaches_by(MANAGE_COURSES, Reach.TENANT)


def sections_to_change(viewer: Viewer) -> Q:
    """The sections that the viewer may name, and say the terms of."""
    return tenancy.administered(viewer, MANAGE_COURSES, school="course__school")
