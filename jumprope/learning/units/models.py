"""Units and the standards taught in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_DESCRIPTION = 4000
"""Characters of what a unit is about."""


class Unit(TenantModel):
    """A part of what is taught in a section: some standards, in the order in which they come.

    It belongs to the section, and so to everyone who teaches it. One that is over and done with is archived:
    it is shown apart, and can be taken back.

    Personal data: none.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="units", indexed=False, help_text=_("The section it is taught in.")
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("What it is called."))
    description = ProseField(
        _("description"),
        max_length=LONGEST_DESCRIPTION,
        blank=True,
        default="",
        help_text=_("What it is about, in words for students and families too."),
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Its place among the units of the section; the first is 1.")
    )
    starts_on = models.DateField(
        _("starts on"), null=True, blank=True, help_text=_("The first day, if that is planned.")
    )
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The last day, if that is planned.")
    )
    archived_at = models.DateTimeField(
        _("archived at"), null=True, blank=True, help_text=_("Since when it is put away.")
    )

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["tenant", "section", "position"], name="units_in_their_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="units_ends_later",
            )
        ]

    def __str__(self) -> str:
        return self.title


class UnitStandard(TenantModel):
    """That a standard is taught in a unit. One that is taken out keeps its row, without a position.

    Personal data: none.
    """

    unit = TenantForeignKey(Unit, related_name="standards", indexed=False, help_text=_("The unit."))
    standard = TenantForeignKey("standards.Standard", related_name="units", help_text=_("The standard."))
    position = models.PositiveIntegerField(
        _("position"),
        null=True,
        blank=True,
        help_text=_("Its place in the unit, the first is 1; none once it is taken out."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "unit", "standard"], name="units_standard_once")
        ]

    def __str__(self) -> str:
        return f"standard {self.standard_id} in unit {self.unit_id}"
