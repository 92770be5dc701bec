"""Determinations: what is said of a student's mastery of a standard, and what was said before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_REASON = 1000
"""Characters of the reason for an override."""


class Determination(TenantModel):
    """What a section's evidence says of one student on one standard, now.

    `value` and `level` are what the policy calculated; the override is what a teacher said instead. Both are
    kept: a reader must always be able to see that a person stepped in. `explanation` is the arithmetic,
    written down when it was done: which scores counted, in which order and with what weight.

    Personal data: of the student: mastery, and the evidence for it; of the account that overrode it.
    """

    section = TenantForeignKey(
        "courses.Section",
        related_name="determinations",
        indexed=False,
        help_text=_("Whose evidence this is."),
    )
    student = TenantForeignKey(
        "people.Student", related_name="determinations", help_text=_("Of whom it is said.")
    )
    standard = TenantForeignKey(
        "standards.Standard", related_name="determinations", help_text=_("On which standard.")
    )
    value = models.DecimalField(
        _("value"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The number calculated, rounded as the policy says; none without enough evidence."),
    )
    level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level it reaches."),
    )
    override_level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level that a teacher says instead."),
    )
    override_reason = ProseField(
        _("override reason"),
        max_length=LONGEST_REASON,
        blank=True,
        default="",
        help_text=_("Why the teacher says so."),
    )
    overridden_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who overrode it."),
    )
    explanation = models.JSONField(_("explanation"), default=dict, help_text=_("How the number came about."))
    revision = models.IntegerField(_("revision"), default=1, help_text=_("How many times it was determined."))
    determined_at = models.DateTimeField(_("determined at"), help_text=_("When it was last determined."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "student", "standard"], name="determinations_one_each"
            ),
            models.CheckConstraint(
                condition=Q(override_level=None) | ~Q(override_reason=""),
                name="determinations_override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"determination {self.pk}"


class DeterminationChange(TenantModel):
    """A determination as it was at one revision, with the arithmetic of then. Append-only.

    Personal data: of the student: mastery then, and the evidence for it; of the account whose doing changed
    it.
    """

    determination = TenantForeignKey(
        Determination, related_name="changes", indexed=False, help_text=_("The determination.")
    )
    revision = models.IntegerField(_("revision"), help_text=_("Which determination it was."))
    value = models.DecimalField(
        _("value"), max_digits=10, decimal_places=4, null=True, blank=True, help_text=_("The number then.")
    )
    level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level then."),
    )
    override_level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The override then."),
    )
    override_reason = ProseField(
        _("override reason"),
        max_length=LONGEST_REASON,
        blank=True,
        default="",
        help_text=_("The reason given then."),
    )
    explanation = models.JSONField(
        _("explanation"), default=dict, help_text=_("How the number came about then.")
    )
    changed_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Whose doing changed it; none for an operator."),
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When it was determined."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "determination", "revision"], name="determinations_one_change_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of determination {self.determination_id}"
