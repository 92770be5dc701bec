"""Determinations: what is said of a student's mastery of a standard, and what was said before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_REASON = 1000
"""Characters of the reason for an override."""


class Conclusion(TenantModel):
    """What evidence says of a student on a standard: a number, its level, and how it came about.

    `explanation` is the arithmetic, written down when it was done: which scores counted, in which order and
    with what weight.

    Personal data: of the student: mastery, and the evidence for it.
    """

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
    explanation = models.JSONField(_("explanation"), default=dict, help_text=_("How the number came about."))
    revision = models.IntegerField(_("revision"), default=1, help_text=_("How many times it was determined."))

    class Meta(TenantModel.Meta):
        abstract = True


class Overridable(Conclusion):
    """A conclusion that a teacher may have said something else instead of, for good or until a day.

    Personal data: of the student: mastery, and the evidence for it.
    """

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
    override_expires_on = models.DateField(
        _("override expires on"),
        null=True,
        blank=True,
        help_text=_("The first day on which the override holds no longer; none: it stays."),
    )

    class Meta(Conclusion.Meta):
        abstract = True


class Determination(Overridable):
    """What a section's evidence says of one student on one standard, now.

    `value` and `level` are what the policy calculated; the override is what a teacher said instead. Both are
    kept: a reader must always be able to see that a person stepped in. From the day on which an override
    expires it holds no longer, whether or not it has been cleared by then: `access.override_holds` says so.

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
    overridden_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who overrode it."),
    )
    determined_at = models.DateTimeField(_("determined at"), help_text=_("When it was last determined."))

    class Meta(Overridable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "student", "standard"], name="determinations_one_each"
            ),
            models.CheckConstraint(
                condition=Q(override_level=None) | ~Q(override_reason=""),
                name="determinations_override_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(override_expires_on=None) | Q(override_level__isnull=False),
                name="determinations_what_expires_is_said",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "override_expires_on"], name="determinations_expiry"),
        ]

    def __str__(self) -> str:
        return f"determination {self.pk}"


class DeterminationChange(Overridable):
    """A determination as it was at one revision, with the arithmetic of then. Append-only.

    Personal data: of the student: mastery then, and the evidence for it; of the account whose doing changed
    it.
    """

    determination = TenantForeignKey(
        Determination, related_name="changes", indexed=False, help_text=_("The determination.")
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

    class Meta(Overridable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "determination", "revision"], name="determinations_one_change_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of determination {self.determination_id}"


class StudentMastery(Conclusion):
    """What all of a student's evidence says on one standard, of every section and year, now.

    It is under the policy of the school that the newest evidence is from, and on that policy's scale. It has
    no history of its own: it follows from the scores, which have theirs.

    Personal data: of the student: mastery, and the evidence for it.
    """

    student = TenantForeignKey(
        "people.Student", related_name="mastery", indexed=False, help_text=_("Of whom it is said.")
    )
    standard = TenantForeignKey(
        "standards.Standard", related_name="mastery", help_text=_("On which standard.")
    )
    determined_at = models.DateTimeField(_("determined at"), help_text=_("When it was last determined."))

    class Meta(Conclusion.Meta):
        verbose_name_plural = _("student mastery")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "student", "standard"], name="determinations_one_of_a_student"
            )
        ]

    def __str__(self) -> str:
        return f"mastery of student {self.student_id} on standard {self.standard_id}"
