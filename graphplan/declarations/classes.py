"""The syntax: classes to inherit from. Each turns its body into a declaration as soon as it is written.

An application binds them to its `Api` once, and inherits from its own:

    class Type(graphplan.Type, api=api):
        \"\"\"A type of the school's API.\"\"\"
"""

from abc import abstractmethod
from copy import copy
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, ClassVar

from graphplan.declarations.abstracts import AbstractDeclaration
from graphplan.declarations.operations import MutationDeclaration, QueryDeclaration
from graphplan.declarations.place import Declaration, Member
from graphplan.declarations.structures import InputDeclaration, StructureDeclaration
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import DeclarationError

if TYPE_CHECKING:
    from graphplan.api import Api


class Declared:
    """What the five bases share: bound with `api=`, they declare every class that inherits from them."""

    api: ClassVar["Api"]
    declaration: ClassVar[Any]

    def __init_subclass__(cls, *, api: "Api | None" = None) -> None:
        super().__init_subclass__()
        if api is not None:
            cls.api = api
        elif Declared not in cls.__bases__:
            cls._refuse_to_inherit()
            cls.declaration = cls.declare()

    @classmethod
    @abstractmethod
    def declare(cls) -> Declaration:
        """The body of this class as a declaration."""

    @classmethod
    def _refuse_to_inherit(cls) -> None:
        name = cls.__qualname__
        if not hasattr(cls, "api"):
            mend = f"Inherit from a base that is: class {cls.__bases__[0].__name__}(…, api=api)"
            raise DeclarationError(name, "its base is not bound to an Api", mend)
        if hasattr(cls, "declaration"):
            fault = f"it inherits from {cls.declaration.name}"
            raise DeclarationError(name, fault, "Declare each by itself; one may lead to the other")


class Type(Declared):
    """Rows of a model: their fields, their edges, and `visible(v)`, the rule of who sees them.

    The docstring is the description. Meta says `model` (a class or "app.Model") and maybe `name`, by default
    that of the class without "Type"; `node = False` keeps it out of `Node`.
    """

    declaration: ClassVar[TypeDeclaration]

    @classmethod
    def declare(cls) -> TypeDeclaration:
        meta = _meta(cls, "model", "name", "node")
        name = meta.get("name", cls.__name__.removesuffix("Type"))
        if "visible" not in vars(cls):
            mend = "Write visible(v): a condition, ALL, NOBODY, or any_of(…)"
            raise DeclarationError(f"{name}.visible", "there is no rule", mend)
        declaration = TypeDeclaration(
            cls.api.declarations,
            cls,
            name,
            _description(cls),
            model=meta.get("model"),
            visible=cls.__dict__["visible"].__get__(None, cls),
            body=_body(cls, "visible"),
            is_node=meta.get("node", True),
        )
        cls.api.declarations.add(cls.api.declarations.types, declaration)
        return declaration

    @classmethod
    def extend(cls, **members: Member) -> None:
        """Add fields from a floor above: `StudentType.extend(scores=Many("Score", at_most=500))`.

        Raises `DeclarationError` for a field that exists already.
        """
        cls.declaration.extend(members)


class Interface(Declared):
    """Several types, and fields that all of them have.

    Meta says the names of the `types`, and the `fields`: descriptions by name. What they are, each type
    declares. The types do not know of the interface: they may stand on a lower floor.
    """

    declaration: ClassVar[AbstractDeclaration]

    @classmethod
    def declare(cls) -> AbstractDeclaration:
        meta = _meta(cls, "name", "types", "fields")
        if not meta.get("fields"):
            mend = "Say them in Meta: fields = {name: description}, or declare a Union"
            raise DeclarationError(cls.__name__, "an interface has fields", mend)
        return _declare_abstract(cls, meta)


class Union(Declared):
    """Several types that need have nothing in common. Meta says their names: `types`."""

    declaration: ClassVar[AbstractDeclaration]

    @classmethod
    def declare(cls) -> AbstractDeclaration:
        return _declare_abstract(cls, _meta(cls, "name", "types"))


