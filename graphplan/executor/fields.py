"""Resolvers of the fields of types and structures: what a row holds, and where it leads."""

from collections.abc import Callable, Mapping
from typing import Any

import graphene
from graphql import GraphQLField, get_named_type

from graphplan import ids
from graphplan.declarations.abstracts import OneOf
from graphplan.declarations.edges import Connection, IdOf, Many, One
from graphplan.declarations.fields import Batch, Column, Expression, Id, Nested
from graphplan.declarations.place import Member
from graphplan.executor import lists
from graphplan.executor.pages import Page, Pages, cut_of
from graphplan.executor.reading import expression_alias, permission_alias
from graphplan.executor.rows import Row, Siblings
from graphplan.scalars import Date, Decimal, Time

Resolver = Callable[..., Any]


def _identifier(member: Id) -> Resolver:
    name = member.owner.name
    return lambda row, _info: ids.encode(name, row.key)


def _identifier_of(member: IdOf) -> Resolver:
    column, name = member.edge.key.attname, member.edge.target.name

    def resolve(row: Row, _info: Any) -> str | None:
        key = row.values[column]
        return None if key is None else ids.encode(name, key)

    return resolve


def _column(member: Column) -> Resolver:
    resolve = _value(member, member.column.attname)
    return (lambda row, info: resolve(row, info) or None) if member.may_be_blank else resolve


def _nested(member: Nested) -> Resolver:
    return _value(member, member.column.attname)


def _computed(member: Expression) -> Resolver:
    return _value(member, expression_alias(member))


def _value(member: Column | Nested | Expression, name: str) -> Resolver:
    if member.when is None:
        return lambda row, _info: row.values[name]
    may = permission_alias(member)
    return lambda row, _info: row.values[name] if row.values[may] else None


def _to_one(member: One) -> Resolver:
    column, target = member.key.attname, member.target

    def load(siblings: Siblings) -> dict[Any, Row]:
        keys = (key for row in siblings.rows if (key := row.values[column]) is not None)
        return Siblings(siblings.reading, target).add_by_key(siblings.reading.by_key(target, keys))

    def resolve(row: Row, _info: Any) -> Row | None:
        key = row.values[column]
        return None if key is None else row.siblings.once(member.name, load).get(key)

    return resolve


def _one_of(member: OneOf) -> Resolver:
    resolvers = [_to_one(edge) for edge in member.edges]

    def resolve(row: Row, info: Any) -> Row | None:
        targets = (resolve(row, info) for resolve in resolvers)
        return next((target for target in targets if target is not None), None)

    return resolve


def _batch(member: Batch) -> Resolver:
    columns = [column.attname for column in member.columns]

    def key_of(row: Row) -> Any:
        return (
            row.values[columns[0]] if len(columns) == 1 else tuple(row.values[column] for column in columns)
        )

    def load(siblings: Siblings) -> Mapping[Any, Any]:
        keys = list(dict.fromkeys(map(key_of, siblings.rows)))
        loaded = member.load(siblings.reading.viewer, keys)
        if member.target is None:
            return loaded
        found = siblings.reading.by_key(member.target, [key for key in loaded.values() if key is not None])
        rows = Siblings(siblings.reading, member.target).add_by_key(found)
        return {key: rows.get(target) for key, target in loaded.items()}

    return lambda row, _info: row.siblings.once(member.name, load).get(key_of(row))


def _to_many(member: Many) -> Resolver:
    def load(siblings: Siblings) -> dict[Any, list[Row]]:
        return lists.of_parents(member, siblings)

    def resolve(row: Row, _info: Any) -> list[Row]:
        return lists.refuse_longer(member, row.siblings.once(member.name, load).get(row.key, []))

    return resolve


def _connection(member: Connection) -> Resolver:
    def resolve(row: Row, _info: Any, **arguments: Any) -> Page:
        def load(siblings: Siblings) -> Pages:
            return Pages(member, siblings.reading, siblings.keys(), cut_of(member, arguments))

        return row.siblings.once((member.name, *sorted(arguments.items())), load).page(row.key)

    return resolve


_RESOLVERS: dict[type[Member], Callable[[Any], Resolver]] = {
    Id: _identifier,
    IdOf: _identifier_of,
    Column: _column,
    Nested: _nested,
    Expression: _computed,
    One: _to_one,
    OneOf: _one_of,
    Batch: _batch,
    Many: _to_many,
    Connection: _connection,
}


def resolver(member: Member) -> Resolver:
    """The resolver of one field of a type: `resolve(row, info, **arguments)`."""
    return _RESOLVERS[type(member)](member)


def part_resolver(name: str, field: GraphQLField) -> Resolver:
    """The resolver of one field of a structure.

    Its source is an object with attributes, or a mapping, such as JSON; there instants and dates are strings.
    """
    parse: Callable[[str], Any] = _FROM_JSON.get(get_named_type(field.type).name, str)

    def read(value: Any) -> Any:
        if isinstance(value, list):
            return [read(each) for each in value]
        return parse(value) if isinstance(value, str) else value

    def resolve(source: Any, _info: Any) -> Any:
        return read(source.get(name) if isinstance(source, Mapping) else getattr(source, name))

    return resolve


_FROM_JSON: dict[str, Callable[[str], Any]] = {
    "Date": Date.parse_value,
    "Decimal": Decimal.parse_value,
    "DateTime": graphene.DateTime.parse_value,
    "Time": Time.parse_value,
}
