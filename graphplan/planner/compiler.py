"""One operation under compilation: its fields, the names in its generated code, its statements."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import QuerySet
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.values import get_argument_values

from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.names import field_name
from graphplan.planner import runtime, sql
from graphplan.planner.edges import Edges
from graphplan.planner.objects import Objects
from graphplan.planner.pages import TRUTH, turned
from graphplan.planner.rowset import Lines
from graphplan.planner.runtime import Run
from graphplan.planner.sql import Statement
from graphplan.planner.values import Selected
from graphplan.planner.visibility import Visibility

if TYPE_CHECKING:
    from graphplan.api import Api

IN_EVERY_PLAN: Mapping[str, Any] = {"TRUTH": TRUTH, "null": "null", "turned": turned} | {
    name: getattr(runtime, name)
    for name in (
        "Memo",
        "as_lists",
        "fetch_by_key",
        "fetch_list",
        "find_each",
        "found_by_parent",
        "give_up",
        "keys_as_texts",
        "load_batch",
        "rows_of",
        "once",
        "quote",
        "values_of",
    )
}


class Compiler:
    """What the parts of the compiler share: fields as graphql-core collects them, and one namespace."""

    def __init__(
        self,
        api: "Api",
        visibility: Visibility,
        fragments: dict[str, FragmentDefinitionNode],
        switches: dict[str, Any],
    ) -> None:
        self.api, self.visibility = api, visibility
        self.schema: GraphQLSchema = api.schema().graphql_schema
        self._fragments, self._switches = fragments, switches
        self.names: dict[str, Any] = dict(IN_EVERY_PLAN)
        self.statements: dict[str, Statement] = {}
        self.functions: list[str] = []
        self.objects, self.edges = Objects(self), Edges(self)

    # ---- fields ----

    def roots(self, kind: GraphQLObjectType, selection: SelectionSetNode) -> Selected:
        """The fields of an operation."""
        return collect_fields(self.schema, self._fragments, self._switches, kind, selection)

    def selected(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Selected:
        """The fields below a field."""
        return collect_sub_fields(self.schema, self._fragments, self._switches, kind, nodes)

    @staticmethod
    def member(members: Mapping[str, Member], node: FieldNode) -> Member:
        """The declaration that a field of the document asks for."""
        return next(member for name, member in members.items() if field_name(name) == node.name.value)

    def type_of(self, declaration: TypeDeclaration) -> GraphQLObjectType:
        """A type in the schema."""
        return self.schema.type_map[declaration.name]  # type: ignore[return-value]

    def arguments(self, kind: GraphQLObjectType, node: FieldNode) -> str:
        """The name of a function `(run) -> arguments`; it raises `Refused`."""
        field = kind.fields[node.name.value]

        def arguments(run: Run) -> dict[str, Any]:
            with runtime.refusing(GraphQLError):
                return get_argument_values(field, node, run.variables)  # type: ignore[arg-type]

        return self.name("arguments", arguments)

    # ---- code ----

    def name(self, hint: str, value: Any = None) -> str:
        """A name of its own in the generated code, for this value or for a variable."""
        name = f"{hint}_{len(self.names)}"
        self.names[name] = value
        return name

    def statement(self, place: str, rows: "QuerySet[Any]") -> str:
        """The name of a statement."""
        return self.named(self.compiled(place, rows))

    @staticmethod
    def compiled(place: str, rows: "QuerySet[Any]") -> Statement:
        """The statement that reads these rows."""
        return sql.compiled(place, rows, connection, sql.limited)

    def named(self, statement: Statement) -> str:
        """The name of a statement in the generated code."""
        name = self.name("statement", statement)
        self.statements[name] = statement
        return name

    def define(self, hint: str, parameters: str, lines: Lines) -> str:
        """The name of a function with this body."""
        name = self.name(hint)
        self.functions.append("\n".join([f"def {name}({parameters}):", *_indented(lines, 1)]))
        return name

    def source(self) -> str:
        """All functions, run so that their names stand for them."""
        source = "\n\n\n".join(self.functions) + "\n"
        exec(compile(source, "<plan>", "exec"), self.names)  # noqa: S102 - made of declarations and names
        return source


def _indented(lines: Lines, depth: int) -> Iterable[str]:
    for line in lines:
        if isinstance(line, list):
            yield from _indented(line, depth + 1)
        else:
            yield "    " * depth + line
