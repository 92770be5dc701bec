"""Saying something about a score, and taking it back."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access
from jumprope.learning.assessments.models import Score, ScoreComment


class AlreadyRetracted(Refused):
    """What is not said any more cannot be taken back again."""

    code = "comment_already_retracted"
    message = _("This comment has been retracted already.")
    field = "score_comment_id"


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Answer):
    """The comment that was written or retracted."""

    score_comment_id: int


@command(access.COMMENT_ON_SCORES, event="score.commented_on")
def comment_on_score(*, viewer: Viewer, score_id: int, audience: str, text: str) -> CommentWritten:
    """Write a comment on a score, for staff or for the family too. The score itself stays as it is, and so a
    lock of its grading period closes no comments.

    Raises `NotFound` for the score, and what `kit.values` refuses. Two statements.
    """
    if not rows.among(Score, [score_id], rule=access.to_comment_on(viewer)):
        raise NotFound(field="score_id")
    comment = ScoreComment(
        score_id=score_id,
        author_id=viewer.account_id,
        audience=audience,
        text=text,
        written_at=viewer.now,
    )
    refuse_all(values.clean(comment))
    comment.save(force_insert=True)
    return CommentWritten(score_comment_id=comment.pk)


@command(access.COMMENT_ON_SCORES, event="score.comment_retracted")
def retract_comment(*, viewer: Viewer, score_comment_id: int) -> CommentWritten:
    """Take back a comment: families see it no longer, and staff see that it was retracted. Its author may,
    and who runs the school.

    Raises `NotFound`, `AlreadyRetracted`.
    """
    comment = rows.locked_one(
        ScoreComment, access.to_retract(viewer), score_comment_id, field="score_comment_id"
    )
    if comment.retracted_at is not None:
        raise AlreadyRetracted
    comment.retracted_at = viewer.now
    comment.save(update_fields=["retracted_at"])
    return CommentWritten(score_comment_id=score_comment_id)
