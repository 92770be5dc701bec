"""The rules as one combination of flags has them, for SQL that everyone with these flags shares.

`sees(edge)` becomes the target's own rule, said from here by way of the foreign key; where it is known to
hold already, it vanishes. It is known of a row that was reached from a visible parent, and of the target of a
row whose own rule demands it.
"""

from collections.abc import Callable, Container, Hashable, Set
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from graphplan import proofs
from graphplan.declarations.edges import One, ToMany, edge_named
from graphplan.declarations.fields import Column, Expression, Nested
from graphplan.declarations.types import TypeDeclaration
from graphplan.planner import moves
from graphplan.planner.once import InnerRows, said_once
from graphplan.planner.sql import Sql
from graphplan.rules import ALL, Always, Rule, Sees, as_rule, demands_of, implied
from graphplan.viewer import Question

if TYPE_CHECKING:
    from graphplan.api import Api

NOTHING: Set[str] = frozenset()


class Visibility:
    """What viewers with the flags of `key` may see; their values stay open."""

    def __init__(self, api: "Api", key: Container[Question]) -> None:
        self._api, self.viewer = api, api.viewer.symbolic(key)
        self._rules: dict[str, Rule] = {}
        self._granted: dict[str, Rule] = {}
        # By identity: rules, and so the inner queries in them, are kept as long as this is.
        self._alone: dict[int, tuple[QuerySet[Any], InnerRows | None]] = {}
        self._can_move: dict[int, bool] = {}
        self._kept: dict[Hashable, QuerySet[Any]] = {}
        self.of_keys: dict[str, Sql | None] = {}
        """By type, what reads the keys of visible rows: the same in all documents."""

    def rule(self, declaration: TypeDeclaration) -> Rule:
        """The rule of a type as it is declared."""
        if declaration.name not in self._rules:
            self._rules[declaration.name] = proofs.visible(declaration, self.viewer)
        return self._rules[declaration.name]

    def every_row(self, declaration: TypeDeclaration) -> "QuerySet[Any]":
        """The rows of a type in no order, for those that are seen in any case."""
        return self._api.rows(declaration.model, self.viewer).order_by()

    def rows(self, declaration: TypeDeclaration, known: Set[str] = NOTHING) -> "QuerySet[Any]":
        """The visible rows of a type, in no order. `known` are edges whose targets are seen in any case."""

        def said() -> "QuerySet[Any]":
            rule = self._said(declaration, self.rule(declaration), "", known)
            return self.every_row(declaration).filter(rule)

        return self.kept(("rows", declaration.name, *sorted(known)), said)

    def kept(self, key: Hashable, make: Callable[[], "QuerySet[Any]"]) -> "QuerySet[Any]":
        """Rows that are the same in all documents: made once, and what is asked of them compiled once."""
        if key not in self._kept:
            self._kept[key] = said_once(make())
        return self._kept[key]

    def target(self, edge: One, prefix: str) -> Rule:
        """What is still to be asked of the target of a visible row's edge, said from that row's `prefix`."""
        if edge.name in implied(self.rule(edge.owner)):
            return ALL
        return self._there(edge.target, self.rule(edge.target), f"{prefix}{edge.key.name}__")

    def splits(self, edge: One) -> bool:
        """Whether the targets of an edge are read by a statement of their own."""
        return edge.split(self.viewer) if callable(edge.split) else edge.split

    def of_field(self, member: Column | Nested | Expression, prefix: str) -> Rule:
        """Who of those who see a row may read this field of it."""
        if member.when is None:
            return ALL
        rule, known = self._grant(member.place, member.when), implied(self.rule(member.owner))
        return self._there(member.owner, rule, prefix, known)

    def of_list(self, member: ToMany) -> Rule:
        """The condition that a list adds to the rule of its rows."""
        if member.where is None:
            return ALL
        return self._said(member.target, self._grant(member.place, member.where), "")

    def _grant(self, place: str, said: Callable[[Any], Any]) -> Rule:
        """What a declaration says besides the rule of its type."""
        if place not in self._granted:
            self._granted[place] = as_rule(said(self.viewer))
        return self._granted[place]

    def _there(
        self, declaration: TypeDeclaration, rule: Rule, prefix: str, known: Set[str] = NOTHING
    ) -> Rule:
        """A rule about the row at `prefix`."""
        if not prefix or self._movable(rule):
            return self._said(declaration, rule, prefix, known)
        return Q(self._compiled_once((f"{prefix}pk__in", self._keys(declaration, rule, known))))

    def _keys(self, declaration: TypeDeclaration, rule: Rule, known: Set[str]) -> "QuerySet[Any]":
        """The keys of all rows that pass a rule, which is kept here."""

        def said() -> "QuerySet[Any]":
            rows: QuerySet[Any] = QuerySet(declaration.model)
            return rows.filter(self._said(declaration, rule, "", known)).order_by().values("pk")

        return self.kept((id(rule), *sorted(known)), said)

    def _said(
        self,
        declaration: TypeDeclaration,
        rule: Rule,
        prefix: str,
        known: Set[str] = NOTHING,
        affirmed: bool = True,
    ) -> Rule:
        """The rule with each `sees(edge)` spelled out.

        Under a `~`, where `affirmed` is False, in the plainest way: a comparison with NULL is neither true
        nor false, but that a row is among others is one of the two.
        """
        if isinstance(rule, Always):
            return rule
        affirmed = affirmed and not rule.negated
        demands = affirmed and (rule.connector == Q.AND or len(rule.children) == 1)
        held = self._held(declaration, prefix, known) if demands and known else []
        said = Q(_connector=rule.connector, _negated=rule.negated)
        for child in rule.children:
            if isinstance(child, Q):
                part = self._said(declaration, child, prefix, known if demands else NOTHING, affirmed)
            elif not isinstance(child, Sees):
                part = moves.moved(self._compiled_once(child), prefix)
            elif demands and child.edge in known:
                part = ALL
            else:
                part = self._seen(edge_named(declaration, child.edge, declaration.name), prefix, affirmed)
            said.children.append(ALL if part in held else part)
        return said

    def _held(self, declaration: TypeDeclaration, prefix: str, known: Set[str]) -> list[Any]:
        """What holds of a row because the targets of its `known` edges are seen: what their rules demand."""
        edges = [edge_named(declaration, name, declaration.name) for name in sorted(known)]
        rules = [(edge, self.rule(edge.target)) for edge in edges]
        return [
            demand
            for edge, rule in rules
            if self._movable(rule)
            for demand in demands_of(self._said(edge.target, rule, f"{prefix}{edge.key.name}__"))
        ]

    def _seen(self, edge: One, prefix: str, affirmed: bool) -> Rule:
        """That the target of an edge is visible, said from the row at `prefix`."""
        key, rule = f"{prefix}{edge.key.attname}", self.rule(edge.target)
        if not (affirmed and self._movable(rule)):
            return Q(self._compiled_once((f"{key}__in", self._visible_keys(edge.target))))
        there = self._said(edge.target, rule, f"{prefix}{edge.key.name}__")
        return there & Q(**{f"{key}__isnull": False}) if edge.key.null else there

    def _visible_keys(self, declaration: TypeDeclaration) -> "QuerySet[Any]":
        return self.kept(("visible keys", declaration.name), lambda: self.rows(declaration).values("pk"))

    def _compiled_once(self, leaf: Any) -> Any:
        """A comparison with an inner query, which is the same wherever the rule is said."""
        rows = leaf[1] if isinstance(leaf, tuple) else None
        # Of whole rows Django takes the column that they are compared with.
        if not isinstance(rows, QuerySet) or not rows.query.has_select_fields:
            return leaf
        return leaf[0], self._inner(rows) or rows

    def _inner(self, rows: "QuerySet[Any]") -> InnerRows | None:
        """An inner query that is the same wherever it stands; None for one that is not."""
        if id(rows) not in self._alone:
            self._alone[id(rows)] = rows, InnerRows.of(rows)
        return self._alone[id(rows)][1]

    def _movable(self, rule: Rule) -> bool:
        """Whether a rule that is kept here can be said from another row."""
        if id(rule) not in self._can_move:
            self._can_move[id(rule)] = moves.movable(rule, self._inner)
        return self._can_move[id(rule)]
