"""School years, their terms, and the periods for which grades are given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_REASON = 1000
"""Characters of the reason for locking or unlocking."""


class SchoolYear(TenantModel):
    """A year of school, for all of the tenant's schools.

    Personal data: none.
    """

    name = models.CharField(
        _("name"), max_length=60, help_text=_("What the year is called, for example `2026-27`.")
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day."))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="calendars_school_year_name"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="calendars_school_year_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(TenantModel):
    """A part of a school year in which sections are taught: a semester, a trimester, or the whole year.

    Personal data: none.
    """

    school_year = TenantForeignKey(
        SchoolYear, related_name="terms", indexed=False, help_text=_("The year that the term is part of.")
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("What the term is called."))
    starts_on = models.DateField(_("starts on"), help_text=_("The first day."))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "school_year", "name"], name="calendars_term_name"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="calendars_term_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name


class GradingPeriod(TenantModel):
    """A part of a school year for which grades are given: a quarter, at one school or at all of them.

    From the day `locks_on` what is due in the period is closed, for all but those who may override the lock.
    That date is all there is to say about it: whoever locks or unlocks the period moves it, and says why.

    Personal data: none.
    """

    school_year = TenantForeignKey(
        SchoolYear, related_name="grading_periods", help_text=_("The year that the period is part of.")
    )
    school = TenantForeignKey(
        "tenancy.School",
        null=True,
        blank=True,
        related_name="grading_periods",
        help_text=_("The school whose period it is; none for all schools."),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("What it is called, for example `Quarter 1`.")
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day."))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day."))
    locks_on = models.DateField(
        _("locks on"),
        null=True,
        blank=True,
        help_text=_("The first day on which what is due in the period is closed; none while it stays open."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="calendars_grading_period_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LockChange(TenantModel):
    """That a grading period was locked or unlocked, and why. Append-only.

    Personal data: of the account that decided it.
    """

    grading_period = TenantForeignKey(
        GradingPeriod, related_name="lock_changes", help_text=_("The grading period.")
    )
    locks_on = models.DateField(
        _("locks on"), null=True, blank=True, help_text=_("Since when, or from when, it is locked; or none.")
    )
    reason = ProseField(_("reason"), max_length=LONGEST_REASON, help_text=_("Why."))
    changed_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who decided it; none for an operator."),
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When it was decided."))

    def __str__(self) -> str:
        return f"grading period {self.grading_period_id} locks on {self.locks_on}"
