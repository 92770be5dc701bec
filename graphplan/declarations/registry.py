"""All declarations of one API, by name."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from graphplan.declarations.abstracts import NODE, AbstractDeclaration, NodeDeclaration
from graphplan.errors import DeclarationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphplan.declarations.operations import MutationDeclaration, QueryDeclaration
    from graphplan.declarations.place import Declaration, Member
    from graphplan.declarations.structures import InputDeclaration, StructureDeclaration
    from graphplan.declarations.types import TypeDeclaration

D = TypeVar("D", bound="Declaration")


class Declarations:
    """Filled as the modules of an application are imported; closed when the schema is built."""

    def __init__(self) -> None:
        self.types: dict[str, TypeDeclaration] = {}
        self.abstracts: dict[str, AbstractDeclaration] = {NODE: NodeDeclaration(self)}
        self.structures: dict[str, StructureDeclaration] = {}
        self.inputs: dict[str, InputDeclaration] = {}
        self.mutations: dict[str, MutationDeclaration] = {}
        self.queries: list[QueryDeclaration] = []
        self.roots: dict[str, Member] = {}
        self.closed = False

    def add(self, kind: "dict[str, D]", declaration: "D") -> None:
        """Register a declaration.

        Raises `DeclarationError` for a name that is taken, and when the schema is already built.
        """
        self.refuse_if_closed(declaration.name)
        if declaration.name in kind:
            source = kind[declaration.name].source
            fault = f"the name is taken by {source.__module__}.{source.__qualname__}"
            raise DeclarationError(declaration.name, fault, "Rename one of them, or say Meta.name")
        kind[declaration.name] = declaration

    def add_roots(self, declaration: "QueryDeclaration") -> None:
        """Register root fields.

        Raises `DeclarationError` for a name that is taken, and when the schema is already built.
        """
        self.refuse_if_closed(declaration.source.__qualname__)
        for name, member in declaration.members.items():
            if name in self.roots:
                source = self.roots[name].owner.source
                fault = f"the name is taken by {source.__module__}.{source.__qualname__}"
                raise DeclarationError(member.place, fault, "Rename one of them")
            self.roots[name] = member
        self.queries.append(declaration)

    def refuse_if_closed(self, place: str) -> None:
        """Raise `DeclarationError` if the schema is already built."""
        if self.closed:
            mend = "Import the modules that declare before the schema is asked for"
            raise DeclarationError(place, "it is declared after the schema was built", mend)

    def type_named(self, name: str, place: str) -> "TypeDeclaration":
        """The type of this name.

        Raises `DeclarationError`, in the name of `place`, if there is none.
        """
        return _named(self.types, name, place, "type")

    def abstract_named(self, name: str, place: str) -> "AbstractDeclaration":
        """The interface or union of this name.

        Raises `DeclarationError`, in the name of `place`, if there is none.
        """
        return _named(self.abstracts, name, place, "interface or union")


def _named(known: "Mapping[str, D]", name: str, place: str, what: str) -> "D":
    if name not in known:
        near = get_close_matches(name, known, n=1)
        mend = f"There is {near[0]!r}" if near else "Import the module that declares it"
        raise DeclarationError(place, f"there is no {what} {name!r}", mend)
    return known[name]
