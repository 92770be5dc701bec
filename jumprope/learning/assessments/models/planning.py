"""What is assessed: assessments, and how a tenant and its teachers sort them."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_DESCRIPTION = 4000
"""Characters of what an assessment asks for."""

WEIGHT: dict[str, Any] = {
    "max_digits": 6,
    "decimal_places": 2,
    "default": 1,
    "validators": [MinValueValidator(0)],
}
"""The column of how much something counts beside others."""


def _weight_not_negative(column: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__gte": 0}), name=name)


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


class AssessmentCategory(TenantModel):
    """A folder of a section's gradebook, as its teachers have it: homework, labs, unit 3.

    A type is the tenant's and says what kind of evidence an assessment gives; a category is the section's own
    and says where its teachers keep the assessment. The two may agree, and need not. A category that is no
    longer used is retired, and what lies in it stays there.

    Personal data: none.
    """

    section = TenantForeignKey(
        "courses.Section",
        related_name="assessment_categories",
        indexed=False,
        help_text=_("The section whose gradebook it is a folder of."),
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What the folder is called."))
    default_weight = models.DecimalField(
        _("default weight"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What an assessment in it counts unless it says so itself; none: as its type says."),
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Its place among the categories of the section; the first is 1.")
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("From when nothing new is put in it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "section", "name"], name="assessments_category_name"),
            _weight_not_negative("default_weight", "assessments_category_weight_not_negative"),
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
    category = TenantForeignKey(
        AssessmentCategory,
        null=True,
        blank=True,
        related_name="assessments",
        help_text=_("The category of the section that it is kept in."),
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
