"""Tenants and schools."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantModel

SLUG = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Lower-case letters, digits and single hyphens between them.")
)


def known_time_zone(name: str) -> None:
    """Refuse what is no name in the IANA time zone database. Raises `ValidationError`."""
    if name not in available_timezones():
        raise ValidationError(_("There is no such time zone; one is called “America/New_York”."))


class TenantKind(models.TextChoices):
    """What sort of customer a tenant is."""

    DISTRICT = "district", _("District")
    NETWORK = "network", _("Network of schools")
    SCHOOL = "school", _("Single school")


class Tenant(models.Model):
    """The customer: a district, a network of schools, or one school.

    Every other table that holds a customer's data points here. A sandbox tenant holds no real people: only
    there may demos and staging write.

    Personal data: none.
    """

    slug = models.CharField(
        _("slug"),
        max_length=50,
        unique=True,
        validators=[SLUG],
        help_text=_("The tenant's short name in addresses."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("What the customer calls itself."))
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=TenantKind,
        default=TenantKind.DISTRICT,
        help_text=_("What sort of customer this is."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="America/New_York",
        validators=[known_time_zone],
        help_text=_("The IANA time zone that its schools' dates are local to."),
    )
    locale = models.CharField(
        _("locale"),
        max_length=15,
        default="en-US",
        help_text=_("The language and region of texts, as BCP 47."),
    )
    sandbox = models.BooleanField(
        _("sandbox"), default=False, help_text=_("Whether all people in it are invented.")
    )

    def __str__(self) -> str:
        return self.slug


class School(TenantModel):
    """A school of the tenant. Closed schools stay, ended.

    Personal data: none.
    """

    name = models.CharField(_("name"), max_length=200, help_text=_("The school's name."))
    closed_on = models.DateField(
        _("closed on"),
        null=True,
        blank=True,
        help_text=_("The first day without school, once the school is closed."),
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="tenancy_school_name")]

    def __str__(self) -> str:
        return self.name
