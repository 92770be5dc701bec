"""Statements: compiled once by the Django ORM, with holes that each request fills."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from graphplan.viewer import Placeholder, Viewer

NO_ROWS = {"mysql": "SELECT 1 FROM DUAL WHERE 1 = 0"}
"""What stands in an IN for an empty list: `NOT IN (NULL)` would never be true."""

NO_ROWS_ELSEWHERE = "SELECT 1 WHERE 1 = 0"


class Given(Expression):
    """A value that the plan itself brings when a statement is run: keys, a cursor's position, a limit."""

    def __init__(self, name: str, field: "Field[Any, Any]", *, many: bool = False) -> None:
        super().__init__(output_field=field)
        self.name, self.many = name, many

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [self]


class Filling(Protocol):
    """Where the values of one run come from. `bound` keeps the viewer's, as text and parameters."""

    viewer: Viewer
    connection: Any
    bound: "dict[tuple[str, Hashable], Bound]"


Values = Mapping[str, Any]

Bound = tuple[str, list[Any]]
"""What stands in the text for a value, and its parameters."""


@dataclass(frozen=True, slots=True)
class Hole:
    """One place in a statement. A list is written into the text: keys as numbers, values as so many `%s`."""

    source: str
    name: str
    member: Hashable
    field: "Field[Any, Any] | None"
    many: bool

    def filled(self, filling: Filling, given: Values) -> Bound:
        """What stands here in this run."""
        if self.source == "given":
            return self._bound(given[self.name], filling.connection)
        key = self.name, self.member
        if key not in filling.bound:
            value = filling.viewer.value_at(self.name, self.member)
            filling.bound[key] = self._bound(value, filling.connection)
        return filling.bound[key]

    def _bound(self, value: Any, connection: Any) -> Bound:
        if not self.many:
            return "%s", [self._prepared(value, connection)]
        if self.source == "given":
            # Primary keys. Whatever is no whole number is refused by its format.
            return ",".join([f"{key:d}" for key in value]) or no_rows(connection.vendor), []
        prepared = [self._prepared(one, connection) for one in value if one is not None]
        return ",".join(["%s"] * len(prepared)) or no_rows(connection.vendor), prepared

    def _prepared(self, value: Any, connection: Any) -> Any:
        """A value as the database's driver takes it."""
        if value is None or self.field is None:
            return value
        return self.field.get_db_prep_value(value, connection=connection, prepared=False)

    def __str__(self) -> str:
        name = self.name if self.member is None else f"{self.name}[{self.member!r}]"
        return f"{self.source}.{name}"


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that every run has."""

    value: Any

    def filled(self, _filling: Filling, _given: Values) -> Bound:
        """The value."""
        return "%s", [self.value]

    def __str__(self) -> str:
        return repr(str(self.value)) if isinstance(self.value, str) else repr(self.value)


@dataclass(frozen=True)
class Statement:
    """SQL in pieces, and what stands between them. Without pieces it has no rows, and is not run."""

    place: str
    pieces: tuple[str, ...]
    holes: tuple[Hole | Constant, ...]

    @property
    def has_rows(self) -> bool:
        """Whether it may have rows at all: a rule may say that there are none for these flags."""
        return bool(self.pieces)

    def filled(self, filling: Filling, given: Values) -> Bound:
        """Text and parameters for one run."""
        text, values = [self.pieces[0]], list[Any]()
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            filled, parameters = hole.filled(filling, given)
            text += filled, piece
            values += parameters
        return "".join(text), values

    @property
    def readable(self) -> str:
        """The text with the names of what fills it."""
        named = [f":{hole}" if isinstance(hole, Hole) else str(hole) for hole in self.holes]
        return "".join(part for pair in zip(self.pieces, [*named, ""], strict=False) for part in pair)


def no_rows(vendor: str) -> str:
    """An inner query without rows."""
    return NO_ROWS.get(vendor, NO_ROWS_ELSEWHERE)


Wrapped = Callable[[str, list[Any]], Bound]


def compiled(place: str, rows: "QuerySet[Any]", connection: Any, finish: Wrapped) -> Statement:
    """The statement that reads these rows. `finish` adds to text and parameters what Django cannot say."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        text, parameters = compiler.as_sql()
    except EmptyResultSet:
        return Statement(place, (), ())
    text, parameters = finish(text, list(parameters))
    pieces = [piece.replace("\0", "%%") for piece in text.replace("%%", "\0").split("%s")]
    return Statement(place, tuple(pieces), tuple(map(_hole, parameters)))


def limited(text: str, parameters: Sequence[Any]) -> Bound:
    """No more than `limit` rows."""
    return f"{text} LIMIT %s", [*parameters, LIMIT]


def numbered(text: str, parameters: Sequence[Any]) -> Bound:
    """The rows whose number is at most `size`, in that order: Django's own way merges equal columns."""
    page = "WHERE graphplan_number <= %s ORDER BY graphplan_number LIMIT %s"
    return f"SELECT * FROM ({text}) graphplan_page {page}", [*parameters, SIZE, LIMIT]  # noqa: S608 - Django's


LIMIT = Hole("given", "limit", None, None, many=False)
SIZE = Hole("given", "size", None, None, many=False)


def _hole(parameter: Any) -> Hole | Constant:
    match parameter:
        case Hole():
            return parameter
        case Placeholder():
            return Hole("viewer", parameter.name, parameter.member, parameter.output_field, parameter.many)
        case Given():
            return Hole("given", parameter.name, None, parameter.output_field, parameter.many)
    return Constant(parameter)
