"""Faults of the planner: a rule forgotten, a proof made up, a value frozen. The reference engine has none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import DenseRank

from graphplan.declarations.edges import Connection, One, ToMany
from graphplan.declarations.fields import Id
from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.names import field_name
from graphplan.planner import edges, sql
from graphplan.planner.known import AskedFlags, Known
from graphplan.planner.pages import PageStatements
from graphplan.planner.visibility import Visibility
from graphplan.plans.cuts import PageShape
from graphplan.rules import ALL, Rule
from jumprope.kit.graphql import api
from jumprope.kit.viewer import Viewer

PAGE = PageStatements._page


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


def _rows_without_rules(self: Visibility, declaration: TypeDeclaration, *_: Any, **_known: Any) -> Any:
    return self._api.rows(declaration.model, self.viewer).order_by()


def _everyone(*_: Any, **_known: Any) -> Rule:
    return ALL


def _all_edges(member: ToMany) -> set[str]:
    return {name for name, edge in member.target.members.items() if isinstance(edge, One)}


def _numbered_before_the_rule(self: PageStatements, shape: PageShape) -> str:
    """The rows of a page are numbered before it is asked who sees them: those that are hidden count."""
    if not self._member.parent_lookup:
        return PAGE(self, shape)
    visible, ordering = Visibility.rows, self._member.orderings[shape.order]
    with pytest.MonkeyPatch.context() as faulty:
        faulty.setattr(Visibility, "rows", _rows_without_rules)
        rows = self._list(ordering)
    parent = F(self._compiler.edges.parent_path(self._member))
    order = ordering.order(backwards=shape.from_end)
    seen = Q(pk__in=visible(self._compiler.visibility, self._member.target).values("pk"))
    number = Case(When(seen, then=Window(DenseRank(), partition_by=[parent], order_by=order)))
    selected = self._rows.selected(rows.annotate(graphplan_number=number), "graphplan_number")
    return self._finished(selected, sql.numbered)


def _frozen() -> Callable[..., Any]:
    """Reading a value of whoever asked first, among all who have the same roles."""
    first: dict[Any, Viewer] = {}
    value_at = Viewer.value_at
    return lambda self, name, member: value_at(first.setdefault(self.key, self), name, member)


def _leads_to(member: Member, name: str) -> bool:
    if isinstance(member, ToMany | One):
        return member.target.name == name
    return isinstance(member, Id) and member.owner.name == name


def _is_ruled(declaration: TypeDeclaration) -> bool:
    """Whether someone without any role sees less than all rows."""
    return Visibility(api, Known(), frozenset()).rule(declaration) is not ALL


def _is_tied(declaration: TypeDeclaration) -> bool:
    """Whether rows stand between two others that not everyone sees."""
    edges = (member for member in declaration.members.values() if isinstance(member, One))
    return len({edge.target.name for edge in edges if not edge.null and _is_ruled(edge.target)}) > 1


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
        Visibility,
        "target",
        _everyone,
        lambda member: isinstance(member, One) and member.null and _is_ruled(member.target),
    ),
    "the conditions of lists are forgotten": lambda: Fault(
        Visibility, "of_list", _everyone, lambda member: getattr(member, "where", None)
    ),
    "what a rule says of other rows than the parent is taken for proved": lambda: Fault(
        edges, "_known", _all_edges, lambda member: isinstance(member, ToMany) and _is_tied(member.target)
    ),
    "pages are numbered before the rules": lambda: Fault(
        PageStatements, "_page", _numbered_before_the_rule, lambda member: isinstance(member, Connection)
    ),
    "the rules of whoever asked first are everyone's": lambda: Fault(
        AskedFlags, "answer", lambda *_: True, lambda member: isinstance(member, ToMany)
    ),
    "one viewer's values are everyone's": lambda: Fault(
        Viewer, "value_at", _frozen(), lambda member: isinstance(member, ToMany)
    ),
}
"""By what they are. Each is made anew for every run."""
