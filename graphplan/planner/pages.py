"""Pages of connections: one statement for all parents, and one more where a cursor hides what lies beyond."""

from itertools import product
from typing import TYPE_CHECKING, Any

from django.db.models import F, Field, QuerySet, Window
from django.db.models.functions import DenseRank, RowNumber
from graphql import FieldNode, GraphQLObjectType, get_named_type

from graphplan.declarations.edges import Connection
from graphplan.declarations.filters import Filter
from graphplan.ordering import Ordering
from graphplan.planner import sql
from graphplan.planner.rowset import Lines, Place, Rowset
from graphplan.planner.sql import Given, IfGiven
from graphplan.planner.text import Code, Text, braced, expression, keyed
from graphplan.planner.values import Selected
from graphplan.plans import choices
from graphplan.plans.choices import DEFAULT
from graphplan.plans.cuts import Nulls, PageShape
from graphplan.plans.pages import WHOLE, Asked
from graphplan.plans.scalars import to_json

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler


class PageStatements:
    """The statements of one connection of a document, of any shape that a page may have."""

    def __init__(self, compiler: "Compiler", member: Connection, rows: Rowset) -> None:
        self._compiler, self._member, self._rows = compiler, member, rows

    def source(self, asked: Asked) -> str:
        """The source of one statement."""
        shape, what = asked
        return self._page(shape) if what == "page" else self._beyond(shape, backwards=what == "earlier")

    def _page(self, shape: PageShape) -> str:
        member, ordering = self._member, self._member.orderings[shape.order]
        rows, order = self._list(ordering), ordering.order(backwards=shape.from_end)
        for name, nulls in (("after", shape.after), ("before", shape.before)):
            if nulls is not None:
                rows = rows.filter(self._beyond_cursor(ordering, name, nulls, backwards=name == "before"))
        if not member.parent_lookup:
            return self._finished(self._rows.selected(rows.order_by(*order)), sql.limited)
        # A row that comes twice for a parent, by way of the table between them, counts once.
        rank = DenseRank() if member.repeats else RowNumber()
        parent = F(self._compiler.edges.parent_path(member))
        number = Window(rank, partition_by=[parent], order_by=order)
        selected = self._rows.selected(rows.annotate(graphplan_number=number), "graphplan_number")
        return self._finished(selected, sql.numbered)

    def _beyond(self, shape: PageShape, *, backwards: bool) -> str:
        member, name = self._member, "after" if backwards else "before"
        nulls = shape.after if backwards else shape.before
        ordering = member.orderings[shape.order]
        condition = self._beyond_cursor(ordering, name, nulls or (), backwards=backwards, including=True)
        rows = self._list(ordering).filter(condition)
        if not member.parent_lookup:
            return self._finished(rows.values_list("pk"), sql.limited)
        parent = self._compiler.edges.parent_path(member)
        return self._finished(rows.values_list(parent).distinct(), sql.limited)

    def _finished(self, rows: "QuerySet[Any]", finish: sql.Finish) -> str:
        return self._compiler.statement_source(self._member.place, rows, finish)

    @staticmethod
    def _beyond_cursor(ordering: Ordering, name: str, nulls: tuple[bool, ...], **how: bool) -> Any:
        values = [
            None if null else Given(f"{name}_{number}", term.column)
            for number, (term, null) in enumerate(zip(ordering, nulls, strict=True))
        ]
        return ordering.beyond(values, **how)

    def _list(self, ordering: Ordering) -> "QuerySet[Any]":
        terms = {term.alias: term.expression() for term in ordering}
        rows: QuerySet[Any] = self._compiler.edges.rows_of(self._member).alias(**terms)
        for name, narrows in self._member.filters.items():
            rows = rows.filter(self._if_given(f"where_{name}", narrows))
        return rows

    def _if_given(self, name: str, narrows: Filter) -> IfGiven:
        """The condition of a filter: of every row, where the client leaves it out."""
        target, place = self._member.target, self._member.place
        columns = narrows.columns(target, place)
        value = Given(name, narrows.compared(columns), _word(narrows.prepare(target)))
        return IfGiven(name, narrows.condition(columns, value))


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
        pages = self._pages()
        lines: Lines = [
            f'"""{member.place}."""',
            *(["if not parents: return {}"] if member.parent_lookup else []),
            f"cut = {pages}.cut(arguments)",
            *([] if cursor == "null" else [f"cursor_of = {pages}.cursor(cut)"]),
            f"rows = {pages}.rows(run, cut, parents)",
            *each_once,
            *at.rows.lines_before,
            *self._looks(pages),
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
        variables = ", ".join(self._at.column(column) for column in self._columns())
        self._at.lines.insert(0, f"cursor = cursor_of({variables})")
        return "cursor"

    def _columns(self) -> "list[Field[Any, Any]]":
        """The columns that any of the orders names."""
        orderings = self._member.orderings.values()
        return list(dict.fromkeys(term.column for ordering in orderings for term in ordering))

    def _pages(self) -> str:
        """The name of the `Pages`. Most requests ask for a page from the beginning of the list."""
        compiler = self._compiler
        statements = PageStatements(compiler, self._member, self._at.rows)
        whole = compiler.constant("statement", statements.source(WHOLE))
        more = ""
        if compiler.every_page:
            made = {
                asked: compiler.constant("statement", statements.source(asked)) for asked in self._others()
            }
            more = f", more={{{', '.join(f'{asked!r}: {statement}' for asked, statement in made.items())}}}"
        filters = f", filters={[*self._member.filters]!r}" if self._member.filters else ""
        pages = compiler.constant("pages", f"Pages({self._orders()}, {whole}{more}{filters})")
        compiler.pages[pages] = statements.source
        return pages

    def _others(self) -> list[Asked]:
        """All that requests can ask of this connection, but for a page from the beginning."""
        said = {argument.name.value for argument in self._nodes[0].arguments}
        ends = [False, True] if "last" in said else [False]
        shapes, default = [], [(DEFAULT, self._member.ordering)]
        for order, ordering in self._member.orderings.items() if "orderBy" in said else default:
            nulls = list(product(*([False, True][: 1 + term.column.null] for term in ordering)))
            afters: list[Nulls] = [None, *(nulls if "after" in said else [])]
            befores: list[Nulls] = [None, *(nulls if "before" in said else [])]
            shapes += [PageShape(*parts, order) for parts in product(ends, afters, befores)]
        asked = [(shape, "page") for shape in shapes]
        asked += [(shape, "earlier") for shape in shapes if shape.after is not None]
        asked += [(shape, "later") for shape in shapes if shape.before is not None]
        return [one for one in asked if one != WHOLE]

    def _orders(self) -> str:
        """The source of the orders by name, each with the places of its columns among those of a row."""
        member, columns = self._member, self._columns()
        orders = []
        for order, ordering in member.orderings.items():
            made = self._compiler.constant("order", repr(member.in_cursors[order]))
            orders.append(f"{order!r}: ({made}, {[columns.index(term.column) for term in ordering]})")
        return f"{{{', '.join(orders)}}}"

    def _looks(self, pages: str) -> Lines:
        """What lies on the other side of a cursor."""
        said = {"hasPreviousPage": "earlier", "hasNextPage": "later"}
        return [
            f"{variable} = {pages}.{variable}(run, cut, parents)"
            for name, variable in said.items()
            if name in self._uses
        ]

    def _facts(self) -> Lines:
        said = {
            "hasPreviousPage": "has_previous = TRUTH[(goes_on and cut.from_end) or parent in earlier]",
            "hasNextPage": "has_next = TRUTH[(goes_on and not cut.from_end) or parent in later]",
        }
        return [line for name, line in said.items() if name in self._uses]


def _word(prepare: Any) -> str | None:
    """The plans' word for what prepares a filter's value; None for what the column itself does."""
    if isinstance(prepare, choices.KeyIn):
        return f"KeyIn({prepare.type_name!r})"
    return None if prepare is choices.as_given else str(prepare.__name__)
