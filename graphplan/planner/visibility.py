"""The rules as one combination of flags has them, for SQL that everyone with these flags shares.

`sees(edge)` becomes the target's own rule, said from here by way of the foreign key; where it is known to
hold already, it vanishes. It is known of a row that was reached from a visible parent, and of the target of a
row whose own rule demands it.
"""

from collections.abc import Container, Set
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from graphplan import proofs
from graphplan.declarations.edges import One, ToMany, edge_named
from graphplan.declarations.fields import Column, Expression, Nested
from graphplan.declarations.types import TypeDeclaration
from graphplan.planner import moves
from graphplan.planner.sql import Text
from graphplan.rules import ALL, Always, Rule, Sees, as_rule, implied
from graphplan.viewer import Question

if TYPE_CHECKING:
    from graphplan.api import Api

NOTHING: Set[str] = frozenset()


class Visibility:
    """What viewers with the flags of `key` may see; their values stay open."""

    def __init__(self, api: "Api", key: Container[Question]) -> None:
        self._api, self.viewer = api, api.viewer.symbolic(key)
        self._rules: dict[str, Rule] = {}
        self.of_keys: dict[str, Text | None] = {}
        """By type, what reads the keys of visible rows: the same in all documents."""

    def rule(self, declaration: TypeDeclaration) -> Rule:
        """The rule of a type as it is declared."""
        if declaration.name not in self._rules:
            self._rules[declaration.name] = proofs.visible(declaration, self.viewer)
        return self._rules[declaration.name]

    def rows(
        self, declaration: TypeDeclaration, known: Set[str] = NOTHING, *, everyone: bool = False
    ) -> "QuerySet[Any]":
        """The visible rows of a type, in no order. `known` are edges whose targets are seen in any case; with
        `everyone`, so are the rows themselves.
        """
        rows = self._api.rows(declaration.model, self.viewer).order_by()
        if everyone:
            return rows
        return rows.filter(self._said(declaration, self.rule(declaration), "", known))

    def target(self, edge: One, prefix: str) -> Rule:
        """What is still to be asked of the target of a visible row's edge, said from that row's `prefix`."""
        if edge.name in implied(self.rule(edge.owner)):
            return ALL
        return self._there(edge.target, self.rule(edge.target), f"{prefix}{edge.key.name}__")

    def of_field(self, member: Column | Nested | Expression, prefix: str) -> Rule:
        """Who of those who see a row may read this field of it."""
        if member.when is None:
            return ALL
        rule, known = as_rule(member.when(self.viewer)), implied(self.rule(member.owner))
        return self._there(member.owner, rule, prefix, known)

    def of_list(self, member: ToMany) -> Rule:
        """The condition that a list adds to the rule of its rows."""
        if member.where is None:
            return ALL
        return self._said(member.target, as_rule(member.where(self.viewer)), "")

    def _there(
        self, declaration: TypeDeclaration, rule: Rule, prefix: str, known: Set[str] = NOTHING
    ) -> Rule:
        """A rule about the row at `prefix`."""
        if moves.movable(rule) or not prefix:
            return self._said(declaration, rule, prefix, known)
        return moves.by_key(declaration.model, self._said(declaration, rule, "", known), prefix)

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
        said = Q(_connector=rule.connector, _negated=rule.negated)
        for child in rule.children:
            if isinstance(child, Q):
                part = self._said(declaration, child, prefix, known if demands else NOTHING, affirmed)
            elif not isinstance(child, Sees):
                part = moves.moved(child, prefix)
            elif demands and child.edge in known:
                part = ALL
            else:
                part = self._seen(edge_named(declaration, child.edge, declaration.name), prefix, affirmed)
            said.children.append(part)
        return said

    def _seen(self, edge: One, prefix: str, affirmed: bool) -> Rule:
        """That the target of an edge is visible, said from the row at `prefix`."""
        key, rule = f"{prefix}{edge.key.attname}", self.rule(edge.target)
        if not (affirmed and moves.movable(rule)):
            return Q(**{f"{key}__in": self.rows(edge.target).values("pk")})
        there = self._said(edge.target, rule, f"{prefix}{edge.key.name}__")
        return there & Q(**{f"{key}__isnull": False}) if edge.key.null else there
