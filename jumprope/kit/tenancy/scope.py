"""The tenant whose rows are in reach: set once per request or command, and never guessed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum


class NoTenant(RuntimeError):
    """Rows of a tenant were asked for outside any tenant's scope: a bug, and no rows."""


class WrongTenant(RuntimeError):
    """A row of one tenant was about to be written in another's scope: a bug, and nothing is written."""


class _Reach(Enum):
    NOBODY = "no tenant"
    EVERYBODY = "all tenants"


_current: ContextVar[int | _Reach] = ContextVar("tenant", default=_Reach.NOBODY)


@contextmanager
def tenant_scope(tenant_id: int) -> Iterator[None]:
    """Everything inside sees and makes rows of this tenant only."""
    token = _current.set(tenant_id)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def across_tenants() -> Iterator[None]:
    """Everything inside sees the rows of all tenants, and makes none.

    For the few places that must find out which tenant they are in; they are listed in the architecture tests.
    """
    token = _current.set(_Reach.EVERYBODY)
    try:
        yield
    finally:
        _current.reset(token)


def tenant_in_scope() -> int:
    """The id of the tenant in scope. Raises `NoTenant` outside a scope, and inside `across_tenants`."""
    current = _current.get()
    if isinstance(current, _Reach):
        raise NoTenant(f"{current.value} in scope: say whose rows with tenant_scope(…)")
    return current


def every_tenant_in_scope() -> bool:
    """Whether the code runs inside `across_tenants`."""
    return _current.get() is _Reach.EVERYBODY


def tenant_of_new_rows() -> int | None:
    """The tenant that a row is made in. None outside a scope: such a row can be made, but not saved."""
    current = _current.get()
    return None if isinstance(current, _Reach) else current
