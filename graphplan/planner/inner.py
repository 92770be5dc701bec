"""Inner queries of rules: the same SQL in every statement where the rule is said."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class InnerRows(Expression):
    """On the right of an `__in`: rows that do not depend on the row that is asked for.

    Django would copy and compile the query anew for each statement. Its names stand in a scope of their own.
    """

    def __init__(self, rows: "QuerySet[Any]") -> None:
        super().__init__(output_field=BooleanField())
        self._query = rows.query.clone()
        self._query.clear_ordering(clear_default=True)
        self._made: tuple[str, tuple[Any, ...]] | EmptyResultSet | None = None

    def _itself(self, *_args: Any, **_kwargs: Any) -> "InnerRows":
        return self

    # It says the same in whatever query it stands.
    resolve_expression = relabeled_clone = copy = __copy__ = __deepcopy__ = _itself

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        if self._made is None:
            try:
                self._made = self._query.get_compiler(connection=connection).as_sql()
            except EmptyResultSet as empty:
                self._made = empty
        if isinstance(self._made, EmptyResultSet):
            raise self._made
        return self._made
