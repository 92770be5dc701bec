"""Questions about tenants and schools."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows
from jumprope.kit.columns import Columns
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.models import School, Tenant

SCHOOLS = Columns(School, "name", "closed_on")


class TenantUnknown(Refused):
    """No customer goes by this name."""

    code = "tenant_unknown"
    message = _(
        "There is no tenant “{slug}”. Make it with `jumprope create-tenant`, or look at the spelling."
    )
    field = "tenant"


class SchoolUnknown(Refused):
    """The tenant has no school of this name."""

    code = "school_unknown"
    message = _("There is no school “{name}”. Look at the spelling.")
    field = "school"


def operator_of(slug: str) -> Viewer:
    """An operator's viewer in the tenant of this slug. Raises `TenantUnknown`. One query."""
    tenant = Tenant.objects.filter(slug=slug.strip().lower()).first()
    if tenant is None:
        raise TenantUnknown(slug=slug)
    return Viewer.operator(tenant.pk, tenant.time_zone)


def school_known(school_id: int) -> bool:
    """Whether the tenant in scope has this school. One query."""
    return School.objects.filter(pk=school_id).exists()


def schools_among(school_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these schools of the tenant in scope that a rule allows. One query."""
    return rows.among(School, school_ids, rule=rule)


def school_names(school_ids: Iterable[int], *, rule: Q) -> dict[int, str]:
    """The names of those of these schools of the tenant in scope that a rule allows, by key. One query."""
    return dict(School.objects.filter(rule, pk__in=set(school_ids)).values_list("pk", "name"))


def school_called(*, viewer: Viewer, name: str) -> int:
    """The id of the school of this name in the viewer's tenant. Raises `SchoolUnknown`. One query."""
    school = viewer.rows(School).filter(name=name).first()
    if school is None:
        raise SchoolUnknown(name=name)
    return school.pk


def open_schools(school_ids: Collection[int], *, today: date) -> set[int]:
    """Those of these schools of the tenant in scope that are not closed. One query."""
    lasting = Q(closed_on=None) | Q(closed_on__gt=today)
    return set(School.objects.filter(lasting, pk__in=school_ids).values_list("pk", flat=True))


class Named(NamedTuple):
    """What a tenant is called: in addresses, and by itself."""

    slug: str
    name: str


def named(tenant_id: int) -> Named:
    """What a tenant is called. One query."""
    tenant = Tenant.objects.get(pk=tenant_id)
    return Named(tenant.slug, tenant.name)
