"""Random valid operations over the schema. What was asked least comes first, so that nothing is left out."""

import json
from base64 import urlsafe_b64decode
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from graphplan import Answer, Api, Find, IdInput
from graphplan.declarations.place import Member
from graphplan.names import field_name

MOST_FIELDS = 40
DEEPEST = 6

SCALARS: Mapping[str, list[Any]] = {
    "Int": [0, 1, 2, 3, 40],
    "Float": [0, 1.5],
    "Boolean": [True, False],
    "String": ["", "a", "Mia", "é%_"],
    "ID": ["", "Section:1", "Student:0"],
    "Decimal": ["0", "1", "2.5", "4"],
    "Date": ["2026-01-31", "2027-06-30"],
    "DateTime": ["2026-05-01T07:30:00+00:00"],
    "Time": ["07:30:00"],
    "BigInteger": ["7"],
    "JSON": [None],
}


@dataclass(frozen=True)
class Question:
    """A document with its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class _Draft:
    """A document as it grows."""

    left: int
    variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    fragments: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: int = 0

    def name(self, hint: str) -> str:
        self.names += 1
        return f"{hint}{self.names}"

    def variable(self, kind: str, value: Any) -> str:
        name = self.name("v")
        self.variables[name] = kind, value
        return f"${name}"


class Questions:
    """Asks about rows with these keys. `fields` and `arguments` count what was asked."""

    def __init__(self, api: Api, random: Random) -> None:
        self._random, self._declarations = random, api.declarations
        self._schema: GraphQLSchema = api.schema().graphql_schema
        self._cursors: dict[str, list[str]] = defaultdict(list)
        self.fields: Counter[str] = Counter()
        self.arguments: Counter[str] = Counter()
        assert self._schema.query_type is not None
        self.query: GraphQLObjectType = self._schema.query_type

    def next(self, keys: Mapping[str, list[int]]) -> Question:
        """An operation that asks for rows with some of these keys, by type."""
        draft = _Draft(self._random.randint(3, MOST_FIELDS))
        roots = self._rarest(self.query, list(self.query.fields), self._random.randint(2, 4))
        selection = " ".join(self._field(draft, self.query, name, DEEPEST, keys) for name in roots)
        head = ", ".join(f"${name}: {kind}" for name, (kind, _) in draft.variables.items())
        fragments = " ".join(
            f"fragment {name} on {kind} {body}" for name, (kind, body) in draft.fragments.items()
        )
        text = f"query{f'({head})' if head else ''} {{ {selection} }} {fragments}"
        return Question(text, {name: value for name, (_, value) in draft.variables.items()})

    def learn(self, answer: Any) -> None:
        """Remember the cursors in an answer."""
        for text in _texts(answer):
            try:
                place = json.loads(urlsafe_b64decode(text))[0].rpartition(":")[0]
            except (ValueError, TypeError, LookupError, AttributeError):
                continue
            self._cursors[place] = [*self._cursors[place][-20:], text]

    def rare(self, times: int) -> dict[str, int]:
        """The fields and arguments that queries reach and that were asked less often than this."""
        fields, arguments = _reached(self.query)
        counts = {place: self.fields[place] for place in fields}
        counts |= {place: self.arguments[place] for place in arguments}
        return {place: count for place, count in counts.items() if count < times}

    # ---- selections ----

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _rarest(self, kind: GraphQLObjectType, names: list[str], count: int) -> list[str]:
        """Some fields of a type; those that were asked least come first, by and large."""
        asked = {name: self.fields[f"{kind.name}.{name}"] * self._random.random() for name in names}
        return sorted(names, key=lambda name: (asked[name], self._random.random()))[:count]

    def _selection(
        self, draft: _Draft, kind: GraphQLObjectType, depth: int, keys: Mapping[str, list[int]]
    ) -> str:
        names = [
            name for name, one in kind.fields.items() if depth > 0 or is_leaf_type(get_named_type(one.type))
        ]
        size = min(self._random.randint(1, 6), max(1, draft.left))
        chosen = self._rarest(kind, names, size)
        if kind.name.endswith("Connection") and depth > 0:
            chosen = ["edges", "pageInfo"][: self._random.randint(1, 2)]
        if kind.name.endswith("Edge"):
            chosen = ["node", "cursor"][: self._random.randint(1, 2)]
        parts = [self._part(draft, kind, name, depth, keys) for name in chosen]
        if not parts or self._chance(0.1):
            parts.append("__typename")
        self._random.shuffle(parts)
        return "{ " + " ".join(parts) + " }"

    def _part(
        self,
        draft: _Draft,
        kind: GraphQLObjectType,
        name: str,
        depth: int,
        keys: Mapping[str, list[int]],
    ) -> str:
        """A field, or a fragment with it."""
        text = self._field(draft, kind, name, depth, keys)
        if self._chance(0.08):
            return f"... {self._switch(draft)} {{ {text} }}"
        if self._chance(0.05):
            return f"... on {kind.name} {{ {text} __typename }}"
        if self._chance(0.05):
            known = [fragment for fragment, (of, _) in draft.fragments.items() if of == kind.name]
            if known and self._chance(0.5):
                return f"{text} ...{self._random.choice(known)}"
            fragment = draft.name("F")
            draft.fragments[fragment] = kind.name, f"{{ {text} }}"
            return f"...{fragment}"
        return text

    def _switch(self, draft: _Draft) -> str:
        directive, value = self._random.choice(["skip", "include"]), self._chance(0.5)
        said = draft.variable("Boolean!", value) if self._chance(0.6) else json.dumps(value)
        return f"@{directive}(if: {said})"

    def _field(
        self,
        draft: _Draft,
        kind: GraphQLObjectType,
        name: str,
        depth: int,
        keys: Mapping[str, list[int]],
    ) -> str:
        draft.left -= 1
        one: GraphQLField = kind.fields[name]
        self.fields[f"{kind.name}.{name}"] += 1
        member = self._member(kind, name)
        arguments = self._arguments(draft, f"{kind.name}.{name}", one, member, keys)
        # The same field with other arguments may not have the same name in the answer.
        alias = f"{draft.name('a')}: " if one.args or self._chance(0.15) else ""
        switch = f" {self._switch(draft)}" if self._chance(0.04) else ""
        target = get_named_type(one.type)
        inner = ""
        if isinstance(target, GraphQLObjectType):
            inner = " " + self._selection(draft, target, depth - 1 if draft.left > 0 else 0, keys)
        return f"{alias}{name}{arguments}{switch}{inner}"

    def _member(self, kind: GraphQLObjectType, name: str) -> Member | None:
        declared = self._declarations.types.get(kind.name)
        members = self._declarations.roots if kind is self.query else declared.members if declared else {}
        return next((member for said, member in members.items() if field_name(said) == name), None)

    # ---- arguments ----

    def _arguments(
        self,
        draft: _Draft,
        place: str,
        one: GraphQLField,
        member: Member | None,
        keys: Mapping[str, list[int]],
    ) -> str:
        said = {}
        for name, argument in one.args.items():
            if not isinstance(argument.type, GraphQLNonNull) and self._chance(0.6):
                continue
            if name == "last" and "first" in said and _counts(argument):
                continue
            value = self._value(name, argument, member, keys)
            if value is None:
                continue
            self.arguments[f"{place}({name})"] += 1
            said[name] = self._spelled(draft, argument, value)
        return "(" + ", ".join(f"{name}: {value}" for name, value in said.items()) + ")" if said else ""

    def _spelled(self, draft: _Draft, argument: GraphQLArgument, value: Any) -> str:
        kind = get_named_type(argument.type)
        if isinstance(value, str | int) and not isinstance(kind, GraphQLEnumType) and self._chance(0.5):
            return json.dumps(value)
        return draft.variable(str(argument.type), value)

    def _value(
        self, name: str, argument: GraphQLArgument, member: Member | None, keys: Mapping[str, list[int]]
    ) -> Any:
        if name in ("first", "last") and _counts(argument):
            return self._random.choice([1, 1, 2, 3, 5, 100] if self._chance(0.99) else [0, 101, -1])
        if name in ("after", "before") and member is not None:
            return self._random.choice(self._cursors.get(member.place) or [None])
        if isinstance(member, Find):
            return self._id(member.target.name, keys)
        said = member.arguments.get(_snake(name)) if isinstance(member, Answer) else None
        if isinstance(said, IdInput):
            return [self._id(said.to, keys)] if said.many else self._id(said.to, keys)
        return self._of_type(argument.type)

    def _id(self, type_name: str, keys: Mapping[str, list[int]]) -> str:
        known = keys.get(type_name)
        return f"{type_name}:{self._random.choice(known) if known else 0}"

    def _of_type(self, kind: Any) -> Any:
        """Any value of an input type."""
        match kind:
            case GraphQLNonNull():
                return self._of_type(kind.of_type)
            case GraphQLList():
                return [self._of_type(kind.of_type) for _ in range(self._random.randint(0, 4))]
            case GraphQLEnumType():
                return self._random.choice(list(kind.values))
            case GraphQLInputObjectType():
                return {
                    name: self._of_type(one.type)
                    for name, one in kind.fields.items()
                    if isinstance(one.type, GraphQLNonNull) or self._chance(0.5)
                }
        return self._random.choice(SCALARS[kind.name])


def _reached(query: GraphQLObjectType) -> tuple[set[str], set[str]]:
    """The fields of all types below the root, and their arguments."""
    fields, arguments, pending, known = set[str](), set[str](), [query], {query.name}
    while pending:
        kind = pending.pop()
        for name, one in kind.fields.items():
            place = f"{kind.name}.{name}"
            fields.add(place)
            arguments.update(f"{place}({argument})" for argument in one.args)
            target = get_named_type(one.type)
            if isinstance(target, GraphQLObjectType) and target.name not in known:
                known.add(target.name)
                pending.append(target)
    return fields, arguments


def _counts(argument: GraphQLArgument) -> bool:
    return get_named_type(argument.type).name == "Int"


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _texts(value: Any) -> Iterator[str]:
    """All strings in an answer."""
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
