"""The rules as one combination of flags has them, for SQL that everyone with these flags shares.

`sees(edge)` becomes the target's own rule, said from here by way of the foreign key; where it is known to
hold already, it vanishes. It is known of a row that was reached from a visible parent, and of the target of a
row whose own rule demands it.
"""

from collections.abc import Callable, Container, Hashable, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q, QuerySet

from graphplan import proofs
from graphplan.declarations.edges import One, ToMany, edge_named
from graphplan.declarations.fields import Column, Expression, Nested
from graphplan.declarations.types import TypeDeclaration
from graphplan.planner import moves
from graphplan.planner.known import AskedFlags, Known
from graphplan.planner.once import InnerRows, said_once
from graphplan.rules import ALL, Always, Rule, Sees, as_rule, demands_of, implied
from graphplan.viewer import Question

if TYPE_CHECKING:
    from graphplan.api import Api

NOTHING: Set[str] = frozenset()

T = TypeVar("T")


class Declared:
    """A rule as it is declared, about the rows of a type."""

    def __init__(self, subject: TypeDeclaration, place: str, rule: Rule) -> None:
        self.subject, self.place, self.rule = subject, place, rule

    @cached_property
    def movable(self) -> bool:
        """Whether it can be said from another row."""
        return moves.movable(self.rule, InnerRows.of)


class Visibility:
    """What viewers with the flags of `key` may see; their values stay open.

    What rules come to, and what is compiled of it, is the same in all documents, and is kept in `known`.
    """

    def __init__(self, api: "Api", known: Known, key: Container[Question]) -> None:
        self._api, self._known, self._flags = api, known, AskedFlags(key)
        self.viewer = api.viewer.symbolic(self._flags, self.known)

    def known(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` comes to for these flags; see `Known`."""
        return self._known.get(key, self._flags, make)

    def rule(self, declaration: TypeDeclaration) -> Rule:
        """The rule of a type as it is declared."""
        return self.known(("rule", declaration.name), lambda: proofs.visible(declaration, self.viewer))

    def _declared(self, declaration: TypeDeclaration) -> Declared:
        name = declaration.name
        return self.known(("declared", name), lambda: Declared(declaration, name, self.rule(declaration)))

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
        """Rows that are the same in all documents: what is asked of them is compiled once."""
        return self.known(key, lambda: said_once(make()))

    def target(self, edge: One, prefix: str) -> Rule:
        """What is still to be asked of the target of a visible row's edge, said from that row's `prefix`."""
        if edge.name in implied(self.rule(edge.owner)):
            return ALL
        return self._there(lambda: self._declared(edge.target), f"{prefix}{edge.key.name}__")

    def splits(self, edge: One) -> bool:
        """Whether the targets of an edge are read by a statement of their own."""
        return edge.split(self.viewer) if callable(edge.split) else edge.split

    def of_field(self, member: Column | Nested | Expression, prefix: str) -> Rule:
        """Who of those who see a row may read this field of it."""
        if member.when is None:
            return ALL
        when, known = member.when, implied(self.rule(member.owner))
        return self._there(lambda: self._granted(member.owner, member.place, when), prefix, known)

    def of_list(self, member: ToMany) -> Rule:
        """The condition that a list adds to the rule of its rows."""
        if member.where is None:
            return ALL
        return self._said(member.target, self._granted(member.target, member.place, member.where).rule, "")

    def _granted(self, subject: TypeDeclaration, place: str, said: Callable[[Any], Any]) -> Declared:
        """What a declaration says besides the rule of its type."""
        return self.known(("declared", place), lambda: Declared(subject, place, as_rule(said(self.viewer))))

    def _there(self, declared: Callable[[], Declared], prefix: str, known: Set[str] = NOTHING) -> Rule:
        """A rule about the row at `prefix`."""
        said = declared()
        if not prefix or said.movable:
            return self._said(said.subject, said.rule, prefix, known)
        return Q(_compiled_once((f"{prefix}pk__in", self._keys(said.place, declared, known))))

    def _keys(self, place: str, declared: Callable[[], Declared], known: Set[str]) -> "QuerySet[Any]":
        """The keys of all rows that pass a rule."""

        def said() -> "QuerySet[Any]":
            subject, rule = declared().subject, declared().rule
            rows: QuerySet[Any] = QuerySet(subject.model)
            return rows.filter(self._said(subject, rule, "", known)).order_by().values("pk")

        return self.kept(("passing", place, *sorted(known)), said)

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
                part = moves.moved(_compiled_once(child), prefix)
            elif demands and child.edge in known:
                part = ALL
            else:
                part = self._seen(edge_named(declaration, child.edge, declaration.name), prefix, affirmed)
            said.children.append(ALL if part in held else part)
        return said

    def _held(self, declaration: TypeDeclaration, prefix: str, known: Set[str]) -> list[Any]:
        """What holds of a row because the targets of its `known` edges are seen: what their rules demand."""
        edges = [edge_named(declaration, name, declaration.name) for name in sorted(known)]
        rules = [(f"{prefix}{edge.key.name}__", self._declared(edge.target)) for edge in edges]
        return [
            demand
            for there, declared in rules
            if declared.movable
            for demand in demands_of(self._said(declared.subject, declared.rule, there))
        ]

    def _seen(self, edge: One, prefix: str, affirmed: bool) -> Rule:
        """That the target of an edge is visible, said from the row at `prefix`."""
        key, declared = f"{prefix}{edge.key.attname}", self._declared(edge.target)
        if not (affirmed and declared.movable):
            return Q(_compiled_once((f"{key}__in", self._visible_keys(edge.target))))
        there = self._said(edge.target, declared.rule, f"{prefix}{edge.key.name}__")
        return there & Q(**{f"{key}__isnull": False}) if edge.key.null else there

    def _visible_keys(self, declaration: TypeDeclaration) -> "QuerySet[Any]":
        return self.kept(("visible keys", declaration.name), lambda: self.rows(declaration).values("pk"))


def _compiled_once(leaf: Any) -> Any:
    """A comparison with an inner query, which is the same wherever the rule is said."""
    rows = leaf[1] if isinstance(leaf, tuple) else None
    # Of whole rows Django takes the column that they are compared with.
    if not isinstance(rows, QuerySet) or not rows.query.has_select_fields:
        return leaf
    return leaf[0], InnerRows.of(rows) or rows
