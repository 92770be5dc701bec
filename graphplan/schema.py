"""The Graphene schema of the declarations. It has no resolvers of its own: an engine brings them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, ClassVar

import graphene
from graphene.types.structures import Structure as Wrapper
from graphene.types.unmountedtype import UnmountedType

from graphplan.declarations.abstracts import AbstractDeclaration, FindAny, FindEach, OneOf, is_asked_for
from graphplan.declarations.classes import Input, Structure
from graphplan.declarations.edges import Connection, IdOf, ListOf, Many, One
from graphplan.declarations.fields import Batch, Column, Expression, Id, Nested
from graphplan.declarations.operations import MutationDeclaration, Written
from graphplan.declarations.orders import Orders
from graphplan.declarations.place import Member
from graphplan.declarations.registry import Declarations
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.declarations.structures import (
    IdInput,
    InputDeclaration,
    StructureDeclaration,
    argument_of,
)
from graphplan.errors import DeclarationError
from graphplan.names import mutation_name
from graphplan.plans.cuts import LARGEST_PAGE
from graphplan.scalars import DESCRIPTIONS, INEXACT, enum_of, scalar_of
from graphplan.shapes import Shape

USER_ERROR = {
    "code": graphene.String(required=True, description="What kind of mistake it is; codes do not change."),
    "field": graphene.String(description="The input that it is about, as a path: cells.3.value."),
    "message": graphene.String(required=True, description="The mistake in words for people."),
}

PAGE_INFO = {
    "has_next_page": graphene.Boolean(required=True, description="Whether rows come after this page."),
    "has_previous_page": graphene.Boolean(required=True, description="Whether rows come before this page."),
    "start_cursor": graphene.String(description="The cursor of the first row, if there is one."),
    "end_cursor": graphene.String(description="The cursor of the last row, if there is one."),
}


def page_arguments() -> dict[str, Any]:
    """The arguments of a connection."""
    first = f"How many from the beginning, 1 to {LARGEST_PAGE}; {LARGEST_PAGE} if `last` is not given either."
    return {
        "first": graphene.Int(description=first),
        "after": graphene.String(description="A cursor: only what comes after it."),
        "last": graphene.Int(description=f"How many from the end, 1 to {LARGEST_PAGE}."),
        "before": graphene.String(description="A cursor: only what comes before it."),
    }


ORDER_BY = "order_by"


def list_of(kind: Any) -> Any:
    """`[Kind!]`."""
    return graphene.List(graphene.NonNull(kind))


def connected_types(declarations: Declarations) -> list[str]:
    """The names of the types that connections lead to."""
    owners = [declarations.roots, *(declaration.members for declaration in declarations.types.values())]
    members = (member for owner in owners for member in owner.values())
    return sorted({member.target.name for member in members if isinstance(member, Connection)})


class SchemaBuilder:
    """Makes Graphene types by name; they refer to each other by name, so the order does not matter."""

    def __init__(self, declarations: Declarations) -> None:
        self.declarations = declarations
        self._types: dict[str, Any] = {}

    def build(self) -> graphene.Schema:
        """The whole schema.

        Raises `DeclarationError` for two types of one name, and for what cannot be shown.
        """
        every = self.declarations
        interfaces = self._interfaces()
        for declaration in every.types.values():
            fields = self._fields(declaration.members)
            self._object(declaration.name, declaration.description, fields, interfaces[declaration.name])
        self._unions()
        for structure in every.structures.values():
            self._object(structure.name, structure.description, self._structure_fields(structure))
        for declared_input in every.inputs.values():
            self._input(declared_input)
        self._connections()
        self._object("Query", "What can be asked.", self._fields(every.roots))
        if every.mutations:
            self._object("UserError", "Why something was not done.", USER_ERROR)
            mutations = {mutation_name(m.name): self._mutation(m) for m in every.mutations.values()}
            self._object("Mutation", "What can be done. Several are done one after the other.", mutations)
        types = list(self._types.values())
        schema = graphene.Schema(self._types["Query"], self._types.get("Mutation"), types=types)
        for name in DESCRIPTIONS.keys() & schema.graphql_schema.type_map:
            schema.graphql_schema.type_map[name].description = DESCRIPTIONS[name]
        return schema

    def _interfaces(self) -> Mapping[str, Any]:
        """The interfaces that a field leads to: those of each type by its name."""
        of_types = defaultdict[str, list[Any]](list)
        for abstract in self._asked_for():
            if abstract.fields:
                fields = self._fields({name: abstract.types[0].members[name] for name in abstract.fields})
                for name, description in abstract.fields.items():
                    fields[name].description = description
                interface = self._made(graphene.Interface, abstract.name, abstract.description, fields)
                for declaration in abstract.types:
                    of_types[declaration.name].append(interface)
        return of_types

    def _unions(self) -> None:
        """The unions that a field leads to."""
        for abstract in self._asked_for():
            if not abstract.fields:
                types = tuple(self._types[declaration.name] for declaration in abstract.types)
                self._made(graphene.Union, abstract.name, abstract.description, {}, types=types)

    def _asked_for(self) -> list[AbstractDeclaration]:
        every = self.declarations
        return [abstract for name, abstract in every.abstracts.items() if is_asked_for(name, every)]

    def _connections(self) -> None:
        names = connected_types(self.declarations)
        if names:
            self._object("PageInfo", "Where a page stands in its list.", PAGE_INFO)
        for name in names:
            edges = graphene.Field(
                list_of(self._named(f"{name}Edge")),
                required=True,
                description="The rows, each with its cursor.",
            )
            page_info = graphene.Field(
                self._named("PageInfo"), required=True, description="Where this page stands in its list."
            )
            node = graphene.Field(self._named(name), required=True, description=f"The {name}.")
            cursor = graphene.String(required=True, description="The position of this row in its list.")
            self._object(f"{name}Connection", f"A page of {name}.", {"edges": edges, "page_info": page_info})
            self._object(f"{name}Edge", f"One {name} in a page.", {"node": node, "cursor": cursor})

    # ---- types by name ----

    def _object(
        self, name: str, description: str, fields: Mapping[str, Any], interfaces: Sequence[Any] = ()
    ) -> None:
        self._made(Shape, name, description, fields, interfaces=interfaces)

    def _made(
        self, base: type, name: str, description: str, fields: Mapping[str, Any], **options: Any
    ) -> Any:
        meta = {"description": description, **options}
        return self._claim(name, type(name, (base,), {**fields, "Meta": meta}))

    def _claim(self, name: str, kind: Any) -> Any:
        if self._types.setdefault(name, kind) is not kind:
            raise DeclarationError(name, "two types of the schema have this name", "Rename one of them")
        return kind

    def _named(self, name: str) -> Any:
        return partial(self._types.__getitem__, name)

    def _enum(self, enum: type[Enum]) -> Any:
        return self._claim(enum.__name__, enum_of(enum))

    def _kind(self, of: Any, place: str) -> Any:
        """What a declaration says, as a Graphene type: a scalar, an enumeration, a list, a declared class."""
        if isinstance(of, Wrapper):
            return type(of)(self._kind(of.of_type, place))
        if isinstance(of, type) and issubclass(of, Structure | Input):
            return self._declared(of, place)
        if isinstance(of, type) and issubclass(of, graphene.Enum):
            return self._claim(of.__name__, of)
        if of in INEXACT:
            raise DeclarationError(place, "Graphene's own is inexact", f"Say graphplan.{of.__name__}")
        if isinstance(of, type) and issubclass(of, graphene.Scalar):
            return of
        mend = "Say a Graphene scalar (the class), a list of one, or a Structure of this Api"
        raise DeclarationError(place, f"{of!r} cannot be shown", mend)

    def _declared(self, of: type[Structure | Input], place: str) -> Any:
        if of.api.declarations is not self.declarations:
            raise DeclarationError(place, f"{of.__name__} belongs to another Api", "Declare it in this one")
        return self._named(of.declaration.name)

    # ---- fields ----

    def _fields(self, members: Mapping[str, Member]) -> dict[str, Any]:
        return {name: self._FIELDS[type(member)](self, member) for name, member in members.items()}

    def _identifier(self, member: Id) -> Any:
        return graphene.Field(graphene.ID, required=True, description=member.described)

    def _identifier_of(self, member: IdOf) -> Any:
        return graphene.Field(graphene.ID, required=not member.edge.null, description=member.described)

    def _column(self, member: Column) -> Any:
        required = not (member.column.null or member.may_be_blank) and member.when is None
        return graphene.Field(self._column_kind(member), required=required, description=member.described)

    def _column_kind(self, member: Column) -> Any:
        return scalar_of(member.column, member.place) if member.enum is None else self._enum(member.enum)

    def _nested(self, member: Nested) -> Any:
        kind = self._kind(member.structure, member.place)
        required = not member.column.null and member.when is None
        return graphene.Field(
            list_of(kind) if member.many else kind, required=required, description=member.described
        )

    def _expression(self, member: Expression) -> Any:
        required = not member.null and member.when is None
        return graphene.Field(
            self._kind(member.of, member.place), required=required, description=member.described
        )

    def _batch(self, member: Batch) -> Any:
        kind = self._named(member.target.name) if member.target else self._kind(member.of, member.place)
        return graphene.Field(kind, required=not member.null, description=member.described)

    def _to_one(self, member: One) -> Any:
        return graphene.Field(
            self._named(member.target.name), required=not member.null, description=member.described
        )

    def _bounded_list(self, member: Many | ListOf) -> Any:
        kind = list_of(self._named(member.target.name))
        return graphene.Field(
            kind, required=True, description=f"{member.described} At most {member.at_most}."
        )

    def _connection(self, member: Connection) -> Any:
        kind, arguments = self._named(f"{member.target.name}Connection"), page_arguments()
        arguments |= {name: self._filter(member, name) for name in member.filters}
        if member.orders:
            made, default = self._orders(member.orders), next(iter(member.orders.by))
            said = f"In which order; {default} if nothing is said."
            arguments[ORDER_BY] = graphene.Argument(made, description=said)
        return graphene.Field(kind, required=True, args=arguments, description=member.described)

    def _filter(self, member: Connection, name: str) -> Any:
        narrows, place = member.filters[name], f"{member.place}({name})"
        kind = narrows.kind(member.target, place)
        if isinstance(kind, Column):
            kind = self._column_kind(kind)
        return graphene.Argument(kind, description=narrows.described)

    def _orders(self, orders: Orders) -> Any:
        if orders.name not in self._types:
            self._claim(orders.name, graphene.Enum.from_enum(orders.enum, description=orders.described))
        return self._types[orders.name]

    def _find(self, member: Find) -> Any:
        identifier = graphene.Argument(
            graphene.ID, required=True, description=f"The identifier of the {member.target.name}."
        )
        kind = self._named(member.target.name)
        return graphene.Field(kind, args={"id": identifier}, description=member.described)

    def _one_of(self, member: OneOf) -> Any:
        return graphene.Field(self._named(member.target.name), description=member.described)

    def _find_any(self, member: FindAny) -> Any:
        identifier = graphene.Argument(graphene.ID, required=True, description="Its identifier.")
        kind = self._named(member.target.name)
        return graphene.Field(kind, args={"id": identifier}, description=member.described)

    def _find_each(self, member: FindEach) -> Any:
        said = f"Their identifiers, at most {member.at_most}."
        identifiers = graphene.Argument(list_of(graphene.ID), required=True, description=said)
        kind = graphene.List(self._named(member.target.name))
        return graphene.Field(kind, required=True, args={"ids": identifiers}, description=member.described)

    def _mine(self, member: Mine) -> Any:
        return graphene.Field(self._named(member.target.name), description=member.described)

    def _answer(self, member: Answer) -> Any:
        arguments = {
            name: self._argument(said, f"{member.place}({name})") for name, said in member.arguments.items()
        }
        return graphene.Field(
            self._kind(member.of, member.place), args=arguments, description=member.described
        )

    def _written(self, member: Written) -> Any:
        kind = self._named(member.target.name)
        return graphene.Field(list_of(kind) if member.keys else kind, description=member.described)

    _FIELDS: ClassVar[dict[type[Member], Callable[[Any, Any], Any]]] = {
        Id: _identifier,
        IdOf: _identifier_of,
        Column: _column,
        Nested: _nested,
        Expression: _expression,
        Batch: _batch,
        One: _to_one,
        Many: _bounded_list,
        ListOf: _bounded_list,
        Connection: _connection,
        OneOf: _one_of,
        Find: _find,
        FindAny: _find_any,
        FindEach: _find_each,
        Mine: _mine,
        Answer: _answer,
        Written: _written,
    }

    def _structure_fields(self, declaration: StructureDeclaration) -> dict[str, Any]:
        fields = {}
        for name, said in declaration.fields.items():
            field = said.Field() if isinstance(said, UnmountedType) else said
            fields[name] = graphene.Field(
                self._kind(field.type, f"{declaration.name}.{name}"),
                description=field.description,
                deprecation_reason=field.deprecation_reason,
            )
        return fields

    # ---- what clients send ----

    def _input(self, declaration: InputDeclaration) -> None:
        fields = {}
        for name, said in declaration.fields.items():
            argument = self._argument(said, f"{declaration.name}.{name}")
            fields[name] = graphene.InputField(
                argument.type,
                description=argument.description,
                default_value=argument.default_value,
                deprecation_reason=argument.deprecation_reason,
            )
        meta = {"description": declaration.description, "container": dict}
        body = {**fields, "Meta": meta}
        self._claim(declaration.name, type(declaration.name, (graphene.InputObjectType,), body))

    def _argument(self, said: Any, place: str) -> Any:
        if isinstance(said, IdInput):
            self.declarations.type_named(said.to, place)
            kind = list_of(graphene.ID) if said.many else graphene.ID
            return graphene.Argument(kind, required=said.required, description=said.description)
        if not isinstance(said, UnmountedType | graphene.Argument):
            mend = "Say graphene.Int(…), graphene.List(…) or IdInput(…)"
            raise DeclarationError(place, f"{said!r} is no argument", mend)
        argument = argument_of(said)
        return graphene.Argument(
            self._kind(argument.type, place),
            description=argument.description,
            default_value=argument.default_value,
            deprecation_reason=argument.deprecation_reason,
        )

    def _mutation(self, declaration: MutationDeclaration) -> Any:
        errors = graphene.Field(
            list_of(self._named("UserError")),
            required=True,
            description="Why it was not done; empty if it was done.",
        )
        fields = {**self._fields(declaration.members), "errors": errors}
        payload, description = (
            f"{declaration.name}Payload",
            f"What {mutation_name(declaration.name)} answers.",
        )
        self._object(payload, description, fields)
        arguments = {}
        if declaration.input.fields:
            self._input(declaration.input)
            arguments["input"] = graphene.Argument(
                self._named(declaration.input.name), required=True, description=declaration.input.description
            )
        return graphene.Field(
            self._named(payload), required=True, args=arguments, description=declaration.description
        )
