"""Who may see and make assessments, and who may see and give scores."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, Rule, any_of, sees
from jumprope.kit.permissions import Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import Assessment, ScoreComment
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.people import access as people
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

COMMENT_ON_SCORES = permission(
    "scores.comment",
    _("Write comments on scores, and retract one's own"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
)
RETRACT_COMMENTS = permission(
    "scores.retract_comments", _("Retract what others commented on scores"), Role.SCHOOL_ADMIN
)
SET_UP_ASSESSING = permission("assessments.set_up", _("Say which assessment types and marks there are"))


def visible_to_all(viewer: Viewer) -> Rule:  # noqa: ARG001
    """A tenant's marks and assessment types are known to everyone who signs in to it."""
    return ALL


def visible_assessments(viewer: Viewer) -> Q:
    """Assessments are seen with their section; also by those who teach a student who was moved from it."""
    return sees("section") & any_of(
        rosters.reached(viewer, READ_ASSESSMENTS, section="section"),
        rosters.followed(viewer, READ_ASSESSMENTS, section="section"),
    )


def visible_categories(viewer: Viewer) -> Q:
    """The categories of a gradebook are seen with its section, by those who see its assessments."""
    return sees("section") & rosters.reached(viewer, READ_ASSESSMENTS, section="section")


def visible_common_assessments(viewer: Viewer) -> Q:
    """What assessments have in common is seen with any one of them."""
    given = viewer.rows(Assessment).filter(rosters.reached(viewer, READ_ASSESSMENTS, section="section"))
    return Q(pk__in=given.values("common_id"))


def visible_alignments(viewer: Viewer) -> Q:  # noqa: ARG001
    """What an assessment is aligned to is seen with it."""
    return sees("assessment")


def visible_scores(viewer: Viewer) -> Q:
    """Scores are seen with their student and assessment: by the section's teachers, by those of the section
    that the student was moved to, and by the student's family.
    """
    paths = {"section": "assessment__section", "student": "student"}
    return (
        sees("student")
        & sees("assessment")
        & any_of(
            rosters.reached(viewer, READ_SCORES, **paths), rosters.followed(viewer, READ_SCORES, **paths)
        )
    )


def sees_many_scores(viewer: Viewer) -> bool:
    """Whether the scores that the viewer sees are those of classes, in which many share what they lead to."""
    return viewer.sees_classes(READ_SCORES)


def visible_score_changes(viewer: Viewer) -> Q:  # noqa: ARG001
    """The history of a score is seen with it: who is shown a number can ask where it is from."""
    return sees("score")


def visible_score_comments(viewer: Viewer) -> Q:
    """Staff see all that was said about a score; the family, what is for it and still stands."""
    section, student = "score__assessment__section", "score__student"
    for_family = Q(audience=ScoreComment.CommentAudience.FAMILY, retracted_at=None)
    return sees("score") & any_of(
        rosters.reached_by_staff(viewer, READ_SCORES, section=section),
        rosters.followed(viewer, READ_SCORES, section=section, student=student),
        people.of_family(viewer, READ_SCORES, student=student) & for_family,
    )


def sections_to_plan_in(viewer: Viewer) -> Q:
    """The sections that the viewer may make assessments for."""
    return rosters.reached(viewer, PLAN_ASSESSMENTS, section="pk")


def to_plan(viewer: Viewer) -> Q:
    """The assessments that the viewer may change."""
    return rosters.reached(viewer, PLAN_ASSESSMENTS, section="section")


def categories_to_keep(viewer: Viewer) -> Q:
    """The categories that the viewer may change: those of sections that the viewer plans for."""
    return rosters.reached(viewer, PLAN_ASSESSMENTS, section="section")


def to_score(viewer: Viewer) -> Q:
    """The assessments in which the viewer may give scores."""
    return rosters.reached(viewer, RECORD_SCORES, section="section")


def to_comment_on(viewer: Viewer) -> Q:
    """The scores that the viewer may comment on."""
    return rosters.reached(viewer, COMMENT_ON_SCORES, section="assessment__section")


def to_retract(viewer: Viewer) -> Q:
    """The comments that the viewer may retract: the viewer's own; who runs a school, all there."""
    reached = rosters.reached(viewer, COMMENT_ON_SCORES, section="score__assessment__section")
    return reached & any_of(
        Q(author_id=viewer.account_id),
        tenancy.administered(viewer, RETRACT_COMMENTS, school="score__assessment__section__course__school"),
    )
