"""The fields of a type that are values: columns, identifiers, expressions, batches, JSON with a shape."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Field
from django.db.models.expressions import Combinable

from graphplan.columns import column_of
from graphplan.declarations.place import Member
from graphplan.rules import Grant

if TYPE_CHECKING:
    from graphplan.declarations.classes import Structure
    from graphplan.declarations.types import TypeDeclaration

FieldRule = Callable[[Any], Grant]
"""viewer -> whether the viewer may read this field: plainly yes or no, or a condition on the row."""

Load = Callable[[Any, Sequence[Any]], Mapping[Any, Any]]
"""(viewer, keys) -> value by key. A key that is missing in the answer has the value null."""


class TypeMember(Member):
    """A field of a type with a model."""

    owner: "TypeDeclaration"


class Id(TypeMember):
    """The opaque identifier of the row: `id = Id()`."""

    def __init__(self, description: str | None = None) -> None:
        self.description = description

    def inherited_description(self) -> str:
        return "Opaque and lasting: identifies this object in the whole API."


class Column(TypeMember):
    """A column of the model, by default of the field's own name.

    Type, nullability and description are the column's. `enum`: a `TextChoices` or `StrEnum` class, shown as
    an enumeration of that name; where the column may be blank, an empty text is null. `when`: who may read
    it; it is nullable then, and null for everyone else.
    """

    def __init__(
        self,
        source: str | None = None,
        *,
        enum: type[Enum] | None = None,
        when: FieldRule | None = None,
        description: str | None = None,
    ) -> None:
        self.source, self.enum, self.when, self.description = source, enum, when, description

    def inherited_description(self) -> str:
        return str(self.column.help_text)

    @cached_property
    def column(self) -> "Field[Any, Any]":
        """The model's field."""
        return column_of(self.owner.model, self.source or self.name, self.place)

    @property
    def may_be_blank(self) -> bool:
        """Whether it is an enumeration that says with an empty text that there is none of it."""
        return self.enum is not None and self.column.blank


class Nested(TypeMember):
    """A JSON column shown as a `Structure`, or as a list of them.

    The keys in the JSON are the names of the structure's fields.
    """

    def __init__(
        self,
        structure: type["Structure"],
        *,
        source: str | None = None,
        many: bool = False,
        when: FieldRule | None = None,
        description: str | None = None,
    ) -> None:
        self.structure, self.source, self.many = structure, source, many
        self.when, self.description = when, description

    def inherited_description(self) -> str:
        return str(self.column.help_text) or self.structure.declaration.description

    @cached_property
    def column(self) -> "Field[Any, Any]":
        """The model's field."""
        return column_of(self.owner.model, self.source or self.name, self.place)


class Expression(TypeMember):
    """An SQL expression over the row's own columns.

    `Expression(lambda: Concat("first_name", …), graphene.String)`: a function, because models may not be
    loaded yet.
    """

    def __init__(
        self,
        build: Callable[[], Combinable],
        of: Any,
        *,
        null: bool = True,
        when: FieldRule | None = None,
        description: str | None = None,
    ) -> None:
        self.build, self.of, self.null, self.when, self.description = build, of, null, when, description


class Batch(TypeMember):
    """A value computed in Python for all rows of an edge at once.

    `load(viewer, keys)` is called once with the distinct values of `columns` (a tuple for each, or the bare
    value if there is one column) and answers `{key: value}`. `of` is a Graphene scalar or list, a
    `Structure`, or the name of a type, whose primary keys `load` then answers; rows that the viewer may not
    see are null.
    """

    def __init__(
        self,
        load: Load,
        *,
        columns: str | Sequence[str],
        of: Any,
        null: bool = True,
        description: str | None = None,
    ) -> None:
        self.load, self.of, self.null, self.description = load, of, null, description
        self.sources = (columns,) if isinstance(columns, str) else tuple(columns)

    def inherited_description(self) -> str:
        declaration = self.target or getattr(self.of, "declaration", None)
        return declaration.description if declaration else ""

    @cached_property
    def target(self) -> "TypeDeclaration | None":
        """The type whose primary keys `load` answers, if it is not values."""
        named = self.owner.declarations.type_named
        return named(self.of, self.place) if isinstance(self.of, str) else None

    @cached_property
    def columns(self) -> tuple["Field[Any, Any]", ...]:
        """The model's fields that make a key."""
        return tuple(column_of(self.owner.model, source, self.place) for source in self.sources)
