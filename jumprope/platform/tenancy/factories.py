"""Tenants and schools for tests and benchmarks; all invented."""

from itertools import count
from typing import Any

from jumprope.platform.tenancy.models import School, Tenant

_numbers = count(1)


def a_tenant(**changes: Any) -> Tenant:
    """A district in New York's time zone, with a slug of its own."""
    number = next(_numbers)
    values = {"slug": f"district-{number}", "name": f"District {number}", "sandbox": True}
    return Tenant.objects.create(**values | changes)


def a_school(**changes: Any) -> School:
    """A school of the tenant in scope, with a name of its own."""
    values = {"name": f"School {next(_numbers)}"}
    return School.objects.create(**values | changes)
