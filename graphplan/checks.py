"""Mistakes in declarations that show without running a rule; `proofs` is about those."""

from collections.abc import Iterable, Mapping
from typing import Any

import graphene
from django.db.models import IntegerField, JSONField
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
    validate_schema,
)

from graphplan.declarations.abstracts import Abstract, OneOf
from graphplan.declarations.edges import Connection, IdOf, ListOf, Many, One, ToMany
from graphplan.declarations.fields import Batch, Column, Expression, Nested, TypeMember
from graphplan.declarations.operations import MutationDeclaration, Written
from graphplan.declarations.place import Declaration, Member
from graphplan.declarations.registry import Declarations
from graphplan.declarations.structures import StructureDeclaration
from graphplan.declarations.types import MEND_STRANGER, TypeDeclaration
from graphplan.errors import DeclarationError
from graphplan.joins import refuse_beyond_row
from graphplan.names import field_name
from graphplan.ordering import Ordering
from graphplan.scalars import Decimal, scalar_of
from graphplan.schema import ORDER_BY, page_arguments


def check(declarations: Declarations) -> None:
    """Check every declaration by itself.

    Raises `DeclarationError` for the first mistake.
    """
    for type_declaration in declarations.types.values():
        _check_type(type_declaration)
    for abstract in declarations.abstracts.values():
        _refuse_strangers(abstract, "Its fields are those of its types: name them in Meta.fields")
    for structure in declarations.structures.values():
        _refuse_strangers(structure, "Declare it with Graphene's scalars, lists or graphene.Field")
        _check_structure(structure)
    for input_declaration in declarations.inputs.values():
        _refuse_strangers(input_declaration, "Declare it with Graphene's scalars, lists or IdInput")
    for query in declarations.queries:
        _refuse_strangers(query, "Declare a Find, FindAny, FindEach, Mine, ListOf, Connection or Answer")
    for mutation in declarations.mutations.values():
        _check_mutation(mutation)
    _refuse_same_names("Query", declarations.roots)
    for member in declarations.roots.values():
        _check_member(member)


def _check_type(declaration: TypeDeclaration) -> None:
    _refuse_strangers(declaration, MEND_STRANGER)
    if not isinstance(declaration.model._meta.pk, IntegerField):
        fault = f"the primary key of {declaration.model.__name__} is no whole number"
        raise DeclarationError(declaration.name, fault, "Identifiers hold whole numbers only")
    if not declaration.members:
        raise DeclarationError(declaration.name, "it has no field", "Declare at least id = Id()")
    _refuse_same_names(declaration.name, declaration.members)
    for member in declaration.members.values():
        if not isinstance(member, TypeMember | Connection):
            raise DeclarationError(
                member.place, f"a {type(member).__name__} has no place in a type", MEND_STRANGER
            )
        _check_member(member)


def _check_structure(declaration: StructureDeclaration) -> None:
    for name, field in declaration.fields.items():
        if isinstance(field, graphene.Field) and (field.resolver or field.args):
            fault = "it has a resolver or arguments of its own"
            raise DeclarationError(
                f"{declaration.name}.{name}", fault, "A structure only shows what it is made of"
            )


def _check_mutation(declaration: MutationDeclaration) -> None:
    _refuse_strangers(declaration, "Declare a Written")
    _refuse_strangers(declaration.input, "Declare it with Graphene's scalars, lists or IdInput")
    if not callable(declaration.command):
        raise DeclarationError(
            declaration.name, "it has no command", "Say it in Meta: command = writes.do_it"
        )
    _refuse_same_names(declaration.name, declaration.members)
    for member in declaration.members.values():
        if field_name(member.name) == "errors":
            raise DeclarationError(member.place, "every payload has errors already", "Choose another name")
        _check_member(member)


def _refuse_strangers(declaration: Declaration, mend: str) -> None:
    for name, value in declaration.strangers.items():
        place = f"{declaration.name}.{name}"
        if name.startswith("resolve_"):
            raise DeclarationError(place, "a resolver would run for every row", MEND_STRANGER)
        raise DeclarationError(place, f"{type(value).__name__} is no declaration", mend)


