"""From the selected fields of one object to the text of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Field, QuerySet
from django.db.models.expressions import Col
from graphql import FieldNode, GraphQLField, GraphQLNonNull, GraphQLObjectType, get_named_type

from graphplan.declarations.abstracts import OneOf
from graphplan.declarations.edges import Connection, IdOf, Many, One
from graphplan.declarations.fields import Batch, Column, Expression, Id, Nested
from graphplan.declarations.place import Member
from graphplan.planner.fields import UNCHANGED, column_reader, converter, value_reader
from graphplan.planner.moves import moved_expression
from graphplan.planner.rowset import Place, path_of
from graphplan.planner.text import Code, Text, braced, expression, keyed
from graphplan.planner.values import Selected
from graphplan.plans.scalars import to_json
from graphplan.rules import ALL, NOBODY

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
        # Keys are whole numbers, by their columns' types: nothing in them would have to be escaped.
        return [f'"{member.owner.name}:', Code(place.key()), '"']

    def _identifier_of(self, place: Place, member: IdOf, *_: Any) -> Text:
        key, target = place.column(member.edge.key), member.edge.target
        if member.edge.key.null:
            return [self._value(place, key, f"optional(identifier_in({target.name!r}))")]
        return [f'"{target.name}:', Code(key), '"']

    def _column(self, place: Place, member: Column, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        rule = self._compiler.visibility.of_field(member, place.prefix)
        if rule is NOBODY:
            return NULL
        variable = place.rows.allowed(path_of(place.prefix, member.column), rule, member.place)
        read = self._reader(member.column, member.place)
        write = self._compiler.writers.stored(field.type, nodes, read, member.place)
        if write in ("optional(text)", f"needed(text, {member.place!r})"):
            # Of what may be left blank, most is.
            text = Code(f"quote({variable})" + f" if {variable} else empty" * member.column.blank)
            return [_or_null(variable, text) if member.column.null or rule is not ALL else text]
        if member.may_be_blank:
            write = f"blank({write})"
        return [self._value(place, variable, write)]

    def _nested(self, place: Place, member: Nested, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        rule = self._compiler.visibility.of_field(member, place.prefix)
        if rule is NOBODY:
            return NULL
        variable = place.rows.allowed(path_of(place.prefix, member.column), rule, member.place)
        read = self._reader(member.column, member.place)
        write = self._compiler.writers.stored(field.type, nodes, read, member.place)
        return [self._value(place, variable, write)]

    def _computed(
        self, place: Place, member: Expression, field: GraphQLField, nodes: list[FieldNode]
    ) -> Text:
        compiler, model = self._compiler, member.owner.model
        rule = compiler.visibility.of_field(member, place.prefix)
        if rule is NOBODY:
            return NULL
        resolved = QuerySet(model).annotate(graphplan_value=member.build()).query.annotations
        value = resolved["graphplan_value"]
        read = value_reader(value.output_field) or compiler.refer(f"{member.place}.read", converter(value))
        variable = place.rows.computed(
            (place.prefix, member.place), moved_expression(model, member.build(), place.prefix)
        )
        text = self._value(place, variable, compiler.writers.stored(field.type, nodes, read, member.place))
        if rule is ALL:
            return [text]
        # The value itself may be NULL, so that the key tells whether it may be read.
        key = path_of(place.prefix, model._meta.pk)
        return [_or_null(place.rows.allowed(key, rule, member.place), text)]

    def _value(self, place: Place, variable: str, write: str) -> Code:
        """A value that is written once for all rows that hold the same."""
        memo = self._compiler.name("texts")
        place.rows.lines_before.append(f"{memo} = Memo({self._compiler.constant('write', write)})")
        return Code(f"{memo}[{variable}]")

    def _reader(self, column: "Field[Any, Any]", place: str) -> str:
        """What reads a column's value."""
        read = column_reader(column)
        return read or self._compiler.refer(f"{place}.read", converter(Col("graphplan", column)))

    def _batch(self, place: Place, member: Batch, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        compiler, variables = self._compiler, [place.column(column) for column in member.columns]
        loaded, texts = self._loaded(place, member, variables), compiler.name(member.name)
        if member.target is None:
            write = compiler.constant("write", compiler.writers.of(field.type, nodes, member.place))
            call = f"values_of({loaded}, {write})"
        else:
            kind = compiler.type_of(member.target)
            read = compiler.edges.by_key(member.target, compiler.selected(kind, nodes), nodes, member.place)
            needed = f", {member.place!r}" if isinstance(field.type, GraphQLNonNull) else ""
            call = f"rows_of(run, {loaded}, {read}{needed})"
        place.rows.lines_before.append(f"{texts} = {call}")
        return [Code(f"{texts}[{', '.join(variables)}]")]

    def _loaded(self, place: Place, member: Batch, variables: list[str]) -> str:
        """The variable of what the batch function answers: one call, however often it is asked for."""
        compiler, asked = self._compiler, (place.prefix, member.place)
        if asked not in place.rows.loaded:
            load = compiler.refer(f"{member.place}.load", member.load)
            read = _key_reader([self._reader(column, member.place) for column in member.columns])
            loaded = place.rows.loaded[asked] = compiler.name("loaded")
            call = (
                f"load_batch(run, {load}, {compiler.constant('read', read)}, [{place.gathered(*variables)}])"
            )
            place.rows.lines_before.append(f"{loaded} = {call}")
        return place.rows.loaded[asked]

    # ---- edges ----

    def _to_one(self, place: Place, member: One, _field: GraphQLField, nodes: list[FieldNode]) -> Text:
        """The target by JOIN. Its text is written once for each key, however many rows share it."""
        compiler, kind = self._compiler, self._compiler.type_of(member.target)
        rule = compiler.visibility.target(member, place.prefix)
        if rule is NOBODY and member.null:
            return NULL
        if compiler.visibility.splits(member):
            return self._split(place, member, nodes, seen=rule is ALL)
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
        place.lines.extend(["try:", [f"{text} = {memo}[{variable}]"], "except KeyError:", write])
        return [Code(text)]

    def _one_of(self, place: Place, member: OneOf, field: GraphQLField, nodes: list[FieldNode]) -> Text:
        """The first target that there is."""
        texts = [self._to_one(place, edge, field, nodes) for edge in member.edges]
        gaps = [text[0] for text in texts if text is not NULL]
        return [Code(" or ".join([f"({gap} if {gap} != null else None)" for gap in gaps] + ["null"]))]

    def _split(self, place: Place, member: One, nodes: list[FieldNode], *, seen: bool) -> Text:
        """The target by a statement of its own; whoever is known to see it is not asked again."""
        compiler = self._compiler
        fields = compiler.selected(compiler.type_of(member.target), nodes)
        read = compiler.edges.by_key(member.target, fields, nodes, member.place, seen=seen)
        key, texts = place.column(member.key), compiler.name(member.name)
        needed = "" if member.null else f", {member.place!r}"
        place.rows.lines_before.append(f"{texts} = targets(run, {{{place.gathered(key)}}}, {read}{needed})")
        return [Code(f"{texts}[{key}]")]

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
        call = f"{read}(run, {arguments}.of(run.variables), {{{place.gathered(key)}}})"
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


def _or_null(variable: str, text: Code) -> Code:
    """The text, or null where the variable is None."""
    return Code(f"{text} if {variable} is not None else null")


def _key_reader(readers: list[str]) -> str:
    """What reads a key of one column, or of several, which stand in a tuple; null stays what it is."""
    if set(readers) == {UNCHANGED}:
        return UNCHANGED
    if len(readers) == 1:
        return f"lambda raw: {_read('raw', readers[0])}"
    parts = [_read(f"raw[{number}]", read) for number, read in enumerate(readers)]
    return f"lambda raw: ({', '.join(parts)})"


def _read(raw: str, reader: str) -> str:
    return raw if reader == UNCHANGED else f"None if {raw} is None else {reader}({raw})"
