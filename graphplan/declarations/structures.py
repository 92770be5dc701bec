"""Values without identity: what a client reads as a structure, and what it sends as an input object."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import graphene
from graphene.types.structures import Structure as Wrapper
from graphene.types.unmountedtype import UnmountedType

from graphplan.declarations.place import Declaration
from graphplan.plans.inputs import InputShape

if TYPE_CHECKING:
    from graphplan.declarations.registry import Declarations


class IdInput:
    """An identifier of a row of type `to`, or with `many` a list of them, given on as primary keys.

    One that is malformed or another type's is as good as one of a row that does not exist: a command is not
    run and answers `not_found` with the field, a read is not run and answers null.
    """

    def __init__(
        self, to: str, description: str | None = None, *, required: bool = False, many: bool = False
    ) -> None:
        self.to, self.description, self.required, self.many = to, description, required, many


ARGUMENT_KINDS = (UnmountedType, graphene.Argument, IdInput)
"""What an argument or a field of an input may be.

`graphene.Int(…)`, `graphene.List(…)`, `graphene.Argument(Cell, …)` or `IdInput(…)`.
"""


def argument_of(said: Any) -> Any:
    """The Graphene argument that `graphene.Int(…)` or `graphene.Argument(Int, …)` says."""
    return said.Argument() if isinstance(said, UnmountedType) else said


class StructureDeclaration(Declaration):
    """A structure: `fields` are Graphene's, `graphene.String(…)` or `graphene.Field(OtherStructure, …)`."""

    def __init__(
        self,
        declarations: "Declarations",
        source: type,
        name: str,
        description: str,
        body: Mapping[str, Any],
    ) -> None:
        super().__init__(declarations, source, name, description)
        self.fields: dict[str, Any] = self.sort(body, (UnmountedType, graphene.Field))


class InputDeclaration(Declaration):
    """An input object: `fields` are unmounted Graphene types, and `IdInput`s."""

    def __init__(
        self,
        declarations: "Declarations",
        source: type,
        name: str,
        description: str,
        body: Mapping[str, Any],
    ) -> None:
        super().__init__(declarations, source, name, description)
        self.fields: dict[str, Any] = self.sort(body, ARGUMENT_KINDS)

    @cached_property
    def shape(self) -> InputShape:
        """What its fields are decoded by."""
        return shape_of(self.fields)


def shape_of(declared: Mapping[str, Any]) -> InputShape:
    """What arguments, or the fields of an input, are decoded by."""
    return {name: _shape(said) for name, said in declared.items()}


def _shape(said: Any) -> InputShape | str | None:
    if isinstance(said, IdInput):
        return said.to
    kind = argument_of(said).type
    while isinstance(kind, Wrapper):
        kind = kind.of_type
    declaration = getattr(kind, "declaration", None)
    return declaration.shape if isinstance(declaration, InputDeclaration) else None
