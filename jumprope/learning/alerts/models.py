"""Grade Alerts: that a student has missing work in a section, since when, and who has seen to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_NOTE = 1000
"""Characters of what staff write down about an alert."""


class GradeAlert(TenantModel):
    """That a student has work missing in a section: raised when it is found, cleared when none is left.

    A student has at most one alert in a section that is not cleared; those that are cleared stay as its
    history. The note is for staff; the family sees the alert itself where it is shared.

    Personal data: of the student: missing work, and what staff write about it; of the account that
    acknowledged it.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="alerts", indexed=False, help_text=_("Where work is missing.")
    )
    student = TenantForeignKey("people.Student", related_name="alerts", help_text=_("Whose work is missing."))
    raised_on = models.DateField(_("raised on"), help_text=_("The day it was raised, local to the school."))
    missing = models.PositiveIntegerField(
        _("missing"), help_text=_("How many assessments have work missing, when it was last looked at.")
    )
    cleared_on = models.DateField(
        _("cleared on"), null=True, blank=True, help_text=_("The day on which nothing was missing any more.")
    )
    shared_with_families = models.BooleanField(
        _("shared with families"), default=True, help_text=_("Whether the student's family sees it.")
    )
    acknowledged_at = models.DateTimeField(
        _("acknowledged at"), null=True, blank=True, help_text=_("When someone took it up.")
    )
    acknowledged_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who took it up; none for an operator."),
    )
    note = ProseField(
        _("note"),
        max_length=LONGEST_NOTE,
        blank=True,
        default="",
        help_text=_("What staff have done about it."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "student", "raised_on"], name="alerts_one_raised_a_day"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None) | Q(acknowledged_at__isnull=False),
                name="alerts_acknowledged_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk} of student {self.student_id}"
