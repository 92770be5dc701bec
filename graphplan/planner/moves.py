"""Conditions and expressions on a row, said from another row that reaches it by way of foreign keys.

What names the outer row in some other way than by a column cannot be moved; then the row is asked for by its
key: `student__pk IN (rows that pass)`.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable, Expression

from graphplan.rules import Always, Rule, Sees, leaves
from graphplan.viewer import Slot


def movable(rule: Rule) -> bool:
    """Whether every comparison of a rule names its row by columns only."""
    return isinstance(rule, Always) or all(map(_movable_leaf, leaves(rule)))


def moved(leaf: Any, prefix: str) -> Any:
    """A comparison with its columns reached through `prefix`, as in `"student__"`: of movable rules.

    Slots become their placeholders: Django hashes a condition within a CASE, and a slot refuses that.
    """
    if not isinstance(leaf, tuple):
        return leaf
    lookup, value = leaf
    if isinstance(value, Slot):
        value = value.resolve_expression()
    elif prefix and type(value) is F:
        value = F(f"{prefix}{_name(value)}")
    return f"{prefix}{lookup}", value


def by_key(model: type[Model], rule: Rule, prefix: str) -> Rule:
    """Any rule at all, moved: the key at the end of `prefix` is one of the rows that pass."""
    return Q(**{f"{prefix}pk__in": QuerySet(model).filter(rule).order_by().values("pk")})


def moved_expression(model: type[Model], expression: Any, prefix: str) -> Any:
    """An expression over a row's own columns, said from a row that reaches it through `prefix`."""
    if not prefix:
        return expression
    try:
        return _with_prefix(expression, prefix)
    except _CannotMove:
        there: QuerySet[Any] = QuerySet(model).filter(pk=OuterRef(f"{prefix}pk")).order_by()
        return Subquery(there.annotate(graphplan_value=expression).values("graphplan_value")[:1])


class _CannotMove(Exception):
    """The expression names its row by something else than an F."""


def _with_prefix(expression: Any, prefix: str) -> Any:
    if type(expression) is F:
        return F(f"{prefix}{_name(expression)}")
    if isinstance(expression, Value):
        return expression
    if not isinstance(expression, Expression) or isinstance(expression, Subquery):
        raise _CannotMove
    copied = expression.copy()
    # The stubs know only the sources of resolved expressions.
    sources: list[Any] = list(expression.get_source_expressions())
    copied.set_source_expressions([source and _with_prefix(source, prefix) for source in sources])
    return copied


def _name(column: F) -> str:
    # The stubs do not know that an F has a name.
    return str(column.name)  # type: ignore[attr-defined]


def _movable_leaf(leaf: Any) -> bool:
    if isinstance(leaf, Sees):
        return True
    if not isinstance(leaf, tuple):
        return False
    value = leaf[1]
    if isinstance(value, QuerySet):
        return not is_correlated(value)
    if isinstance(value, Slot | Value) or type(value) is F:
        return True
    if isinstance(value, list | tuple | set):
        return not any(isinstance(part, Combinable) for part in value)
    return not isinstance(value, Combinable) and not hasattr(value, "resolve_expression")


def is_correlated(rows: "QuerySet[Any]") -> bool:
    """Whether an inner query names the row that it is asked for, wherever: Django refuses it by itself."""
    try:
        rows.query.clone().get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return False
    except ValueError:
        return True
    return False