def _refuse_same_names(place: str, members: Mapping[str, Any]) -> None:
    taken: dict[str, str] = {}
    for name in members:
        other = taken.setdefault(field_name(name), name)
        if other != name:
            raise DeclarationError(
                f"{place}.{name}", f"its name is also that of {other}", "Rename one of them"
            )


def _check_member(member: Member) -> None:
    """Resolve the names that a member says, and refuse what cannot be shown."""
    match member:
        case Column() | Nested() | Expression() | Batch():
            _check_value(member)
        case One():
            if not member.key.target_field.primary_key:
                fault = f"{member.key.name} does not lead to a primary key"
                raise DeclarationError(member.place, fault, "Edges follow primary keys only")
        case IdOf():
            _ = member.edge
        case OneOf():
            _ = member.edges
        case Abstract():
            _ = member.target.types
        case ToMany():
            _check_list(member)
        case Written():
            if (member.key is None) == (member.keys is None):
                fault = "it says neither or both of key and keys"
                raise DeclarationError(member.place, fault, "Say the attribute of the answer that holds it")


def _check_value(member: Column | Nested | Expression | Batch) -> None:
    match member:
        case Column():
            if member.enum is None:
                scalar_of(member.column, member.place)
        case Nested():
            if not isinstance(member.column, JSONField):
                fault = f"{member.column.name} is a {type(member.column).__name__}"
                raise DeclarationError(member.place, fault, "Only a JSONField is shown as a structure")
        case Expression():
            refuse_beyond_row(member.owner.model, member.build(), member.place)
            if member.of is Decimal:
                fault = "SQLite would compute it in binary"
                raise DeclarationError(member.place, fault, "Compute it in a Batch, or keep it in a column")
        case _:
            _ = member.columns, member.target


def _check_list(member: ToMany) -> None:
    if isinstance(member, Many | ListOf) and member.at_most < 1:
        mend = "Say at_most=…, or declare a Connection"
        raise DeclarationError(member.place, "the list has no bound", mend)
    _ = member.relation
    if isinstance(member, Connection):
        _check_choices(member)
    else:
        _check_order(member, member.ordering)


def _check_choices(member: Connection) -> None:
    for ordering in member.orderings.values():
        _check_order(member, ordering)
    _ = member.in_cursors
    taken = {*page_arguments(), ORDER_BY}
    for name, narrows in member.filters.items():
        place = f"{member.place}({name})"
        if name in taken:
            raise DeclarationError(place, "every connection has an argument of this name", "Choose another")
        narrows.columns(member.target, place)


def _check_order(member: ToMany, ordering: Ordering) -> None:
    shown = _columns_shown(member.target)
    for term in ordering:
        hidden = term.name in shown and not shown[term.name]
        if hidden or (isinstance(member, Connection) and term.name not in shown):
            fault = f"its order would tell {term.name}, which {member.target.name} does not show to everyone"
            raise DeclarationError(member.place, fault, "Order by columns that are shown without a condition")


def _columns_shown(declaration: TypeDeclaration) -> dict[str, bool]:
    """The columns that a type shows, and whether without a condition."""
    shown = {declaration.model._meta.pk.attname: True}
    for member in declaration.members.values():
        if isinstance(member, Column):
            name = member.column.attname
            shown[name] = shown.get(name, False) or member.when is None
    return shown


def check_schema(schema: GraphQLSchema) -> None:
    """A finished schema is one: types have what their interfaces say. And all that is in it describes itself.

    Raises `DeclarationError` for the first fault.
    """
    for error in validate_schema(schema):
        raise DeclarationError("schema", error.message.rstrip("."), "Declare it so that it is")
    for place, description in _described(schema):
        if not (description or "").strip():
            raise DeclarationError(
                place, "it has no description", "Say what it is, for people who only see the schema"
            )


def _described(schema: GraphQLSchema) -> Iterable[tuple[str, str | None]]:
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield name, kind.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, definition in kind.fields.items():
                yield f"{name}.{field}", definition.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, definition in kind.fields.items():
                for argument, argued in definition.args.items():
                    yield f"{name}.{field}({argument})", argued.description
