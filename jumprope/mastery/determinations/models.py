"""Determinations: what is said of a student's mastery of a standard, and what was said before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.conclusions import Conclusion, Past, Standing
from jumprope.kit.tenancy import TenantForeignKey


class Determination(Standing):
    """What a section's evidence says of one student on one standard, now.

    `value` and `level` are what the policy calculated; the override is what a teacher said instead. Both are
    kept: a reader must always be able to see that a person stepped in. Which overrides hold,
    `access.override_holds` says.

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

    class Meta(Standing.Meta):
        constraints = [
            *Standing.Meta.constraints,
            models.UniqueConstraint(
                fields=["tenant", "section", "student", "standard"], name="determinations_one_each"
            ),
        ]

    def __str__(self) -> str:
        return f"determination {self.pk}"


class DeterminationChange(Past):
    """A determination as it was at one revision, with the arithmetic of then. Append-only.

    Personal data: of the student: mastery then, and the evidence for it; of the account whose doing changed
    it.
    """

    determination = TenantForeignKey(
        Determination, related_name="changes", indexed=False, help_text=_("The determination.")
    )

    class Meta(Past.Meta):
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
