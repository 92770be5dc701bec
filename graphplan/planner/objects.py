"""From the selected fields of one object to the text of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import graphene
from django.db.models import QuerySet
from graphql import FieldNode, GraphQLField, GraphQLNonNull, GraphQLObjectType, get_named_type

from graphplan.declarations.abstracts import OneOf
from graphplan.declarations.edges import Connection, IdOf, Many, One
from graphplan.declarations.fields import Batch, Column, Expression, Id, Nested
from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.engine import to_json
from graphplan.planner.moves import moved_expression
from graphplan.planner.rowset import Place, path_of
from graphplan.planner.runtime import Write, give_up
from graphplan.planner.text import Code, Text, braced, expression, keyed
from graphplan.planner.values import Convert, Selected, column_converter, converter, unchanged, writer
from graphplan.rules import ALL, NOBODY
from graphplan.scalars import scalar_of

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler

NULL: Text = ["null"]


class Objects:
    """Writes objects. What has to be read beside the row itself, `Edges` reads."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler

    def text(self, place: Place, fields: Selected) -> Text:
        """The object at this place."""
        kind = self._compiler.type_of(place.declaration)
        return braced([keyed(key, self._field(place, kind, nodes)) for key, nodes in fields.items()])

    def _field(self, place: Place, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        node = nodes[0]
        if node.name.value == "__typename":
            return [to_json(kind.name)]
        member = self._compiler.member(place.declaration.members, node)
        return self._TEXTS[type(member)](self, place, member, kind.fields[node.name.value], nodes)

    # ---- values ----

    def _identifier(self, place: Place, member: Id, *_: Any) -> Text:
        # The format refuses whatever is no whole number.
        return [f'"{member.owner.name}:', Code(f"{place.key()}:d"), '"']

    def _identifier_of(self, place: Place, member: IdOf, *_: Any) -> Text:
        key, target = place.column(member.edge.key), member.edge.target
        return [self._value(place, key, unchanged, lambda value: _id_or_null(target, value))]

    def _column(self, place: Place, member: Column, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        rule = self._compiler.visibility.of_field(member, place.prefix)
        if rule is NOBODY:
            return NULL
        variable = place.rows.allowed(path_of(place.prefix, member.column), rule, member.place)
        convert, write = column_converter(member.column), self._writer(field, nodes, member)
        if _is_plain_text(member, convert):
            text = Code(f"quote({variable})")
            return [_or_null(variable, text) if member.column.null or rule is not ALL else text]
        if member.may_be_blank:
            return [self._value(place, variable, convert, lambda value: write(value or None))]
        return [self._value(place, variable, convert, write)]

    def _nested(self, place: Place, member: Nested, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        rule = self._compiler.visibility.of_field(member, place.prefix)
        if rule is NOBODY:
            return NULL
        variable = place.rows.allowed(path_of(place.prefix, member.column), rule, member.place)
        convert, write = column_converter(member.column), self._writer(field, nodes, member)
        return [self._value(place, variable, convert, write)]

    def _computed(
        self, place: Place, member: Expression, field: GraphQLField, nodes: list[FieldNode]
    ) -> Text:
        rule = self._compiler.visibility.of_field(member, place.prefix)
        if rule is NOBODY:
            return NULL
        model = member.owner.model
        resolved = QuerySet(model).annotate(graphplan_value=member.build()).query.annotations
        said = moved_expression(model, member.build(), place.prefix)
        variable = place.rows.computed((place.prefix, member.place), said)
        write = self._writer(field, nodes, member)
        text = self._value(place, variable, converter(resolved["graphplan_value"]), write)
        if rule is ALL:
            return [text]
        # The value itself may be NULL, so that the key tells whether it may be read.
        key = path_of(place.prefix, model._meta.pk)
        return [_or_null(place.rows.allowed(key, rule, member.place), text)]

    def _value(self, place: Place, variable: str, convert: Convert, write: Write) -> Code:
        """A value that is written once for all rows that hold the same."""
        both = write if convert is unchanged else lambda value: write(convert(value))
        memo, written = self._compiler.name("texts"), self._compiler.name("write", both)
        place.rows.lines_before.append(f"{memo} = Memo({written})")
        return Code(f"{memo}[{variable}]")

    def _writer(self, field: GraphQLField, nodes: list[FieldNode], member: Member) -> Write:
        return writer(field.type, nodes, self._compiler.selected, member.place)

    def _batch(self, place: Place, member: Batch, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        compiler, variables = self._compiler, [place.column(column) for column in member.columns]
        loaded, texts = self._loaded(place, member, variables), compiler.name(member.name)
        if member.target is None:
            write = compiler.name("write", self._writer(field, nodes, member))
            call = f"values_of({loaded}, {write})"
        else:
            kind = compiler.type_of(member.target)
            read = compiler.edges.by_key(member.target, compiler.selected(kind, nodes), nodes, member.place)
            missing = compiler.name("missing", _missing(field, member))
            call = f"rows_of(run, {loaded}, {read}, {missing})"
        place.rows.lines_before.append(f"{texts} = {call}")
        return [Code(f"{texts}[{', '.join(variables)}]")]

    def _loaded(self, place: Place, member: Batch, variables: list[str]) -> str:
        """The variable of what the batch function answers: one call, however often it is asked for."""
        compiler, asked = self._compiler, (place.prefix, member.place)
        if asked not in place.rows.loaded:
            load = compiler.name("load", member.load)
            convert = compiler.name("convert", _key_converter(member))
            loaded = place.rows.loaded[asked] = compiler.name("loaded")
            call = f"load_batch(run, {load}, {convert}, [{place.gathered(*variables)}])"
            place.rows.lines_before.append(f"{loaded} = {call}")
        return place.rows.loaded[asked]

    # ---- edges ----

    def _to_one(self, place: Place, member: One, _field: GraphQLField, nodes: list[FieldNode]) -> Text:
        """The target by JOIN. Its text is written once for each key, however many rows share it."""
        compiler, kind = self._compiler, self._compiler.type_of(member.target)
        rule = compiler.visibility.target(member, place.prefix)
        if rule is NOBODY and member.null:
            return NULL
        variable = place.rows.allowed(path_of(place.prefix, member.key), rule, member.place)
        target = Place(
            place.rows,
            member.target,
            f"{place.prefix}{member.key.name}__",
            (*place.guards, variable),
        )
        made = expression(self.text(target, compiler.selected(kind, nodes)))
        memo, text = compiler.name(f"{member.name}_by_key"), compiler.name(member.name)
        place.rows.lines_before.append(f"{memo} = {'{None: ' + repr('null') + '}' if member.null else '{}'}")
        may_lack = not member.null and (member.key.null or rule is not ALL)
        missing = [f"if {variable} is None: give_up({member.place!r})"] if may_lack else []
        write = [*missing, *target.lines, f"{text} = {memo}[{variable}] = {made}"]
        place.lines.extend([f"{text} = {memo}.get({variable})", f"if {text} is None:", write])
        return [Code(text)]

    def _one_of(self, place: Place, member: OneOf, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        """The first target that there is."""
        texts = [self._to_one(place, edge, field, nodes) for edge in member.edges]
        gaps = [text[0] for text in texts if text is not NULL]
        return [Code(" or ".join([f"({gap} if {gap} != null else None)" for gap in gaps] + ["null"]))]

    def _to_many(self, place: Place, member: Many, _field: GraphQLField, nodes: list[FieldNode]) -> Text:
        compiler, lists = self._compiler, self._compiler.name(member.name)
        kind = compiler.type_of(member.target)
        read = compiler.edges.lists(member, compiler.selected(kind, nodes))
        key = place.key()
        place.rows.lines_before.append(f"{lists} = {read}(run, {{{place.gathered(key)}}})")
        return [Code(f"{lists}[{key}]")]

    def _connection(
        self, place: Place, member: Connection, field: GraphQLField, nodes: list[FieldNode]
    ) -> Text:
        compiler, pages = self._compiler, self._compiler.name(member.name)
        kind = compiler.type_of(place.declaration)
        arguments = compiler.arguments(kind, nodes[0])
        page: Any = get_named_type(field.type)
        read = compiler.edges.pages(member, page, nodes)
        key = place.key()
        call = f"{read}(run, {arguments}(run), {{{place.gathered(key)}}})"
        place.rows.lines_before.append(f"{pages} = {call}")
        return [Code(f"{pages}[{key}]")]

    _TEXTS: ClassVar[dict[type[Member], Callable[..., Text]]] = {
        Id: _identifier,
        IdOf: _identifier_of,
        Column: _column,
        Nested: _nested,
        Expression: _computed,
        Batch: _batch,
        One: _to_one,
        OneOf: _one_of,
        Many: _to_many,
        Connection: _connection,
    }


def _id_or_null(declaration: TypeDeclaration, key: int | None) -> str:
    return "null" if key is None else f'"{declaration.name}:{key:d}"'


def _or_null(variable: str, text: Code) -> Code:
    """The text, or null where the variable is None."""
    return Code(f"{text} if {variable} is not None else null")


def _is_plain_text(member: Column, convert: Convert) -> bool:
    if member.enum is not None or convert is not unchanged:
        return False
    return scalar_of(member.column, member.place) is graphene.String


def _missing(field: GraphQLField, member: Batch) -> Write:
    if isinstance(field.type, GraphQLNonNull):
        return lambda _value: give_up(member.place)
    return lambda _value: "null"


def _key_converter(member: Batch) -> Convert:
    """From what the driver answers for the columns of a key to the key that `load` takes."""
    converts = [column_converter(column) for column in member.columns]
    if all(convert is unchanged for convert in converts):
        return unchanged
    if len(converts) == 1:
        return converts[0]
    return lambda raw: tuple(convert(value) for convert, value in zip(converts, raw, strict=True))
