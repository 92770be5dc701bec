"""Conditions and expressions on a row, said from another row that reaches it by way of foreign keys.

What names the outer row in some other way than by a column cannot be moved; then the row is asked for by its
key: `student__pk IN (rows that pass)`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable, Expression

from graphplan.rules import Always, Rule, Sees, leaves
from graphplan.viewer import Slot

Independent = Callable[["QuerySet[Any]"], object]
"""Says of an inner query something true if it names no row that it is asked for."""


def movable(rule: Rule, independent: Independent) -> bool:
    """Whether every comparison of a rule names its row by columns only."""
    return isinstance(rule, Always) or all(_is_movable(leaf, independent) for leaf in leaves(rule))


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
    if prefix and lookup == "pk__in":
        # As a rule of that row says it, so that the two are seen to be the same.
        return f"{prefix}in", value
    return f"{prefix}{lookup}", value


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


def _is_movable(leaf: Any, independent: Independent) -> bool:
    if isinstance(leaf, Sees):
        return True
    if not isinstance(leaf, tuple):
        return False
    value = leaf[1]
    if isinstance(value, QuerySet):
        return bool(independent(value))
    if isinstance(value, Slot | Value) or type(value) is F:
        return True
    if isinstance(value, list | tuple | set):
        return not any(isinstance(part, Combinable) for part in value)
    return not isinstance(value, Combinable) and not hasattr(value, "resolve_expression")
