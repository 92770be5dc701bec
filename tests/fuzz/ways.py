"""Where in the schema everything stands that a query can ask for, and the ways there."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

Kind = GraphQLObjectType | GraphQLInterfaceType
"""What has fields."""


@dataclass(frozen=True)
class Step:
    """A field of a type, and maybe an argument of it."""

    kind: str
    field: str
    argument: str = ""

    @property
    def place(self) -> str:
        """As in `Section.students(first)`."""
        return f"{self.kind}.{self.field}({self.argument})" if self.argument else f"{self.kind}.{self.field}"


Way = tuple[Step, ...]
"""Steps from the root down, or what is left of them."""


class Ways:
    """All places below the root of queries, and how to come there."""

    def __init__(self, schema: GraphQLSchema, rows: Collection[str]) -> None:
        """`rows` are the names of the types that have rows."""
        assert schema.query_type is not None
        self._schema, self._root, self._rows = schema, schema.query_type.name, rows
        self._distances = {self._root: 0}
        self._into: dict[str, list[Step]] = defaultdict(list)
        self.places = {step.place: step for step in self._explored(schema.query_type)}

    def to(self, place: str, random: Random, deepest: int, seen: Collection[str]) -> Way:
        """A way to a place, which is its last step. Every other time it is one of the shortest.

        It leads through rows of types that are `seen`, where there is such a way at hand.
        """
        step = self.places[place]
        way, left = [step], self._distances[step.kind]
        if random.random() < 0.5:
            left = max(left, random.randint(1, deepest))
        while way[0].kind != self._root:
            nearer = [step for step in self._into[way[0].kind] if self._distances[step.kind] < left]
            likely = [step for step in nearer if step.kind in seen or step.kind not in self._rows]
            way.insert(0, random.choice(likely or nearer))
            left -= 1
        return tuple(way)

    def _explored(self, root: GraphQLObjectType) -> Iterator[Step]:
        """Every place, breadth first."""
        pending: list[Kind] = [root]
        for kind in pending:
            for name, field in kind.fields.items():
                step = Step(kind.name, name)
                yield step
                yield from (Step(kind.name, name, argument) for argument in field.args)
                for target in self._behind(get_named_type(field.type)):
                    self._into[target.name].append(step)
                    if target.name not in self._distances:
                        self._distances[target.name] = self._distances[kind.name] + 1
                        pending.append(target)

    def _behind(self, kind: GraphQLNamedType) -> Iterator[Kind]:
        """The types of what may be found behind a field of this type, and an interface besides."""
        if isinstance(kind, Kind):
            yield kind
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            yield from self._schema.get_possible_types(kind)