class Structure(Declared):
    """A value without identity, made of Graphene scalars, lists and other structures.

    Read from objects by attribute and from mappings by key.
    """

    declaration: ClassVar[StructureDeclaration]

    @classmethod
    def declare(cls) -> StructureDeclaration:
        name = _meta(cls, "name").get("name", cls.__name__.removesuffix("Structure"))
        declarations = cls.api.declarations
        declaration = StructureDeclaration(declarations, cls, name, _description(cls), _body(cls))
        declarations.add(declarations.structures, declaration)
        return declaration


class Input(Declared):
    """An object that a client sends, made of Graphene scalars, lists, other inputs, and `IdInput`."""

    declaration: ClassVar[InputDeclaration]

    @classmethod
    def declare(cls) -> InputDeclaration:
        name = _meta(cls, "name").get("name", cls.__name__)
        declarations = cls.api.declarations
        declaration = InputDeclaration(declarations, cls, name, _description(cls), _body(cls))
        declarations.add(declarations.inputs, declaration)
        return declaration


class Query(Declared):
    """Fields at the root of queries: `Find`, `FindAny`, `FindEach`, `Mine`, `ListOf`, `Connection`, `Answer`.

    All such classes together are one root.
    """

    declaration: ClassVar[QueryDeclaration]

    @classmethod
    def declare(cls) -> QueryDeclaration:
        _meta(cls)
        declaration = QueryDeclaration(cls.api.declarations, cls, _body(cls))
        cls.api.declarations.add_roots(declaration)
        return declaration


class Mutation(Declared):
    """`class SaveScores` is `saveScores(input: SaveScoresInput!): SaveScoresPayload!`.

    Meta says `command`, `class Input` what it is told; `Written` members are what its payload shows besides
    `errors`. The `class Input` of the base that an application binds is what each of its mutations is told
    besides.
    """

    declaration: ClassVar[MutationDeclaration]

    @classmethod
    def declare(cls) -> MutationDeclaration:
        declaration = MutationDeclaration(
            cls.api.declarations,
            cls,
            cls.__name__,
            _description(cls),
            command=_meta(cls, "command").get("command"),
            input_body=cls._told(),
            body=_body(cls, "Input"),
        )
        cls.api.declarations.add(cls.api.declarations.mutations, declaration)
        return declaration

    @classmethod
    def _told(cls) -> dict[str, Any]:
        """What this mutation is told, and last what all are."""
        own = _body(vars(cls).get("Input", object))
        common = _body(getattr(super(cls, cls), "Input", object))
        return own | {name: copy(said) for name, said in common.items()}


def _declare_abstract(cls: type[Declared], meta: dict[str, Any]) -> AbstractDeclaration:
    declarations, name = cls.api.declarations, meta.get("name", cls.__name__)
    types, fields = meta.get("types", ()), meta.get("fields", {})
    declaration = AbstractDeclaration(
        declarations, cls, name, _description(cls), types=types, fields=fields, body=_body(cls)
    )
    declarations.add(declarations.abstracts, declaration)
    return declaration


def _description(cls: type) -> str:
    return cleandoc(vars(cls).get("__doc__") or "")


def _body(cls: type, *besides: str) -> dict[str, Any]:
    """What a class says, after what plain classes that it inherits from say for several."""
    plain = [part for part in reversed(cls.__mro__[1:]) if not issubclass(part, Declared)]
    common = {name: copy(said) for part in plain for name, said in _said(part).items()}
    return {name: said for name, said in (common | _said(cls)).items() if name not in ("Meta", *besides)}


def _said(cls: type) -> dict[str, Any]:
    return {name: said for name, said in vars(cls).items() if not (name[:2] == name[-2:] == "__")}


def _meta(cls: type, *options: str) -> dict[str, Any]:
    meta = vars(cls).get("Meta")
    said = _body(meta) if isinstance(meta, type) else {}
    for option in said.keys() - set(options):
        known = ", ".join(options) or "no options"
        raise DeclarationError(f"{cls.__name__}.Meta", f"there is no option {option!r}", f"It knows {known}")
    return said
