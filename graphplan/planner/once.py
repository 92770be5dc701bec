"""Parts of statements that are the same wherever they stand: Django compiles them once."""

from collections.abc import Callable, MutableMapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import BooleanField, Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import WhereNode

from graphplan.planner.sql import Sql

_YES_OR_NO = BooleanField()


class _Once(Expression):
    """A condition that keeps its SQL, or that it holds of no row, or of every one: Django raises that."""

    conditional = True

    def __init__(self) -> None:
        super().__init__(output_field=_YES_OR_NO)
        self._made: Sql | type[Exception] | None = None

    def _once(self, make: Callable[[], Sql]) -> Sql:
        if self._made is None:
            try:
                self._made = make()
            except (EmptyResultSet, FullResultSet) as said:
                self._made = type(said)
        if isinstance(self._made, type):
            raise self._made
        return self._made


class InnerRows(_Once):
    """On the right of an `__in`: the rows of a query that names no row that they are asked for.

    Django would copy and compile it anew for each statement. Its names stand in a scope of their own.
    """

    def __init__(self, query: Query) -> None:
        super().__init__()
        self._query = query

    @classmethod
    def of(cls, rows: "QuerySet[Any]") -> "InnerRows | None":
        """These rows, the same each time, or None if the query does name such a row, wherever."""
        if rows not in _KNOWN:
            _KNOWN[rows] = cls._of(rows)
        return _KNOWN[rows]

    @classmethod
    def _of(cls, rows: "QuerySet[Any]") -> "InnerRows | None":
        """Whether it names such a row, Django finds out: it refuses to compile such a query by itself."""
        # Django's expressions keep what they are made of. Made of the rows, it would never let go of its key.
        query = rows.query.clone()
        query.clear_ordering(clear_default=True)
        inner = cls(query)
        try:
            inner._once(inner._query.get_compiler(connection=connection).as_sql)
        except EmptyResultSet:
            return inner
        except ValueError:
            return None
        return inner

    def _itself(self, *_args: Any, **_kwargs: Any) -> "InnerRows":
        return self

    # It says the same in whatever query it stands.
    resolve_expression = relabeled_clone = copy = __copy__ = __deepcopy__ = _itself

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Sql:  # noqa: ARG002
        return self._once(self._query.get_compiler(connection=connection).as_sql)


_KNOWN: "MutableMapping[QuerySet[Any], InnerRows | None]" = WeakKeyDictionary()


class SaidOnce(_Once):
    """A condition of a query, for all queries that are made of that one: their tables have the same names."""

    def __init__(self, condition: Any) -> None:
        super().__init__()
        self._condition = condition

    def get_source_expressions(self) -> list[Any]:
        return [self._condition]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        # Django does so with a copy, in which tables have other names.
        (self._condition,), self._made = exprs, None

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Sql:  # noqa: ARG002
        return self._once(lambda: compiler.compile(self._condition))


def said_once(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same rows; what is asked of them is compiled once for all queries that are made of this one."""
    once: QuerySet[Any] = rows.all()
    where = once.query.where
    said: list[Any] = [SaidOnce(child) for child in _each_once(where.children)]
    once.query.where = WhereNode(said, where.connector, where.negated)
    return once


def _each_once(conditions: Sequence[Any]) -> list[Any]:
    """Without those that say again what one before them says."""
    return [one for place, one in enumerate(conditions) if one not in conditions[:place]]
