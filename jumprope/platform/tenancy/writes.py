"""Taking in customers and opening their schools."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.access import FOUND_TENANTS, MANAGE_SCHOOLS
from jumprope.platform.tenancy.models import SLUG, School, Tenant


class SlugInvalid(Refused):
    """The slug could not stand in an address."""

    code = "slug_invalid"
    message = _("“{slug}” cannot be a slug: at most 50 lower-case letters, digits and single hyphens between them.")
    field = "slug"


class SlugTaken(Refused):
    """Another customer has this slug."""

    code = "slug_taken"
    message = _("There is a tenant “{slug}” already.")
    field = "slug"


class TimeZoneUnknown(Refused):
    """Not a name of the IANA time zone database."""

    code = "time_zone_unknown"
    message = _("“{time_zone}” is no time zone; a name like “America/New_York” is.")
    field = "time_zone"


class SchoolNameInvalid(Refused):
    """A school needs a name that fits."""

    code = "school_name_invalid"
    message = _("A school's name has 1 to 200 characters.")
    field = "name"


class SchoolNameTaken(Refused):
    """The tenant has a school of this name."""

    code = "school_name_taken"
    message = _("There is a school “{name}” already.")
    field = "name"


@dataclass(frozen=True, kw_only=True)
class TenantFounded(Answer):
    """The new tenant."""

    tenant_id: int


@dataclass(frozen=True, kw_only=True)
class SchoolOpened(Answer):
    """The new school."""

    school_id: int


@transaction.atomic
def found(
    *, slug: str, name: str, kind: str = Tenant.Kind.DISTRICT, time_zone: str = "America/New_York", sandbox: bool = False
) -> TenantFounded:
    """Take in a customer. The one write that no tenant's viewer can ask for: its first audit event is the tenant's own.

    Raises `SlugInvalid`, `SlugTaken`, `TimeZoneUnknown`.
    """
    slug = slug.strip().lower()
    try:
        SLUG(slug)
    except ValidationError as error:
        raise SlugInvalid(slug=slug) from error
    if len(slug) > Tenant._meta.get_field("slug").max_length:
        raise SlugInvalid(slug=slug)
    if time_zone not in available_timezones():
        raise TimeZoneUnknown(time_zone=time_zone)
    if Tenant.objects.filter(slug=slug).exists():
        raise SlugTaken(slug=slug)
    tenant = Tenant(slug=slug, name=name.strip() or slug, kind=kind, time_zone=time_zone, sandbox=sandbox)
    tenant.save(force_insert=True)
    return open_tenant(viewer=Viewer.operator(tenant.pk, tenant.time_zone))


@command(FOUND_TENANTS, event="tenant.founded")
def open_tenant(*, viewer: Viewer) -> TenantFounded:
    """Begin the tenant's audit chain."""
    return TenantFounded(tenant_id=viewer.tenant_id)


@command(MANAGE_SCHOOLS, event="school.opened")
def open_school(*, viewer: Viewer, name: str) -> SchoolOpened:
    """Open a school. Raises `SchoolNameInvalid`, `SchoolNameTaken`."""
    name = name.strip()
    if not 0 < len(name) <= School._meta.get_field("name").max_length:
        raise SchoolNameInvalid
    if School.objects.filter(name=name).exists():
        raise SchoolNameTaken(name=name)
    school = School(name=name)
    school.save(force_insert=True)
    return SchoolOpened(school_id=school.pk)
