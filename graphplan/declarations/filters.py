"""Arguments that narrow a list by columns which everyone who sees a row may read."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

import graphene
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    Field,
    IntegerField,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from graphplan.containing import Containing
from graphplan.declarations.edges import IdOf, edge_named
from graphplan.declarations.fields import Column
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import DeclarationError
from graphplan.names import field_name
from graphplan.plans import choices

Prepare = Callable[[Any, str], Any]
"""(what is given, vendor) -> what is compared."""


class Filter:
    """An argument of a list: only rows whose `fields` are so. Null narrows no more than what is not given."""

    def __init__(self, *fields: str, description: str | None = None) -> None:
        self.fields, self._description = fields, description

    def columns(self, target: TypeDeclaration, place: str) -> list["Field[Any, Any]"]:
        """The columns that it compares.

        Raises `DeclarationError` for what is no column of the type that all who see the row may read: by
        asking for one value after the other, its own would come out.
        """
        members = [self._member(target, field, place) for field in self.fields]
        if not members:
            raise DeclarationError(place, "it names no field", f"Name columns of {target.name}")
        return [member.column for member in members]

    @staticmethod
    def _member(target: TypeDeclaration, field: str, place: str) -> Column:
        member = target.members.get(field)
        if not isinstance(member, Column):
            raise DeclarationError(
                place, f"{target.name} has no column {field!r}", "Name a field that is one"
            )
        if member.when is not None:
            fault = f"it would tell {field}, which {target.name} does not show to everyone"
            raise DeclarationError(place, fault, "Narrow by columns that are shown without a condition")
        return member

    @property
    def described(self) -> str:
        """What it does, for people."""
        return self._description or self.says().format(" or ".join(map(field_name, self.fields)))

    @abstractmethod
    def says(self) -> str:
        """What it does, with a gap for the names of the fields."""

    def kind(self, target: TypeDeclaration, place: str) -> Any:
        """The Graphene type of the argument, or the column that has it."""
        return self._member(target, self.fields[0], place)

    def prepare(self, target: TypeDeclaration) -> Prepare:  # noqa: ARG002
        """What makes of what is given the value to compare with."""
        return choices.as_given

    def compared(self, columns: Sequence["Field[Any, Any]"]) -> "Field[Any, Any]":
        """The field of what stands beside the columns."""
        return columns[0]

    @abstractmethod
    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        """What has to hold; the value is an expression."""

    def of(self, target: TypeDeclaration, place: str, given: Any) -> Any:
        """What has to hold when this is given."""
        columns = self.columns(target, place)
        value = self.prepare(target)(given, connection.vendor)
        return self.condition(columns, Value(value, output_field=self.compared(columns)))


class Equals(Filter):
    """The column has this value. Texts are compared by the column's own collation."""

    def says(self) -> str:
        return "Only those whose {} is this."

    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        return Q(**{columns[0].attname: value})


class AtLeast(Equals):
    """The column has this value or a greater one: a day or a later one."""

    def says(self) -> str:
        return "Only those whose {} is this or greater."

    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        return GreaterThanOrEqual(F(columns[0].attname), value)


class AtMost(Equals):
    """The column has this value or a smaller one: a day or an earlier one."""

    def says(self) -> str:
        return "Only those whose {} is this or smaller."

    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        return LessThanOrEqual(F(columns[0].attname), value)


class Contains(Filter):
    """One of the columns holds this text somewhere, in letters of either case; accents tell letters apart."""

    def prepare(self, target: TypeDeclaration) -> Prepare:  # noqa: ARG002
        return choices.pattern_of

    def says(self) -> str:
        return "Only those whose {} contains this, in letters of either case."

    def kind(self, target: TypeDeclaration, place: str) -> Any:  # noqa: ARG002
        return graphene.String

    def columns(self, target: TypeDeclaration, place: str) -> list["Field[Any, Any]"]:
        columns = super().columns(target, place)
        for column in columns:
            if not isinstance(column, CharField | TextField):
                fault = f"{column.name} is a {type(column).__name__}, which contains no text"
                raise DeclarationError(place, fault, "Name columns of text")
        return columns

    def compared(self, columns: Sequence["Field[Any, Any]"]) -> "Field[Any, Any]":  # noqa: ARG002
        return CharField()

    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        condition = Q()
        for column in columns:
            condition |= Q(Containing(F(column.attname), value))
        return condition


class Lacks(Filter):
    """With true the column is null; with false it is not."""

    def prepare(self, target: TypeDeclaration) -> Prepare:  # noqa: ARG002
        return choices.one_or_none

    def says(self) -> str:
        return "With true only those without {}, with false only those with it."

    def kind(self, target: TypeDeclaration, place: str) -> Any:  # noqa: ARG002
        return graphene.Boolean

    def compared(self, columns: Sequence["Field[Any, Any]"]) -> "Field[Any, Any]":  # noqa: ARG002
        return IntegerField()

    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        lacking = When(Q(**{f"{columns[0].attname}__isnull": True}), then=Value(1))
        return Exact(Case(lacking, default=Value(0), output_field=IntegerField()), value)


class LeadsTo(Filter):
    """A to-one edge leads to the row with this identifier.

    Only an edge whose target is seen by all who see the row: it is not null, or the type has its `IdOf`.
    """

    def prepare(self, target: TypeDeclaration) -> Prepare:
        return choices.KeyIn(edge_named(target, self.fields[0], target.name).target.name)

    def says(self) -> str:
        return "Only those whose {} is this."

    def kind(self, target: TypeDeclaration, place: str) -> Any:  # noqa: ARG002
        return graphene.ID

    def columns(self, target: TypeDeclaration, place: str) -> list["Field[Any, Any]"]:
        edge = edge_named(target, self.fields[0], place) if self.fields else None
        if edge is None:
            return super().columns(target, place)
        told = (member for member in target.members.values() if isinstance(member, IdOf))
        if edge.null and edge.name not in {member.edge_name for member in told}:
            fault = f"it would tell {edge.name}, which may be hidden where {target.name} is seen"
            raise DeclarationError(place, fault, f"Declare it null=False, or IdOf({edge.name!r})")
        return [edge.key]

    def compared(self, columns: Sequence["Field[Any, Any]"]) -> "Field[Any, Any]":  # noqa: ARG002
        return BigIntegerField()

    def condition(self, columns: Sequence["Field[Any, Any]"], value: Any) -> Any:
        return Q(**{columns[0].attname: value})
