"""The rows that one statement reads: their columns, and the generated function that makes text of them."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Field, QuerySet, When
from django.db.models.expressions import Combinable

from graphplan.declarations.types import TypeDeclaration
from graphplan.rules import ALL, Rule

Lines = list[Any]
"""Lines of Python, and lists of such: what stands deeper."""


def path_of(prefix: str, column: "Field[Any, Any]") -> str:
    """The one spelling of a column that is reached through `prefix`: a key stands in its own row already."""
    if prefix and column.primary_key:
        return f"{prefix.removesuffix('__')}_id"
    return f"{prefix}{column.attname}"


class Rowset:
    """Columns are added while the text is written; `lines_before` run once, with all `rows` at hand."""

    def __init__(self, declaration: TypeDeclaration) -> None:
        self.declaration = declaration
        self.lines_before: Lines = []
        self.loaded: dict[Hashable, str] = {}
        self._columns: dict[Hashable, Any] = {}

    def column(self, path: str) -> str:
        """The variable of a column."""
        return self.computed(path, F(path))

    def computed(self, key: Hashable, expression: Combinable) -> str:
        """The variable of an expression; `key` tells it from others."""
        self._columns.setdefault(key, expression)
        return f"c{list(self._columns).index(key)}"

    def allowed(self, path: str, rule: Rule, key: Hashable) -> str:
        """The variable of a column that is NULL where the rule does not hold."""
        if rule is ALL:
            return self.column(path)
        return self.computed((path, key), Case(When(rule, then=F(path)), default=None))

    def selected(self, rows: "QuerySet[Any]", *more: str) -> "QuerySet[Any]":
        """The query for these columns, and for the annotations `more` after them."""
        if not self._columns:
            self.column(path_of("", self.declaration.model._meta.pk))
        named = {f"graphplan_{number}": value for number, value in enumerate(self._columns.values())}
        selected: QuerySet[Any] = rows.annotate(**named).values_list(*named, *more)
        return selected

    @property
    def variables(self) -> str:
        """The left side of the assignment of one row. Where nothing is asked of it, its key is read."""
        return ", ".join(f"c{number}" for number in range(self.width)) + ","

    @property
    def width(self) -> int:
        """How many columns are read."""
        return max(1, len(self._columns))


def index_of(variable: str) -> int:
    """Where the value of a variable stands in its row."""
    return int(variable[1:])


@dataclass(frozen=True)
class Place:
    """Where in a rowset an object stands: the row itself, or one that a to-one edge leads to."""

    rows: Rowset
    declaration: TypeDeclaration
    prefix: str = ""
    guards: tuple[str, ...] = ()
    """The variables that are None where the object is not there."""
    lines: Lines = field(default_factory=list)
    """What is done for each row before its text is put together."""

    def column(self, column: "Field[Any, Any]") -> str:
        """The variable of a column of the object."""
        return self.rows.column(path_of(self.prefix, column))

    def key(self) -> str:
        """The variable of the object's primary key: that of the foreign key, where it hangs on one."""
        return self.guards[-1] if self.guards else self.column(self.declaration.model._meta.pk)

    def gathered(self, *variables: str) -> str:
        """The expression of what all rows hold in these variables, where the object is there."""
        values = ", ".join(f"row[{index_of(variable)}]" for variable in variables)
        values = values if len(variables) == 1 else f"({values})"
        guards = [f"row[{index_of(guard)}] is not None" for guard in self.guards]
        return f"{values} for row in rows" + (f" if {' and '.join(guards)}" if guards else "")
