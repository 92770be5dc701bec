"""Assessments and scores."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel


class Mark(models.TextChoices):
    """What stands in the place of a number."""

    MISSING = "missing", _("Missing")
    EXCUSED = "excused", _("Excused")
    NOT_YET_ASSESSED = "not_yet_assessed", _("Not yet assessed")


class Assessment(TenantModel):
    """An occasion on which students of a section show what they can do on one or more standards.

    Its due date is required, because evidence is ordered by it: late make-up work does not count as newer. A
    weight of 0 makes it formative: shown, but not counted.

    Personal data: none.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="assessments", help_text=_("The section assessed.")
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("What it is called."))
    due_on = models.DateField(_("due on"), help_text=_("The date it is due, local to the school."))
    weight = models.DecimalField(
        _("weight"),
        max_digits=6,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
        help_text=_("How much it counts beside others; 0 is formative."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0), name="assessments_weight_not_negative")
        ]

    def __str__(self) -> str:
        return self.title


class AlignedStandard(TenantModel):
    """That an assessment gives evidence of a standard: each student gets a score for it.

    Personal data: none.
    """

    assessment = TenantForeignKey(
        Assessment, related_name="aligned_standards", indexed=False, help_text=_("The assessment.")
    )
    standard = TenantForeignKey(
        "standards.Standard", related_name="aligned_assessments", help_text=_("The standard assessed.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "assessment", "standard"], name="assessments_aligned_once"
            )
        ]

    def __str__(self) -> str:
        return f"standard {self.standard_id} in assessment {self.assessment_id}"


class Score(TenantModel):
    """What a student showed on one standard in one assessment: a number, or a mark in its place.

    A score that is cleared keeps its row, with neither. The revision counts its changes, so that two people
    who save at once cannot overwrite each other unawares.

    Personal data: of the student: the score, the mark and the comment; of the account that recorded it.
    """

    assessment = TenantForeignKey(
        Assessment, related_name="scores", indexed=False, help_text=_("The assessment.")
    )
    student = TenantForeignKey("people.Student", related_name="scores", help_text=_("Who showed it."))
    standard = TenantForeignKey(
        "standards.Standard", related_name="scores", help_text=_("On which standard.")
    )
    value = models.DecimalField(
        _("value"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The number, on the scale."),
    )
    mark = models.CharField(
        _("mark"),
        max_length=20,
        choices=Mark,
        blank=True,
        default="",
        help_text=_("What stands in a number's place."),
    )
    comment = ProseField(
        _("comment"), max_length=1000, blank=True, default="", help_text=_("What the teacher says to it.")
    )
    revision = models.IntegerField(_("revision"), default=1, help_text=_("How many times it was saved."))
    recorded_at = models.DateTimeField(_("recorded at"), help_text=_("When it was last saved."))
    recorded_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who last saved it; none for an operator."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "assessment", "student", "standard"], name="assessments_one_score_each"
            ),
            models.CheckConstraint(condition=Q(value=None) | Q(mark=""), name="assessments_number_or_mark"),
        ]

    def __str__(self) -> str:
        return f"score {self.pk}, revision {self.revision}"


class ScoreChange(TenantModel):
    """A score as it was saved at one revision. Append-only.

    Personal data: of the student: the score, the mark and the comment; of the account that recorded it.
    """

    score = TenantForeignKey(Score, related_name="changes", indexed=False, help_text=_("The score."))
    revision = models.IntegerField(_("revision"), help_text=_("Which saving of the score this was."))
    value = models.DecimalField(
        _("value"), max_digits=6, decimal_places=2, null=True, blank=True, help_text=_("The number then.")
    )
    mark = models.CharField(
        _("mark"), max_length=20, choices=Mark, blank=True, default="", help_text=_("The mark then.")
    )
    comment = ProseField(
        _("comment"), max_length=1000, blank=True, default="", help_text=_("The comment then.")
    )
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
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "score", "revision"], name="assessments_one_change_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of score {self.score_id}"
