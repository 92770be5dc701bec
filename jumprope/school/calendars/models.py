"""School years and terms."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel


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
