"""Scales, how numbers pass from one to another, and policies."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel

COLOUR = RegexValidator(r"^#[0-9a-f]{6}\Z", _("A colour is written as `#rrggbb`, in lower case."))


class Scale(TenantModel):
    """The numbers that scores are given in, and the levels that mastery is said in.

    A tenant's first scale is the one where no policy holds. Another for the whole tenant takes a policy for
    all of it.

    Personal data: none.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("What the scale is called."))
    lowest = models.DecimalField(
        _("lowest"), max_digits=6, decimal_places=2, help_text=_("The least score there is.")
    )
    highest = models.DecimalField(
        _("highest"), max_digits=6, decimal_places=2, help_text=_("The greatest one.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="policies_scale_name"),
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="policies_scale_has_room"),
        ]

    def __str__(self) -> str:
        return self.name


class Level(TenantModel):
    """A step of a scale: reached where the number that is shown is at least the threshold.

    A level that is no longer given is retired, so that what was said with it can still be read.

    Personal data: none.
    """

    scale = TenantForeignKey(
        Scale, related_name="levels", indexed=False, help_text=_("The scale it belongs to.")
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("What the level is called."))
    threshold = models.DecimalField(
        _("threshold"),
        max_digits=6,
        decimal_places=2,
        help_text=_("The least number at which it is reached."),
    )
    colour = models.CharField(
        _("colour"), max_length=7, validators=[COLOUR], help_text=_("Its colour, as `#rrggbb`.")
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("From when it is no longer given.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "scale", "name"], name="policies_level_name")
        ]

    def __str__(self) -> str:
        return self.name


class ScaleConversion(TenantModel):
    """How numbers on one scale are shown on another, so that evidence of both can be seen as one.

    Its points are rising: each says which number on the scale it leads from is which on the other.

    Personal data: none.
    """

    origin = TenantForeignKey(
        Scale, related_name="conversions", indexed=False, help_text=_("The scale that is converted.")
    )
    destination = TenantForeignKey(Scale, related_name="+", help_text=_("The scale that it is shown on."))
    kind = models.CharField(_("kind"), max_length=10, help_text=_("What holds between two points."))
    points = models.JSONField(
        _("points"), default=list, help_text=_("Which number on the one is which on the other.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "origin", "destination"], name="policies_one_conversion_each"
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("destination")), name="policies_conversion_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"conversion {self.pk}"


class Policy(TenantModel):
    """How evidence becomes mastery within a scope: a section, a course, a school or the tenant, for one
    standard or all.

    At most one of section, course and school is named. The narrowest policy holds.

    Personal data: none.
    """

    section = TenantForeignKey(
        "courses.Section",
        null=True,
        blank=True,
        related_name="policies",
        help_text=_("For this section only."),
    )
    course = TenantForeignKey(
        "courses.Course", null=True, blank=True, related_name="policies", help_text=_("For this course only.")
    )
    school = TenantForeignKey(
        "tenancy.School", null=True, blank=True, related_name="policies", help_text=_("For this school only.")
    )
    standard = TenantForeignKey(
        "standards.Standard",
        null=True,
        blank=True,
        related_name="policies",
        help_text=_("For this standard only."),
    )
    scale = TenantForeignKey(
        Scale, related_name="policies", help_text=_("The scale that scores and levels are on.")
    )
    calculation_type = models.CharField(
        _("calculation type"), max_length=30, help_text=_("How the number is calculated.")
    )
    settings = models.JSONField(
        _("settings"), default=dict, help_text=_("The settings of the calculation type.")
    )

    class Meta(TenantModel.Meta):
        verbose_name_plural = _("policies")
        constraints = [
            models.UniqueConstraint(
                "tenant",
                Coalesce("section", 0),
                Coalesce("course", 0),
                Coalesce("school", 0),
                Coalesce("standard", 0),
                name="policies_one_policy_per_scope",
            ),
            models.CheckConstraint(
                condition=Q(section=None, course=None)
                | Q(section=None, school=None)
                | Q(course=None, school=None),
                name="policies_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"policy {self.pk}"
