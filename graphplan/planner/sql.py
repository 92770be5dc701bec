"""Statements, compiled once by the Django ORM, as Python source: SQL in pieces, with holes between them."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from graphplan.planner import fields
from graphplan.planner.literals import References
from graphplan.viewer import Placeholder


class Given(Expression):
    """A value that the plan itself brings when a statement is run: a cursor's position."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [self]


class Keys(Expression):
    """The keys that the plan found before, on the right of an `__in`."""

    many = True

    def __init__(self, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [self]


class _Source(str):
    """A hole that is written already."""

    __slots__ = ()


LIMIT, SIZE = _Source("Given('limit')"), _Source("Given('size')")

Text = tuple[str, list[Any]]

Finish = Callable[[str, Sequence[Any]], Text]
"""What is added to text and parameters that Django cannot say."""


Constant = Callable[[str, str], str]
"""(hint, source) -> the name of what the source comes to."""


def compiled(
    place: str, rows: "QuerySet[Any]", finish: Finish, references: References, constant: Constant
) -> str:
    """The source of the statement that reads these rows."""
    compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        text, parameters = compiler.as_sql()
    except EmptyResultSet:
        return f"Statement({place!r})"
    text, parameters = finish(text, list(parameters))
    pieces = tuple(piece.replace("\0", "%") for piece in text.replace("%%", "\0").split("%s"))
    sources = [_hole(parameter, references) for parameter in parameters]
    # One value is bound once in a run, however many holes it fills.
    holes = "".join(f"{constant(source.partition('(')[0].lower(), source)}, " for source in sources)
    return f"Statement({place!r}, {pieces!r}, ({holes}))"


def limited(text: str, parameters: Sequence[Any]) -> Text:
    """No more than `limit` rows."""
    return f"{text} LIMIT %s", [*parameters, LIMIT]


def numbered(text: str, parameters: Sequence[Any]) -> Text:
    """The rows whose number is at most `size`, in that order: Django's own way merges equal columns."""
    page = "WHERE graphplan_number <= %s ORDER BY graphplan_number LIMIT %s"
    return f"SELECT * FROM ({text}) graphplan_page {page}", [*parameters, SIZE, LIMIT]  # noqa: S608 - Django's


def _hole(parameter: Any, references: References) -> str:
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
        case Given():
            adapt = _adapter(str(parameter.output_field), parameter.output_field, references)
            return f"Given({parameter.name!r}, {adapt})"
    return f"Fixed({references.literal(parameter.value if isinstance(parameter, Enum) else parameter)})"


def _adapter(name: str, field: "Field[Any, Any]", references: References) -> str:
    def adapt(value: Any, _vendor: str) -> Any:
        return field.get_db_prep_value(value, connection=connection, prepared=False)

    return fields.adapter(field) or references.to(f"{name}.bound", adapt)
