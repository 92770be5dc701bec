"""Who may see and make assessments, and who may see and give scores."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, Rule, sees
from jumprope.kit.permissions import Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import Assessment
from jumprope.school.rosters import access as rosters

READ_ASSESSMENTS = permission(
    "assessments.read",
    _("See assessments"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
)
PLAN_ASSESSMENTS = permission(
    "assessments.plan", _("Make and change assessments"), Role.SCHOOL_ADMIN, Role.TEACHER, Role.CO_TEACHER
)
READ_SCORES = permission(
    "scores.read",
    _("See scores"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
)
RECORD_SCORES = permission(
    "scores.record", _("Give and change scores"), Role.SCHOOL_ADMIN, Role.TEACHER, Role.CO_TEACHER
)

SET_UP_ASSESSING = permission("assessments.set_up", _("Say which assessment types and marks there are"))


def visible_to_all(viewer: Viewer) -> Rule:  # noqa: ARG001
    """A tenant's marks and assessment types are known to everyone who signs in to it."""
    return ALL


def visible_assessments(viewer: Viewer) -> Q:
    """Assessments are seen with their section."""
    return sees("section") & rosters.reached(viewer, READ_ASSESSMENTS, section="section")


def visible_common_assessments(viewer: Viewer) -> Q:
    """What assessments have in common is seen with any one of them."""
    given = viewer.rows(Assessment).filter(rosters.reached(viewer, READ_ASSESSMENTS, section="section"))
    return Q(pk__in=given.values("common_id"))


def visible_alignments(viewer: Viewer) -> Q:  # noqa: ARG001
    """What an assessment is aligned to is seen with it."""
    return sees("assessment")


def visible_scores(viewer: Viewer) -> Q:
    """Scores are seen with their student and assessment: by the section's teachers, and by the student's
    family.
    """
    return (
        sees("student")
        & sees("assessment")
        & rosters.reached(viewer, READ_SCORES, section="assessment__section", student="student")
    )


def visible_score_changes(viewer: Viewer) -> Q:  # noqa: ARG001
    """The history of a score is seen with it: who is shown a number can ask where it is from."""
    return sees("score")


def sections_to_plan_in(viewer: Viewer) -> Q:
    """The sections that the viewer may make assessments for."""
    return rosters.reached(viewer, PLAN_ASSESSMENTS, section="pk")


def to_plan(viewer: Viewer) -> Q:
    """The assessments that the viewer may change."""
    return rosters.reached(viewer, PLAN_ASSESSMENTS, section="section")


def to_score(viewer: Viewer) -> Q:
    """The assessments in which the viewer may give scores."""
    return rosters.reached(viewer, RECORD_SCORES, section="section")
