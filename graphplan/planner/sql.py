"""Statements, compiled once by the Django ORM, as Python source: SQL in pieces, with holes between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from graphplan.planner import fields
from graphplan.planner.literals import References
from graphplan.viewer import Placeholder


class Given(Expression):
    """A value that the plan itself brings when a statement is run: a cursor's position, what narrows a list.

    `adapt` is the plans' word for what makes of it a value to compare with; by default the field's own.
    """

    def __init__(self, name: str, field: "Field[Any, Any]", adapt: str | None = None) -> None:
        super().__init__(output_field=field)
        self.name, self.adapt = name, adapt

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [self]


class Keys(Expression):
    """The keys that the plan found before, on the right of an `__in`."""

    many = True

    def __init__(self, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [self]


class IfGiven(Expression):
    """A condition that holds of every row where the plan brings nothing by this name."""

    conditional = True

    def __init__(self, name: str, condition: Any) -> None:
        super().__init__(output_field=BooleanField())
        self.name, self.condition = name, condition

    def get_source_expressions(self) -> list[Any]:
        return [self.condition]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.condition,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [_Condition(self.name, compiler.compile(self.condition))]


@dataclass(frozen=True)
class _Condition:
    """What stands for an `IfGiven` among parameters."""

    name: str
    said: Any


class _Source(str):
    """A hole that is written already."""

    __slots__ = ()


LIMIT, SIZE = _Source("Given('limit')"), _Source("Given('size')")


def key(number: int) -> Any:
    """The hole for one key of several."""
    return _Source(f"Given('key_{number}')")


Sql = tuple[str, Any]
"""A statement, or a part of one, and its parameters."""

Finish = Callable[[str, Sequence[Any]], Sql]
"""What is added to text and parameters that Django cannot say."""


Constant = Callable[[str, str], str]
"""(hint, source) -> the name of what the source comes to."""


def compiled(
    place: str, rows: "QuerySet[Any]", finish: Finish, references: References, constant: Constant
) -> str:
    """The source of the statement that reads these rows."""
    return source(place, text_of(rows, finish), references, constant)


def text_of(rows: "QuerySet[Any]", finish: Finish) -> Sql | None:
    """What reads these rows; None if there are none for sure."""
    compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        text, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    return finish(text, list(parameters))


def source(place: str, said: Sql | None, references: References, constant: Constant) -> str:
    """The source of a statement."""
    if said is None:
        return f"Statement({place!r})"
    text, parameters = said
    pieces = tuple(piece.replace("\0", "%") for piece in text.replace("%%", "\0").split("%s"))
    sources = [_hole(parameter, references, constant) for parameter in parameters]
    # One value is bound once in a run, however many holes it fills.
    holes = "".join(f"{constant(source.partition('(')[0].lower(), source)}, " for source in sources)
    return f"Statement({place!r}, {pieces!r}, ({holes}))"


def unlimited(text: str, parameters: Sequence[Any]) -> Sql:
    """All rows."""
    return text, list(parameters)


def limited(text: str, parameters: Sequence[Any]) -> Sql:
    """No more than `limit` rows."""
    return f"{text} LIMIT %s", [*parameters, LIMIT]


def listed(text: str, parameters: Sequence[Any]) -> Sql:
    """The rows of a list in its order, of which no more than `limit` are fetched.

    To say so helps MySQL, whose driver fetches all that there is. SQLite's fetches row by row; and without a
    LIMIT, SQLite sorts in memory what it otherwise keeps sorted in a tree, which takes twice as long.
    """
    return (unlimited if connection.vendor == "sqlite" else limited)(text, parameters)


def numbered(text: str, parameters: Sequence[Any]) -> Sql:
    """The rows whose number is at most `size`, in that order: Django's own way merges equal columns."""
    page = "WHERE graphplan_number <= %s ORDER BY graphplan_number LIMIT %s"
    return f"SELECT * FROM ({text}) graphplan_page {page}", [*parameters, SIZE, LIMIT]  # noqa: S608 - Django's


def _hole(parameter: Any, references: References, constant: Constant) -> str:
    match parameter:
        case _Source():
            return parameter
        case Keys():
            return "Keys()"
        case Placeholder():
            adapt = _adapter(f"viewer.{parameter.name}", parameter.output_field, references)
            kind, member = (
                "ViewersMany" if parameter.many else "Viewers",
                references.literal(parameter.member),
            )
            return f"{kind}({parameter.name!r}, {member}, {adapt})"
        case _Condition():
            text, parameters = parameter.said
            condition = source(parameter.name, (text, list(parameters)), references, constant)
            return f"IfGiven({parameter.name!r}, {condition})"
        case Given():
            field = parameter.output_field
            adapt = parameter.adapt or _adapter(str(field), field, references)
            return f"Given({parameter.name!r}, {adapt})"
    return f"Fixed({references.literal(parameter.value if isinstance(parameter, Enum) else parameter)})"


def _adapter(name: str, field: "Field[Any, Any]", references: References) -> str:
    def adapt(value: Any, _vendor: str) -> Any:
        return field.get_db_prep_value(value, connection=connection, prepared=False)

    return fields.adapter(field) or references.to(f"{name}.bound", adapt)
