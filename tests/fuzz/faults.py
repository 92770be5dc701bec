"""Faults of the planner: a rule forgotten, a proof made up, a value frozen. The reference engine has none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphplan.declarations.edges import One, ToMany
from graphplan.declarations.fields import Id
from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.names import field_name
from graphplan.planner import edges
from graphplan.planner.visibility import Visibility
from graphplan.rules import ALL, Rule
from jumprope.kit.graphql import api
from jumprope.kit.viewer import Viewer


@dataclass(frozen=True)
class Fault:
    """What to put in the place of which attribute, and at which fields of the schema it may show."""

    owner: Any
    attribute: str
    instead: Any
    shows_at: Callable[[Any], Any]

    def places(self) -> list[str]:
        """The fields where it may show."""
        shown = (member for member in _members() if self.shows_at(member))
        return [f"{member.owner.name}.{field_name(member.name)}" for member in shown]


def without_rule(name: str) -> Fault:
    """The rule of one type is forgotten."""
    declared = Visibility.rule

    def rule(self: Visibility, declaration: TypeDeclaration) -> Rule:
        return ALL if declaration.name == name else declared(self, declaration)

    return Fault(Visibility, "rule", rule, lambda member: _leads_to(member, name))


def _rows_without_rules(self: Visibility, declaration: TypeDeclaration, _known: Any = ()) -> Any:
    return self._api.rows(declaration.model, self.viewer).order_by()


def _everyone(*_: Any) -> Rule:
    return ALL


def _all_edges(member: ToMany) -> set[str]:
    return {name for name, edge in member.target.members.items() if isinstance(edge, One)}


def _frozen() -> Callable[..., Any]:
    """Reading a value of whoever asked first, among all who have the same roles."""
    first: dict[Any, Viewer] = {}
    value_at = Viewer.value_at
    return lambda self, name, member: value_at(first.setdefault(self.key, self), name, member)


def _leads_to(member: Member, name: str) -> bool:
    if isinstance(member, ToMany | One):
        return member.target.name == name
    return isinstance(member, Id) and member.owner.name == name


def _members() -> Iterator[Member]:
    for declaration in api.declarations.types.values():
        yield from declaration.members.values()
    yield from api.declarations.roots.values()


FAULTS = {
    "the rules of rows are forgotten": lambda: Fault(
        Visibility, "rows", _rows_without_rules, lambda member: isinstance(member, ToMany)
    ),
    "the rules of fields are forgotten": lambda: Fault(
        Visibility, "of_field", _everyone, lambda member: getattr(member, "when", None)
    ),
    "the rules of targets are forgotten": lambda: Fault(
        Visibility, "target", _everyone, lambda member: isinstance(member, One) and member.null
    ),
    "the conditions of lists are forgotten": lambda: Fault(
        Visibility, "of_list", _everyone, lambda member: getattr(member, "where", None)
    ),
    "what a rule says of other rows than the parent is taken for proved": lambda: Fault(
        edges, "_known", _all_edges, lambda member: isinstance(member, ToMany)
    ),
    "one viewer's values are everyone's": lambda: Fault(
        Viewer, "value_at", _frozen(), lambda member: isinstance(member, ToMany)
    ),
}
"""By what they are. Each is made anew for every run."""
