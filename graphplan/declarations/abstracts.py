"""Interfaces and unions: what leads to rows of several types, and the fields that all of these have."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphplan.declarations.edges import One, edge_named
from graphplan.declarations.fields import Id, TypeMember
from graphplan.declarations.place import Declaration, Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import DeclarationError, refuse
from graphplan.plans.refusals import TooManyIdentifiers

if TYPE_CHECKING:
    from graphplan.declarations.registry import Declarations

NODE = "Node"


class AbstractDeclaration(Declaration):
    """An interface, whose `fields`, descriptions by name, all its types have; without them a union."""

    def __init__(
        self,
        declarations: "Declarations",
        source: type,
        name: str,
        description: str,
        *,
        types: Sequence[str],
        fields: Mapping[str, str] = MappingProxyType({}),
        body: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        super().__init__(declarations, source, name, description)
        self.strangers = dict(body)
        self.type_names, self.fields = tuple(types), dict(fields)

    @cached_property
    def types(self) -> list[TypeDeclaration]:
        """What a row of it may be.

        Raises `DeclarationError` for a name that no type has, and for a field that one of them lacks.
        """
        if not self.type_names:
            raise DeclarationError(self.name, "it stands for no type", "Say them in Meta: types = (…)")
        types = [self.declarations.type_named(name, self.name) for name in self.type_names]
        for declaration in types:
            for field in self.fields:
                if field not in declaration.members:
                    fault, mend = f"{declaration.name} has no field {field!r}", "Declare it there"
                    raise DeclarationError(f"{self.name}.{field}", fault, mend)
        return types


class NodeDeclaration(AbstractDeclaration):
    """`Node`: every type that has an `Id` named id, and does not say `node = False`."""

    def __init__(self, declarations: "Declarations") -> None:
        description = "Whatever has an identifier of its own."
        super().__init__(
            declarations, type(self), NODE, description, types=(), fields={"id": "Lasts as long as it does."}
        )

    @cached_property
    def types(self) -> list[TypeDeclaration]:
        """What a row of it may be. Raises `DeclarationError` if that is nothing."""
        every = self.declarations.types.values()
        nodes = [one for one in every if one.is_node and isinstance(one.members.get("id"), Id)]
        if not nodes:
            raise DeclarationError(NODE, "no type has an id", "Declare id = Id() in one")
        return nodes


class Abstract(Member):
    """What leads to a row of an interface or of a union."""

    to: str

    def inherited_description(self) -> str:
        return self.target.description

    @cached_property
    def target(self) -> AbstractDeclaration:
        """The interface or union. Raises `DeclarationError` if there is none of that name."""
        return self.owner.declarations.abstract_named(self.to, self.place)


class FindAny(Abstract):
    """At the root: one row of several types by its identifier: `node(id: ID!)`.

    Null if it is absent, hidden, or of a type that is not asked for here, all the same.
    """

    def __init__(self, to: str, description: str | None = None) -> None:
        self.to, self.description = to, description


class FindEach(Abstract):
    """At the root: rows of several types by their identifiers, in that order: `nodes(ids: [ID!]!)`.

    Null stands for each one that `FindAny` would not find; more than `at_most` are refused.
    """

    def __init__(self, to: str, description: str | None = None, *, at_most: int = 100) -> None:
        self.to, self.description, self.at_most = to, description, at_most


class OneOf(Abstract, TypeMember):
    """In a type: the target of whichever of its to-one `edges` has one that the viewer sees.

    It is the first such; each of them is a `One` of this type that may be null, to a type of the union.
    """

    def __init__(self, to: str, description: str | None = None, *, edges: Sequence[str]) -> None:
        self.to, self.description, self.edge_names = to, description, tuple(edges)

    @cached_property
    def edges(self) -> list[One]:
        """The edges in the order in which they are tried.

        Raises `DeclarationError` for one that is not there, cannot be null, or leads elsewhere.
        """
        edges = [edge_named(self.owner, name, self.place) for name in self.edge_names]
        if not edges:
            raise DeclarationError(self.place, "it has no edges", "Say edges=(…), to-one edges of this type")
        for edge in edges:
            self._check(edge)
        return edges

    def _check(self, edge: One) -> None:
        if not edge.null:
            fault = f"{edge.name} is never null, so that no other would have a turn"
            raise DeclarationError(self.place, fault, "Name edges that may be null")
        if edge.target not in self.target.types:
            fault = f"{edge.name} leads to {edge.to}, which is no {self.to}"
            raise DeclarationError(self.place, fault, f"Add it to the types of {self.to}")


def is_asked_for(name: str, declarations: Any) -> bool:
    """Whether a field leads to the interface or union of this name."""
    owners = [declarations.roots, *(declaration.members for declaration in declarations.types.values())]
    members = (member for owner in owners for member in owner.values())
    return any(isinstance(member, Abstract) and member.to == name for member in members)


def refuse_more(member: FindEach, ids: Sequence[str]) -> None:
    """Raises `GraphQLError` with the code `list_too_long` for more identifiers than may be given."""
    if len(ids) > member.at_most:
        refuse(TooManyIdentifiers(member.at_most, len(ids)))
