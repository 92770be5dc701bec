"""Assessments and scores, and what a tenant says about both: types and marks."""

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_DESCRIPTION = 4000
"""Characters of what an assessment asks for."""

MARK_CODE = RegexValidator(
    r"^[A-Z0-9*+-]{1,8}\Z", _("A mark has 1 to 8 capital letters, digits or signs (* + -): `INC`.")
)


WEIGHT: dict[str, Any] = {
    "max_digits": 6,
    "decimal_places": 2,
    "default": 1,
    "validators": [MinValueValidator(0)],
}
"""The column of how much something counts beside others."""


def _weight_not_negative(column: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__gte": 0}), name=name)


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


class AssessmentType(TenantModel):
    """A sort of assessment that the tenant has: quiz, project, performance task.

    Personal data: none.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("What such assessments are called."))
    default_weight = models.DecimalField(
        _("default weight"),
        **WEIGHT,
        help_text=_("What one counts unless it says so itself; 0 is formative."),
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("From when no new ones are of this type.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="assessments_type_name"),
            _weight_not_negative("default_weight", "assessments_default_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class Described(TenantModel):
    """What an assessment is, wherever it is given."""

    title = models.CharField(_("title"), max_length=200, help_text=_("What it is called."))
    description = ProseField(
        _("description"),
        max_length=LONGEST_DESCRIPTION,
        blank=True,
        default="",
        help_text=_("What it asks for, in words for students and families too."),
    )
    type = TenantForeignKey(
        AssessmentType,
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Of which type it is."),
    )
    weight = models.DecimalField(
        _("weight"), **WEIGHT, help_text=_("How much it counts beside others; 0 is formative.")
    )

    class Meta(TenantModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


class CommonAssessment(Described):
    """What is the same in an assessment that is given in several sections, each at its own time.

    Its assessments repeat what it says, because each section's evidence is calculated by itself. They are
    changed together, by way of this row.

    Personal data: none.
    """

    class Meta(Described.Meta):
        abstract = False
        constraints = [_weight_not_negative("weight", "assessments_common_weight_not_negative")]


class Assessment(Described):
    """An occasion on which students of a section show what they can do on one or more standards.

    Its due date is required, because evidence is ordered by it: late make-up work does not count as newer. A
    weight of 0 makes it formative: shown, but not counted.

    Personal data: none.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="assessments", indexed=False, help_text=_("The section assessed.")
    )
    unit = TenantForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        related_name="assessments",
        help_text=_("The unit of the section that it belongs to."),
    )
    common = TenantForeignKey(
        CommonAssessment,
        null=True,
        blank=True,
        related_name="assessments",
        help_text=_("What it has in common with the same assessment in other sections."),
    )
    assigned_on = models.DateField(
        _("assigned on"), null=True, blank=True, help_text=_("The date it is given out, local to the school.")
    )
    due_on = models.DateField(_("due on"), help_text=_("The date it is due, local to the school."))

    class Meta(Described.Meta):
        abstract = False
        indexes = [models.Index(fields=["tenant", "section", "due_on"], name="assessments_by_due_date")]
        constraints = [
            _weight_not_negative("weight", "assessments_weight_not_negative"),
            models.CheckConstraint(
                condition=Q(assigned_on=None) | Q(assigned_on__lte=F("due_on")),
                name="assessments_assigned_before_due",
            ),
        ]


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
    mark = TenantForeignKey(
        Mark, null=True, blank=True, related_name="+", help_text=_("What stands in a number's place.")
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
            models.CheckConstraint(condition=Q(value=None) | Q(mark=None), name="assessments_number_or_mark"),
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
    mark = TenantForeignKey(
        Mark, null=True, blank=True, related_name="+", indexed=False, help_text=_("The mark then.")
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
