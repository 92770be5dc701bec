"""Faults of what writes compiled documents, and of what runs them. The ordinary door has none of these."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from graphplan.artefact import loading, writing
from graphplan.artefact.writing import Source
from graphplan.plans.plan import Plan
from graphplan.viewer import Viewer
from jumprope.interfaces.trusted.asking import Asker

Compiling = writing._Compiling

PLAN, MODULE, VALUE = Compiling._plan, writing._module, Asker.value_at

Fault = tuple[Any, str, Callable[..., Any]]
"""What to put in the place of which attribute of whom."""


def _of_the_next(self: Compiling, source: Source, viewer: Viewer, switches: Mapping[str, bool]) -> Plan:
    viewers = list(self.shapes.values())
    return PLAN(self, source, viewers[viewers.index(viewer) - 1], switches)


def _for_the_opposite(self: Compiling, source: Source, viewer: Viewer, switches: Mapping[str, bool]) -> Plan:
    return PLAN(self, source, viewer, {name: not value for name, value in switches.items()})


def _with_the_account_for_the_tenant(source: Source, text: str) -> str:
    return MODULE(source, text.replace("Viewers('tenant_id'", "Viewers('account_id'"))


def _without_schools(self: Asker, name: str, member: Hashable) -> Any:
    return VALUE(self, name, None) if member is None else ()


def _as_they_come(_variables: object, given: Mapping[str, Any]) -> dict[str, Any]:
    return dict(given)


def _frozen() -> Callable[..., Any]:
    first: list[Asker] = []

    def value_at(self: Asker, name: str, member: Hashable) -> Any:
        first.append(self)
        return VALUE(first[0], name, member)

    return value_at


FAULTS: Mapping[str, Callable[[], Fault]] = {
    "all plans are the next role's": lambda: (Compiling, "_plan", _of_the_next),
    "the switches decide the opposite": lambda: (Compiling, "_plan", _for_the_opposite),
    "the account is bound for the tenant": lambda: (writing, "_module", _with_the_account_for_the_tenant),
    "one viewer's values are everyone's": lambda: (Asker, "value_at", _frozen()),
    "nobody's schools are known": lambda: (Asker, "value_at", _without_schools),
    "variables are taken as they come": lambda: (loading, "coerced", _as_they_come),
}
"""By what they are. Each is made anew for every run."""
