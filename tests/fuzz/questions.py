"""Random valid operations over the schema, aimed at what was asked least, so that nothing is left out."""

import json
from base64 import urlsafe_b64decode
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLCompositeType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from graphplan import Answer, Api, Connection, Find, FindAny, FindEach, IdInput, LeadsTo, One
from graphplan.declarations.place import Member
from graphplan.names import field_name
from graphplan.plans.choices import chosen, named, order_of
from tests.fuzz.values import a_cursor, inside, of_type
from tests.fuzz.ways import Kind, Step, Way, Ways

MOST_FIELDS = 40
DEEPEST = 6

CURSORS = ("after", "before")

Keys = Mapping[str, list[int]]
"""Primary keys of rows by type."""


@dataclass(frozen=True)
class Question:
    """A document with its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class _Draft:
    """A document as it grows."""

    left: int
    keys: Keys
    switches: int
    """How many variables may still decide of what stands in it."""
    variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    fragments: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: int = 0
    apart: int = 0
    """How many of the selections around must give each field a name of its own."""
    off: int = 0
    """How many of the selections around are switched off: what stands there is not asked."""

    def name(self, hint: str) -> str:
        self.names += 1
        return f"{hint}{self.names}"

    def variable(self, kind: str, value: Any) -> str:
        name = self.name("v")
        self.variables[name] = kind, value
        return f"${name}"

    def finished(self, selection: str, defaults: Mapping[str, str]) -> Question:
        head = ", ".join(
            f"${name}: {kind}{defaults.get(name, '')}" for name, (kind, _) in self.variables.items()
        )
        fragments = " ".join(
            f"fragment {name} on {kind} {body}" for name, (kind, body) in self.fragments.items()
        )
        text = f"query{f'({head})' if head else ''} {{ {selection} }} {fragments}"
        return Question(text, {name: value for name, (_, value) in self.variables.items()})


class Questions:
    """Makes questions. `asked` counts the places, fields and arguments, that they ask for.

    `among` are the places to aim at, if not at all. In one of them so many variables at most are `switches`.
    """

    def __init__(
        self, api: Api, random: Random, among: Collection[str] = (), *, switches: int = MOST_FIELDS
    ) -> None:
        self._random, self._declarations, self._switches = random, api.declarations, switches
        self._schema: GraphQLSchema = api.schema().graphql_schema
        self._cursors: dict[str, list[str]] = defaultdict(list)
        self._ways = Ways(self._schema, api.declarations.types.keys())
        self._targets = sorted(among or self._ways.places)
        self.asked: Counter[str] = Counter(dict.fromkeys(self._targets, 0))
        assert self._schema.query_type is not None
        self.query: GraphQLObjectType = self._schema.query_type

    def aims(self) -> list[Step]:
        """Some of the places that were asked for least."""
        order = {place: (self.asked[place], self._random.random()) for place in self._targets}
        places = sorted(self._targets, key=order.__getitem__)[: self._random.randint(1, 3)]
        return [self._ways.places[place] for place in places]

    def next(self, aims: Sequence[Step], keys: Keys) -> Question:
        """An operation that asks for these places, from rows with some of these keys."""
        draft = _Draft(self._random.randint(3, MOST_FIELDS), keys, self._switches)
        ways = [self._ways.to(aim.place, self._random, DEEPEST, keys.keys()) for aim in aims]
        parts = [self._field(draft, self.query, way[0].field, DEEPEST, way) for way in ways]
        parts += [
            self._field(draft, self.query, name, DEEPEST)
            for name in self._rarest(self.query, list(self.query.fields), self._random.randint(0, 1))
        ]
        return draft.finished(" ".join(parts), self._defaults(draft))

    def cursor(self) -> str:
        """One that was in an answer, of whatever list; or none that was ever given."""
        return self._random.choice([one for some in self._cursors.values() for one in some] or ["x"])

    def learn(self, answer: Any) -> None:
        """Remember the cursors in an answer."""
        for text in _texts(answer):
            try:
                place = json.loads(urlsafe_b64decode(text))[0]
            except (ValueError, TypeError, LookupError, AttributeError):
                continue
            self._cursors[place] = [*self._cursors[place][-20:], text]

    # ---- selections ----

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _rarest(self, kind: Kind, names: list[str], count: int) -> list[str]:
        """Some fields of a type; those that were asked least come first, by and large."""
        asked = {name: self.asked[f"{kind.name}.{name}"] * self._random.random() for name in names}
        return sorted(names, key=lambda name: (asked[name], self._random.random()))[:count]

    def _selection(self, draft: _Draft, kind: GraphQLCompositeType, depth: int, way: Way) -> str:
        """What is asked of an object, or of any of several types and of one or two of them."""
        if isinstance(kind, GraphQLObjectType):
            return self._of_object(draft, kind, depth, way)
        possible = list(self._schema.get_possible_types(kind))
        chosen = {way[0].kind} if way else set()
        chosen |= {one.name for one in self._random.sample(possible, self._random.randint(0, 1))}
        parts = ["__typename"]
        for number, name in enumerate(sorted(chosen)):
            one: Any = self._schema.type_map[name]
            # Fields of two types that go by one name would have to be of one type.
            draft.apart += number
            text = self._of_object(draft, one, depth, way if way and way[0].kind == name else ())
            draft.apart -= number
            parts.append(f"... on {name} {text}")
        return "{ " + " ".join(parts) + " }"

    def _of_object(self, draft: _Draft, kind: Kind, depth: int, way: Way) -> str:
        names = [
            name for name, one in kind.fields.items() if depth > 0 or is_leaf_type(get_named_type(one.type))
        ]
        chosen = self._rarest(kind, names, min(self._random.randint(1, 6), max(1, draft.left)))
        if kind.name.endswith(("Connection", "Edge")) and depth > 0 and self._chance(0.5):
            chosen = names
        parts = [self._part(draft, kind, name, depth) for name in chosen if not way or name != way[0].field]
        if way:
            parts.append(self._field(draft, kind, way[0].field, depth, way))
        if not parts or self._chance(0.1):
            parts.append("__typename")
        self._random.shuffle(parts)
        return "{ " + " ".join(parts) + " }"

    def _part(self, draft: _Draft, kind: Kind, name: str, depth: int) -> str:
        """A field, or a fragment with it."""
        if self._chance(0.08):
            switch, on = self._switch(draft)
            draft.off += not on
            text = self._field(draft, kind, name, depth)
            draft.off -= not on
            return f"... {switch} {{ {text} }}"
        text = self._field(draft, kind, name, depth)
        if self._chance(0.05):
            return f"... on {kind.name} {{ {text} __typename }}"
        if self._chance(0.05) and not draft.apart:
            known = [fragment for fragment, (of, _) in draft.fragments.items() if of == kind.name]
            if known and self._chance(0.5):
                return f"{text} ...{self._random.choice(known)}"
            fragment = draft.name("F")
            draft.fragments[fragment] = kind.name, f"{{ {text} }}"
            return f"...{fragment}"
        return text

    def _switch(self, draft: _Draft) -> tuple[str, bool]:
        """A directive, and whether it leaves in what it stands at."""
        directive, value = self._random.choice(["skip", "include"]), self._chance(0.5)
        is_variable = draft.switches > 0 and self._chance(0.6)
        draft.switches -= is_variable
        said = draft.variable("Boolean!", value) if is_variable else json.dumps(value)
        return f"@{directive}(if: {said})", value == (directive == "include")

    def _field(self, draft: _Draft, kind: Kind, name: str, depth: int, way: Way = ()) -> str:
        """A field, and what lies behind it; if it is the first step of a way, then the whole way."""
        draft.left -= 1
        one: GraphQLField = kind.fields[name]
        switch, on = self._switch(draft) if not way and self._chance(0.04) else ("", True)
        draft.off += not on
        self._count(draft, f"{kind.name}.{name}")
        arguments = self._arguments(draft, kind, name, way)
        # The same field with other arguments may not have the same name in the answer.
        alias = f"{draft.name('a')}: " if one.args or way or draft.apart or self._chance(0.15) else ""
        target, inner = get_named_type(one.type), ""
        if isinstance(target, Kind | GraphQLUnionType):
            inner = self._selection(draft, target, depth - 1 if draft.left > 0 else 0, way[1:])
        draft.off -= not on
        return f"{alias}{name}{arguments} {switch} {inner}"

    def _defaults(self, draft: _Draft) -> dict[str, str]:
        """What some variables are if they are not given, as their definitions say it: what they are given."""
        return {
            name: f" = {json.dumps(value)}"
            for name, (kind, value) in draft.variables.items()
            if isinstance(value, str | int) and not self._is_enumeration(kind) and self._chance(0.2)
        }

    def _is_enumeration(self, kind: str) -> bool:
        return isinstance(self._schema.type_map[kind.strip("[]!")], GraphQLEnumType)

    def _count(self, draft: _Draft, place: str) -> None:
        self.asked[place] += not draft.off

    # ---- arguments ----

    def _arguments(self, draft: _Draft, kind: Kind, name: str, way: Way) -> str:
        member, wanted = self._member(kind, name), way[0].argument if way else ""
        towards = way[1].kind if len(way) > 1 else ""
        said: dict[str, str] = {}
        given: dict[str, Any] = {}
        # Which cursors there are depends on everything else that is said.
        for argument, one in sorted(kind.fields[name].args.items(), key=lambda item: item[0] in CURSORS):
            optional = argument != wanted and not isinstance(one.type, GraphQLNonNull)
            if optional and ({argument, *said, wanted} >= {"first", "last"} or self._leaves_out(argument)):
                continue
            if isinstance(member, Connection) and argument in CURSORS:
                value = self._cursor(member, given)
            else:
                value = self._value(argument, one, member, draft.keys, towards)
                given[one.out_name or argument] = inside(one.type, value)
            said[argument] = self._spelled(draft, one, value)
            self._count(draft, f"{kind.name}.{name}({argument})")
        return "(" + ", ".join(f"{name}: {value}" for name, value in said.items()) + ")" if said else ""

    def _leaves_out(self, argument: str) -> bool:
        """Whether an argument that need not be given is not; filters would leave few rows."""
        return self._chance(0.6 if argument in {"first", "last", "orderBy", *CURSORS} else 0.9)

    def _cursor(self, member: Connection, given: dict[str, Any]) -> str:
        """A position in a list that is ordered and narrowed so."""
        name, narrowed = order_of(member.orderings, given), named(chosen([*member.filters], given))
        order = member.in_cursors[name]
        if known := self._cursors[order.name + narrowed]:
            return self._random.choice(known)
        return a_cursor(order, member.orderings[name], narrowed, self._random)

    def _member(self, kind: Kind, name: str) -> Member | None:
        declared = self._declarations.types.get(kind.name)
        members = self._declarations.roots if kind is self.query else declared.members if declared else {}
        return next((member for said, member in members.items() if field_name(said) == name), None)

    def _spelled(self, draft: _Draft, argument: GraphQLArgument, value: Any) -> str:
        kind = get_named_type(argument.type)
        if isinstance(value, str | int) and not isinstance(kind, GraphQLEnumType) and self._chance(0.5):
            return json.dumps(value)
        return draft.variable(str(argument.type), value)

    def _value(
        self, name: str, argument: GraphQLArgument, member: Member | None, keys: Keys, towards: str
    ) -> Any:
        """A value of an argument; of the field on the way `towards` rows of a type, if there is one."""
        match member:
            case Connection() if name in ("first", "last"):
                return self._random.choice([1, 1, 2, 3, 5, 100] if self._chance(0.99) else [0, 101, -1])
            case Connection(filters=filters) if isinstance(filters.get(_snake(name)), LeadsTo):
                edge = member.target.members[filters[_snake(name)].fields[0]]
                return self._id(edge.to, keys) if isinstance(edge, One) else ""
            case Find():
                return self._id(member.target.name, keys)
            case FindAny() | FindEach():
                names = [
                    towards or self._random.choice(sorted(keys)),
                    *self._random.choices(sorted(keys), k=2),
                ]
                ids = [self._id(name, keys) for name in names]
                return ids if isinstance(member, FindEach) else ids[0]
            case Answer(arguments=arguments):
                said = arguments.get(_snake(name))
                if isinstance(said, IdInput):
                    return [self._id(said.to, keys)] if said.many else self._id(said.to, keys)
        return of_type(argument.type, self._random)

    def _id(self, type_name: str, keys: Keys) -> str:
        known = keys.get(type_name)
        return f"{type_name}:{self._random.choice(known) if known else 0}"


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
