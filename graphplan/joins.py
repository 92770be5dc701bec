"""Conditions that would JOIN a to-many relation: they repeat rows, and spoil counts, pages and orders."""

from typing import Any

from django.core.exceptions import FieldError
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import Combinable

from graphplan.errors import DeclarationError
from graphplan.rules import Rule, Sees, leaves

_MAY_NAME_COLUMNS = (Combinable, list, tuple)

MEND = "Say it as IN over an inner query: Q(pk__in=rows.values('…_id'))"


class Joins:
    """Looks at the conditions on one model.

    `through` is the lookup of a many-to-many edge, whose own JOIN they may share.
    """

    def __init__(self, model: type[Model], through: str | None = None) -> None:
        self.model, self.through = model, through
        self._known: set[str] = set()

    def refuse(self, rule: Rule, place: str) -> None:
        """Look at every comparison of a rule, once for each column.

        Raises `DeclarationError` for a JOIN of a to-many relation, and for what Django cannot read at all.
        """
        for leaf in leaves(rule):
            # Against a plain value, or an inner query, the name on the left says all.
            name = leaf[0] if isinstance(leaf, tuple) and not isinstance(leaf[1], _MAY_NAME_COLUMNS) else None
            if isinstance(leaf, Sees) or name in self._known:
                continue
            if relation := self._joined(leaf, place):
                raise DeclarationError(place, f"it joins {relation}, a to-many relation", MEND)
            if name:
                self._known.add(name)

    def _joined(self, leaf: Any, place: str) -> str | None:
        own = Q(**{f"{self.through}__in": [0]}) if self.through else Q()
        try:
            query = QuerySet(self.model).filter(own & Q(leaf)).query
        except (FieldError, ValueError, TypeError) as error:
            raise DeclarationError(place, str(error).rstrip("."), "Name a column of the row") from error
        fields = [getattr(join, "join_field", None) for join in query.alias_map.values()]
        many = [field.name for field in fields if field and (field.one_to_many or field.many_to_many)]
        return many[-1] if len(many) > bool(self.through) else None


def refuse_beyond_row(model: type[Model], expression: Any, place: str) -> None:
    """An expression is about the columns of its own row: another row's would be shown past their rule.

    Raises `DeclarationError` for a JOIN, for what gathers rows, and for what Django cannot read at all.
    """
    mend = "Show other rows by an edge, and gather in a Batch"
    try:
        query = QuerySet(model).annotate(graphplan_shown=expression).query
    except (FieldError, ValueError, TypeError) as error:
        raise DeclarationError(place, str(error).rstrip("."), "Name columns of the row") from error
    annotation = query.annotations["graphplan_shown"]
    if len(query.alias_map) > 1:
        tables = ", ".join(join.table_name for join in list(query.alias_map.values())[1:])
        raise DeclarationError(place, f"it joins {tables}", mend)
    if annotation.contains_aggregate or annotation.contains_over_clause:
        raise DeclarationError(place, "it gathers several rows", mend)
