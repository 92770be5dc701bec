"""Rows that know their siblings: the first one that asks for an edge reads it for all of them."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from graphplan.declarations.types import TypeDeclaration
from graphplan.executor.reading import Reading, Values

T = TypeVar("T")


class Siblings:
    """The rows that one edge led to, for all rows that it was followed from."""

    def __init__(self, reading: Reading, declaration: TypeDeclaration) -> None:
        self.reading, self.declaration = reading, declaration
        self.key_name = declaration.model._meta.pk.attname
        self.rows: list[Row] = []
        self._loaded: dict[Hashable, Any] = {}
        self._failed: dict[Hashable, Exception] = {}

    def add(self, fetched: Iterable[Values]) -> "list[Row]":
        """Add these rows."""
        rows = [Row(self, values) for values in fetched]
        self.rows += rows
        return rows

    def add_by_key(self, fetched: Mapping[Any, Values]) -> "dict[Any, Row]":
        """Add these rows; they come by primary key."""
        return dict(zip(fetched, self.add(fetched.values()), strict=True))

    def add_lists(self, fetched: Mapping[Any, Iterable[Values]]) -> "dict[Any, list[Row]]":
        """Add the rows of these lists; they come by parent."""
        return {parent: self.add(values) for parent, values in fetched.items()}

    def keys(self) -> list[Any]:
        """The primary keys of the rows, each once."""
        return list(dict.fromkeys(row.key for row in self.rows))

    def once(self, key: Hashable, load: "Callable[[Siblings], T]") -> T:
        """What `load` answers for these rows; a second call for the same key only repeats it.

        A failure is repeated too: else every sibling would run the failing statement again.
        """
        if key in self._failed:
            raise self._failed[key]
        if key not in self._loaded:
            try:
                self._loaded[key] = load(self)
            except Exception as failure:
                self._failed[key] = failure
                raise
        loaded: T = self._loaded[key]
        return loaded


class Row:
    """One row as the viewer may see it."""

    __slots__ = ("siblings", "values")

    def __init__(self, siblings: Siblings, values: Values) -> None:
        self.siblings, self.values = siblings, values

    @property
    def key(self) -> Any:
        """The primary key."""
        return self.values[self.siblings.key_name]
