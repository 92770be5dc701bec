"""What is read beside a row: rows by their keys, and the lists of many parents. One statement each."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BigIntegerField, F, ManyToOneRel, Q, QuerySet
from graphene.utils.str_converters import to_snake_case
from graphql import FieldNode, GraphQLObjectType, print_ast

from graphplan.declarations.edges import Connection, ListOf, Many, One, ToMany
from graphplan.declarations.types import TypeDeclaration
from graphplan.planner import sql
from graphplan.planner.pages import PageCompiler
from graphplan.planner.rowset import Lines, Place, Rowset, index_of
from graphplan.planner.sql import Keys, Sql
from graphplan.planner.text import expression, pieces
from graphplan.planner.values import Selected

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler

PARENT = "graphplan_parent"


def keys() -> Keys:
    """The hole for the keys of a statement."""
    return Keys(BigIntegerField())


class Simple(NamedTuple):
    """What reads rows by their keys: the name of its statement, what that says, how many columns it has."""

    statement: str
    said: Sql
    width: int


class Edges:
    """Compiles the functions that read rows and write them as text."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler
        self._defined: dict[Hashable, list[tuple[list[FieldNode], str]]] = {}
        self._printed: dict[int, str] = {}
        self.simple: dict[str, Simple] = {}
        """Of functions that read rows by their keys, those that need one statement and no more."""

    def by_key(
        self,
        declaration: TypeDeclaration,
        fields: Selected,
        nodes: list[FieldNode],
        place: str,
        *,
        seen: bool = False,
    ) -> str:
        """The name of a function `(run, keys) -> texts by key` for visible rows of a type.

        That rows are visible is not asked of those that are `seen` in any case. Fields of the document that
        select the same share it.
        """

        def define() -> str:
            return self._define_by_key(declaration, fields, place, self._rows_by_key(declaration, seen))

        return self._shared((declaration.name, seen), nodes, define)

    def _shared(self, asked: Hashable, nodes: list[FieldNode], define: Callable[[], str]) -> str:
        """What `define` names: the same for all fields of which this is asked, if they select the same."""
        known = self._defined.setdefault(asked, [])
        for others, name in known:
            if self._selections(others) == self._selections(nodes):
                return name
        name = define()
        known.append((nodes, name))
        return name

    def _selections(self, nodes: list[FieldNode]) -> list[str]:
        """What fields of the document select, as text: each printed once, for all types it is asked of."""
        for node in nodes:
            if id(node) not in self._printed:
                self._printed[id(node)] = print_ast(node.selection_set) if node.selection_set else ""
        return [self._printed[id(node)] for node in nodes]

    def by_key_of_any(self, declaration: TypeDeclaration, nodes: list[FieldNode], place: str) -> str:
        """The name of such a function, for a type that is one of many."""
        return self._shared(declaration.name, nodes, lambda: self._one_of_many(declaration, nodes, place))

    def _one_of_many(self, declaration: TypeDeclaration, nodes: list[FieldNode], place: str) -> str:
        """Most of these are asked for no more than keys: what reads those is the same in all documents."""
        compiler, at = self._compiler, Place(Rowset(declaration), declaration)
        fields = compiler.selected(compiler.type_of(declaration), nodes)
        if {field_nodes[0].name.value for field_nodes in fields.values()} - {"id", "__typename"}:
            return self.by_key(declaration, fields, nodes, place)
        around = pieces(compiler.objects.text(at, fields))
        return compiler.constant("keys", f"keys_as_texts({self._keys(declaration)}, {around!r})")

    def _keys(self, declaration: TypeDeclaration) -> str:
        """The source of the statement that reads keys of visible rows of a type."""
        compiler = self._compiler

        def said() -> Sql | None:
            rows = Rowset(declaration).selected(self._rows_by_key(declaration))
            return sql.text_of(rows, sql.limited)

        known = compiler.visibility.known(("keys of", declaration.name), said)
        return sql.source(declaration.name, known, compiler.references, compiler.constant)

    def _rows_by_key(self, declaration: TypeDeclaration, seen: bool = False) -> "QuerySet[Any]":
        visibility = self._compiler.visibility

        def said() -> "QuerySet[Any]":
            rows = visibility.every_row(declaration) if seen else visibility.rows(declaration)
            return rows.filter(pk__in=keys())

        return visibility.kept(("by key", declaration.name, seen), said)

    def _define_by_key(
        self, declaration: TypeDeclaration, fields: Selected, place: str, rows: "QuerySet[Any]"
    ) -> str:
        compiler, at = self._compiler, Place(Rowset(declaration), declaration)
        text, key = expression(compiler.objects.text(at, fields)), at.key()
        said = sql.text_of(at.rows.selected(rows), sql.unlimited)
        source = sql.source(place, said and sql.limited(*said), compiler.references, compiler.constant)
        statement = compiler.constant("statement", source)
        lines = [
            f'"""{declaration.name} by key."""',
            f"rows = fetch_by_key(run, {statement}, keys)",
            *at.rows.lines_before,
            "found = {}",
            f"for {at.rows.variables} in rows:",
            [*at.lines, f"found[{key}] = {text}"],
            "return found",
        ]
        name = compiler.define(f"{to_snake_case(declaration.name)}_by_key", "run, keys", lines)
        if said and str(lines).count("(run, ") == 1:
            self.simple[name] = Simple(statement, said, at.rows.width)
        return name

    def lists(self, member: Many, fields: Selected) -> str:
        """The name of a function `(run, parents) -> texts of lists by parent`."""
        compiler, at = self._compiler, Place(Rowset(member.target), member.target)
        text, rows = expression(compiler.objects.text(at, fields)), self.rows_of(member)
        parent = self.parent(member, at.rows)
        each_once = self.each_once(member, at, parent)
        # Where rows come twice, how many they are does not tell whether a list is too long.
        each = None if member.repeats else member.at_most
        ordered = at.rows.selected(rows.order_by(*member.ordering.order()))
        statement = compiler.statement(member.place, ordered, sql.listed)
        lines: Lines = [
            f'"""{member.place}."""',
            f"rows = fetch_by_key(run, {statement}, parents, {each})",
            *each_once,
            *at.rows.lines_before,
            "found = found_by_parent()",
            f"for {at.rows.variables} in rows:",
            [*at.lines, f"found[{parent}].append({text})"],
            f"return as_lists(found, {member.at_most})",
        ]
        return compiler.define(member.name, "run, parents", lines)

    def list_at_root(self, member: ListOf, fields: Selected) -> str:
        """The name of a function `(run) -> text of the list`."""
        compiler, at = self._compiler, Place(Rowset(member.target), member.target)
        text, rows = expression(compiler.objects.text(at, fields)), self.rows_of(member)
        ordered = at.rows.selected(rows.order_by(*member.ordering.order()))
        statement = compiler.statement(member.place, ordered, sql.listed)
        lines: Lines = [
            f'"""{member.place}."""',
            f"rows = fetch_list(run, {statement}, {member.at_most})",
            *at.rows.lines_before,
            "found = []",
            f"for {at.rows.variables} in rows:",
            [*at.lines, f"found.append({text})"],
            "return '[' + ','.join(found) + ']'",
        ]
        return compiler.define(member.name, "run", lines)

    def pages(self, member: Connection, kind: GraphQLObjectType, nodes: list[FieldNode]) -> str:
        """The name of a function `(run, arguments, parents) -> texts of pages by parent`."""
        return PageCompiler(self._compiler, member, kind, nodes).define()

    # ---- the rows of a list ----

    def rows_of(self, member: ToMany) -> "QuerySet[Any]":
        """The visible rows of a list in no order, below the parents `keys` if it is not at the root.

        They were reached from visible parents: what a rule says of the parent is known to hold.
        """
        return self._compiler.visibility.kept(("list", member.place), lambda: self._said_rows_of(member))

    def _said_rows_of(self, member: ToMany) -> "QuerySet[Any]":
        visibility = self._compiler.visibility
        rows = visibility.rows(member.target, _known(member))
        condition = visibility.of_list(member)
        if member.parent_lookup:
            condition = Q(**{f"{member.parent_lookup}__in": keys()}) & condition
        # In one filter(): what is said of the table between the two is about the row that joins them.
        rows = rows.filter(condition)
        return rows.annotate(**{PARENT: F(member.parent_lookup)}) if member.repeats else rows

    @staticmethod
    def parent(member: ToMany, rows: Rowset) -> str:
        """The variable of the parent's key."""
        return rows.column(Edges.parent_path(member))

    @staticmethod
    def parent_path(member: ToMany) -> str:
        """The parent's key, as a query of `rows_of` knows it."""
        return PARENT if member.repeats else member.parent_lookup

    @staticmethod
    def each_once(member: ToMany, at: Place, parent: str) -> Lines:
        """What drops rows that are there twice for one parent."""
        if not member.repeats:
            return []
        return [f"rows = once(rows, {index_of(parent)}, {index_of(at.key())})"]


def _known(member: ToMany) -> set[str]:
    """The edges of the rows of a list that lead back to the parent."""
    if not isinstance(member.relation, ManyToOneRel):
        return set()
    key, edges = member.relation.field, member.target.members.items()
    return {
        name
        for name, edge in edges
        if isinstance(edge, One) and edge.key is key and edge.target is member.owner
    }
