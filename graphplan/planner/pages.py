"""Pages of connections: one statement for all parents, and one more where a cursor hides what lies beyond."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, QuerySet, Window
from django.db.models.functions import DenseRank, RowNumber
from graphql import FieldNode, GraphQLError, GraphQLObjectType, get_named_type

from graphplan import cursors
from graphplan.cuts import Cut, Position
from graphplan.declarations.edges import Connection
from graphplan.engine import to_json
from graphplan.planner import sql
from graphplan.planner.apart import apart
from graphplan.planner.rowset import Lines, Place, Rowset
from graphplan.planner.runtime import Rows, Run, fetch, look, parts, refusing
from graphplan.planner.sql import Given, Statement
from graphplan.planner.text import Code, Text, braced, expression, keyed
from graphplan.planner.values import Selected, column_converter

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler

Nulls = tuple[bool, ...] | None
"""Which values of a position are null; None for no position."""


@dataclass(frozen=True)
class Shape:
    """What of a cut decides the text of its statement; its values do not."""

    from_end: bool
    after: Nulls
    before: Nulls

    @classmethod
    def of(cls, cut: Cut) -> "Shape":
        """The shape of a cut."""
        return cls(cut.from_end, _nulls(cut.after), _nulls(cut.before))


def _nulls(position: Position | None) -> Nulls:
    return None if position is None else tuple(value is None for value in position)


class PageReader:
    """Reads the pages of one connection of a document. Statements are compiled as their shapes come."""

    def __init__(self, compiler: "Compiler", member: Connection, rows: Rowset) -> None:
        self._compiler, self._member, self._rows = compiler, member, rows
        self._pages: dict[Shape, Statement] = {}
        self._beyond: dict[tuple[Shape, bool], Statement] = {}

    def whole(self) -> Statement:
        """The statement of a page from the beginning of the list, which most requests ask for."""
        return self._page_of(Shape(from_end=False, after=None, before=None))

    def cut(self, arguments: dict[str, Any]) -> Cut:
        """Which part is asked for. Raises `Refused`."""
        with refusing(GraphQLError):
            return Cut.of(self._member, arguments)

    def page_rows(self, run: Run, cut: Cut, parents: Iterable[int] | None) -> Rows:
        """Of each parent the rows of the page, from its end if so asked, and one more if the list goes on."""
        statement, given = self._page_of(Shape.of(cut)), {**_given(cut), "size": cut.size + 1}
        if parents is None:
            return fetch(run, statement, cut.size + 1, given)
        return [
            row
            for part in parts(parents)
            for row in fetch(run, statement, run.remaining + 1, {**given, "keys": part})
        ]

    def beyond(self, run: Run, cut: Cut, parents: Iterable[int] | None, *, backwards: bool) -> set[Any]:
        """The parents in whose list a row lies at the cursor or on its other side; at the root {None}."""
        if (cut.after if backwards else cut.before) is None:
            return set()
        shape = Shape.of(cut)
        if (shape, backwards) not in self._beyond:
            made = apart(lambda: self._beyond_statement(shape, backwards))
            self._beyond[shape, backwards] = made
        statement, given = self._beyond[shape, backwards], _given(cut)
        if parents is None:
            return {None} if look(run, statement, 1, given) else set()
        looks = (look(run, statement, len(part), {**given, "keys": part}) for part in parts(parents))
        return {row[0] for rows in looks for row in rows}

    def _page_of(self, shape: Shape) -> Statement:
        if shape not in self._pages:
            self._pages[shape] = apart(lambda: self._page_statement(shape))
        return self._pages[shape]

    def _page_statement(self, shape: Shape) -> Statement:
        member, order = self._member, self._member.ordering.order(backwards=shape.from_end)
        rows = self._list()
        for name, nulls in (("after", shape.after), ("before", shape.before)):
            if nulls is not None:
                rows = rows.filter(self._beyond_cursor(name, nulls, backwards=name == "before"))
        if not member.parent_lookup:
            selected = self._rows.selected(rows.order_by(*order))
            return sql.compiled(member.place, selected, connection, sql.limited)
        # A row that comes twice for a parent, by way of the table between them, counts once.
        rank = DenseRank() if member.repeats else RowNumber()
        parent = F(self._compiler.edges.parent_path(member))
        number = Window(rank, partition_by=[parent], order_by=order)
        selected = self._rows.selected(rows.annotate(graphplan_number=number), "graphplan_number")
        return sql.compiled(member.place, selected, connection, sql.numbered)

    def _beyond_statement(self, shape: Shape, backwards: bool) -> Statement:
        member, name = self._member, "after" if backwards else "before"
        nulls = shape.after if backwards else shape.before
        condition = self._beyond_cursor(name, nulls or (), backwards=backwards, including=True)
        rows = self._list().filter(condition)
        if not member.parent_lookup:
            return sql.compiled(member.place, rows.values_list("pk"), connection, sql.limited)
        parent = self._compiler.edges.parent_path(member)
        return sql.compiled(member.place, rows.values_list(parent).distinct(), connection, sql.limited)

    def _beyond_cursor(self, name: str, nulls: tuple[bool, ...], **how: bool) -> Any:
        ordering = self._member.ordering
        values = [
            None if null else Given(f"{name}_{number}", term.column)
            for number, (term, null) in enumerate(zip(ordering, nulls, strict=True))
        ]
        return cursors.beyond(ordering, values, **how)

    def _list(self) -> "QuerySet[Any]":
        terms = {term.alias: term.expression() for term in self._member.ordering}
        rows: QuerySet[Any] = self._compiler.edges.rows_of(self._member).alias(**terms)
        return rows


def _given(cut: Cut) -> dict[str, Any]:
    positions = {"after": cut.after or (), "before": cut.before or ()}
    return {
        f"{name}_{number}": value
        for name, position in positions.items()
        for number, value in enumerate(position)
    }


TRUTH = ("false", "true")


class PageCompiler:
    """Compiles the function of one connection of a document."""

    def __init__(
        self, compiler: "Compiler", member: Connection, kind: GraphQLObjectType, nodes: list[FieldNode]
    ) -> None:
        self._compiler, self._member, self._kind, self._nodes = compiler, member, kind, nodes
        self._at = Place(Rowset(member.target), member.target)
        self._edges: list[str] = []
        self._uses: set[str] = set()

    def define(self) -> str:
        """The name of a function `(run, arguments, parents) -> texts of pages by parent`.

        At the root the only parent is None.
        """
        compiler, member, at = self._compiler, self._member, self._at
        page = expression(self._page(compiler.selected(self._kind, self._nodes)))
        parent = compiler.edges.parent(member, at.rows) if member.parent_lookup else "None"
        cursor = self._cursor()
        entry = "".join(f"{text}, " for text in (*self._edges, cursor)).rstrip()
        each_once = compiler.edges.each_once(member, at, parent)
        pages = PageReader(compiler, member, at.rows)
        reader = compiler.name("reader", pages)
        compiler.statements[reader] = pages.whole()
        lines: Lines = [
            f'"""{member.place}."""',
            *(["if not parents: return {}"] if member.parent_lookup else []),
            f"cut = {reader}.cut(arguments)",
            f"rows = {reader}.page_rows(run, cut, parents)",
            *each_once,
            *at.rows.lines_before,
            *self._looks(reader),
            "found = found_by_parent()",
            f"for {at.rows.variables}{' _' if member.parent_lookup else ''} in rows:",
            [*at.lines, f"found[{parent}].append(({entry}))"],
            "pages = {}",
            "for parent in parents if parents is not None else [None]:",
            ["page, goes_on = turned(found[parent], cut)", *self._facts(), f"pages[parent] = {page}"],
            "return pages",
        ]
        return compiler.define(member.name, "run, arguments, parents", lines)

    def _page(self, fields: Selected) -> Text:
        return braced([keyed(key, self._page_field(nodes)) for key, nodes in fields.items()])

    def _page_field(self, nodes: list[FieldNode]) -> Text:
        name = nodes[0].name.value
        if name == "__typename":
            return [to_json(self._kind.name)]
        kind = get_named_type(self._kind.fields[name].type)
        fields = self._compiler.selected(kind, nodes)
        if name == "pageInfo":
            return braced([keyed(key, self._info(kind, inner[0])) for key, inner in fields.items()])
        members = [keyed(key, self._edge_field(kind, inner)) for key, inner in fields.items()]
        self._edges.append(expression(braced(members)))
        return ["[", Code(f'",".join([entry[{len(self._edges) - 1}] for entry in page])'), "]"]

    def _edge_field(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        name = nodes[0].name.value
        if name == "__typename":
            return [to_json(kind.name)]
        if name == "cursor":
            self._uses.add("cursor")
            return [Code("cursor")]
        node = get_named_type(kind.fields[name].type)
        return self._compiler.objects.text(self._at, self._compiler.selected(node, nodes))

    def _info(self, kind: GraphQLObjectType, node: FieldNode) -> Text:
        name = node.name.value
        self._uses.add(name)
        known: dict[str, Text] = {
            "__typename": [to_json(kind.name)],
            "hasNextPage": [Code("has_next")],
            "hasPreviousPage": [Code("has_previous")],
            "startCursor": [Code("page[0][-1] if page else null")],
            "endCursor": [Code("page[-1][-1] if page else null")],
        }
        return known[name]

    def _cursor(self) -> str:
        """The variable of a row's cursor, if any is asked for."""
        if not self._uses & {"cursor", "startCursor", "endCursor"}:
            return "null"
        compiler, member, at = self._compiler, self._member, self._at
        variables = ", ".join(at.column(term.column) for term in member.ordering)
        converts = [column_converter(term.column) for term in member.ordering]

        def write(*raw: Any) -> str:
            values = [convert(value) for convert, value in zip(converts, raw, strict=True)]
            return to_json(cursors.encode(member.place, member.ordering, values))

        at.lines.insert(0, f"cursor = {compiler.name('write_cursor', write)}({variables})")
        return "cursor"

    def _looks(self, reader: str) -> Lines:
        """What lies on the other side of a cursor."""
        said = {"hasPreviousPage": ("earlier", True), "hasNextPage": ("later", False)}
        return [
            f"{variable} = {reader}.beyond(run, cut, parents, backwards={backwards})"
            for name, (variable, backwards) in said.items()
            if name in self._uses
        ]

    def _facts(self) -> Lines:
        said = {
            "hasPreviousPage": "has_previous = TRUTH[(goes_on and cut.from_end) or parent in earlier]",
            "hasNextPage": "has_next = TRUTH[(goes_on and not cut.from_end) or parent in later]",
        }
        return [line for name, line in said.items() if name in self._uses]


def turned(entries: list[Any], cut: Cut) -> tuple[list[Any], bool]:
    """The entries of a page in the order of the list, and whether the list goes on behind them."""
    page = entries[: cut.size]
    return (page[::-1] if cut.from_end else page), len(entries) > cut.size
