"""What students showed: marks, scores with their history, and what is said about them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel
from jumprope.learning.assessments.models.planning import Assessment

LONGEST_COMMENT = 1000
"""Characters of a comment on a score."""

MARK_CODE = RegexValidator(
    r"^[A-Z0-9*+-]{1,8}\Z", _("A mark has 1 to 8 capital letters, digits or signs (* + -): `INC`.")
)


class Effect(models.TextChoices):
    """What a mark does where a number would stand."""

    NOT_COUNTED = "not_counted", _("As if nothing were there yet")
    EXCUSED = "excused", _("The student is excused: nothing is expected")
    LOWEST = "lowest", _("It counts as the lowest score of the scale")


class Mark(TenantModel):
    """What the tenant's teachers put in the place of a number, and what that does: M, missing.

    A mark that is no longer given is retired, so that what was said with it can still be read.

    Personal data: none.
    """

    code = models.CharField(
        _("code"), max_length=8, validators=[MARK_CODE], help_text=_("What is put into the cell.")
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("What the code stands for."))
    effect = models.CharField(
        _("effect"), max_length=12, choices=Effect, help_text=_("What it does where a number would stand.")
    )
    raises_alert = models.BooleanField(
        _("raises an alert"), default=False, help_text=_("Whether work with it is missing work.")
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("From when it is no longer given.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="assessments_mark_code")]

    def __str__(self) -> str:
        return self.code


class Saved(TenantModel):
    """What is saved in a cell, when and by whom: a score has it as it is now, its history as it was.

    Personal data: of the student: the score, the mark and the comment; of the account that recorded it.
    """

    value = models.DecimalField(
        _("value"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The number, on the scale."),
    )
    mark = TenantForeignKey(
        Mark,
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("What stands in a number's place."),
    )
    comment = ProseField(
        _("comment"),
        max_length=LONGEST_COMMENT,
        blank=True,
        default="",
        help_text=_("What the teacher says to it."),
    )
    revision = models.IntegerField(_("revision"), default=1, help_text=_("How many times it was saved."))
    recorded_at = models.DateTimeField(_("recorded at"), help_text=_("When it was saved."))
    recorded_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who saved it; none for an operator."),
    )

    class Meta(TenantModel.Meta):
        abstract = True


class Score(Saved):
    """What a student showed on one standard in one assessment: a number, or a mark in its place.

    A score that is cleared keeps its row, with neither. The revision counts its changes, so that two people
    who save at once cannot overwrite each other unawares.

    Its own comment is part of what is saved and counted in the revision: the few words that a teacher types
    into the cell, for the family to read beside the number. What is said about a score afterwards, by
    whomever and for whomever, are `ScoreComment`s: they change no score.

    Personal data: of the student: the score, the mark and the comment; of the account that recorded it.
    """

    assessment = TenantForeignKey(
        Assessment, related_name="scores", indexed=False, help_text=_("The assessment.")
    )
    student = TenantForeignKey(
        "people.Student", related_name="scores", indexed=False, help_text=_("Who showed it.")
    )
    standard = TenantForeignKey(
        "standards.Standard", related_name="scores", help_text=_("On which standard.")
    )

    class Meta(Saved.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "assessment", "student", "standard"], name="assessments_one_score_each"
            ),
            models.CheckConstraint(condition=Q(value=None) | Q(mark=None), name="assessments_number_or_mark"),
        ]
        indexes = [
            # What students have shown on standards is read before and after every save. By the assessment at
            # its end, MySQL finds what a family sees of a section without reading all that the student has.
            models.Index(
                fields=["tenant", "student", "standard", "assessment"], name="assessments_by_student"
            ),
            models.Index(fields=["tenant", "mark"], name="assessments_marked"),
        ]

    def __str__(self) -> str:
        return f"score {self.pk}, revision {self.revision}"


class ScoreChange(Saved):
    """A score as it was saved at one revision. Append-only.

    Personal data: of the student: the score, the mark and the comment; of the account that recorded it.
    """

    score = TenantForeignKey(Score, related_name="changes", indexed=False, help_text=_("The score."))

    class Meta(Saved.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "score", "revision"], name="assessments_one_change_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of score {self.score_id}"


class ScoreComment(TenantModel):
    """What a member of staff writes about a score, for colleagues or for the family too. Append-only: what
    was wrong to say is retracted, and from then on is shown to staff alone, as retracted.

    Personal data: of the student: what is said about the work; of the account that wrote it.
    """

    class CommentAudience(models.TextChoices):
        """Who is to read a comment."""

        STAFF = "staff", _("Those who work with the student")
        FAMILY = "family", _("The student and the family too")

    score = TenantForeignKey(
        Score, related_name="comments", indexed=False, help_text=_("The score that it is about.")
    )
    author = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who wrote it; none for an operator."),
    )
    audience = models.CharField(
        _("audience"), max_length=6, choices=CommentAudience, help_text=_("Who is to read it.")
    )
    text = ProseField(_("text"), max_length=LONGEST_COMMENT, help_text=_("What it says."))
    written_at = models.DateTimeField(_("written at"), help_text=_("When it was written."))
    retracted_at = models.DateTimeField(
        _("retracted at"), null=True, blank=True, help_text=_("Since when it is said no longer.")
    )

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["tenant", "score", "written_at"], name="assessments_comments_of_score")
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on score {self.score_id}"
