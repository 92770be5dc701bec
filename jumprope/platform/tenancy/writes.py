"""Taking in customers and opening their schools."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.permissions import Reach
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.access import FOUND_TENANTS, MANAGE_SCHOOLS
from jumprope.platform.tenancy.models import School, Tenant, TenantKind


class SlugTaken(Refused):
    """Another customer has this slug."""

    code = "slug_taken"
    message = _("There is a tenant “{slug}” already.")
    field = "slug"


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
    *,
    slug: str,
    name: str,
    kind: str = TenantKind.DISTRICT,
    time_zone: str = "America/New_York",
    sandbox: bool = False,
) -> TenantFounded:
    """Take in a customer.

    The one write that no viewer can ask for, since a viewer is in a tenant: it makes one and lets its
    operator begin the audit chain. Raises `SlugTaken`, and what `kit.values.clean` finds.
    """
    tenant = Tenant(slug=slug.lower(), name=name, kind=kind, time_zone=time_zone, sandbox=sandbox)
    refuse_all(values.clean(tenant))
    with uniqueness.unless_taken(Tenant, "slug", SlugTaken(slug=tenant.slug)):
        tenant.save(force_insert=True)
    return begin(viewer=Viewer.operator(tenant.pk, tenant.time_zone))


@command(FOUND_TENANTS, event="tenant.founded")
def begin(*, viewer: Viewer) -> TenantFounded:
    """Begin a new tenant's audit chain."""
    return TenantFounded(tenant_id=viewer.tenant_id)


@command(MANAGE_SCHOOLS, event="school.opened")
def open_school(*, viewer: Viewer, name: str) -> SchoolOpened:
    """Open a school. Raises `NotFound`, `SchoolNameTaken`, and what `kit.values.clean` finds."""
    if not viewer.reaches_by(MANAGE_SCHOOLS, Reach.TENANT):
        raise NotFound
    school = School(name=name)
    refuse_all(values.clean(school))
    with uniqueness.unless_taken(School, "tenancy_school_name", SchoolNameTaken(name=school.name)):
        school.save(force_insert=True)
    return SchoolOpened(school_id=school.pk)


class SaidSchool(TypedDict):
    """A school as another system knows it: with a key one of ours, else a new one."""

    school_id: NotRequired[int]
    name: NotRequired[str]
    closed_on: NotRequired[date | None]


@step
def take_in_schools(*, viewer: Viewer, schools: Sequence[SaidSchool], at: str = "schools") -> list[int]:
    """Write down schools, those with a key as well as new ones; their keys in the order given.

    Eight statements at most. Raises `NotFound`, `SchoolNameTaken`, `DescribedTwice`, and what `kit.values`
    refuses.
    """
    if not viewer.reaches_by(MANAGE_SCHOOLS, Reach.TENANT):
        raise NotFound
    found = described.read(School, schools, key="school_id", rule=Q(), at=at)
    taken = [
        SchoolNameTaken(name=school.name, field=f"{place}.name")
        for place, school in described.alike(found, "name")
    ]
    refuse_all([*found.refusals, *taken])
    with uniqueness.unless_taken(School, "tenancy_school_name", uniqueness.TakenMeanwhile(field=at)):
        return described.save(found)


@step
def hold_tenant(*, viewer: Viewer) -> None:
    """Lock the tenant for the rest of a command that must not run twice at once in it. One statement."""
    list(Tenant.objects.select_for_update().filter(pk=viewer.tenant_id))
