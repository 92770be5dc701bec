"""One operation under compilation: its fields, and the source that it becomes."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields

from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.names import field_name
from graphplan.planner import sql
from graphplan.planner.apart import apart
from graphplan.planner.arguments import arguments
from graphplan.planner.edges import Edges
from graphplan.planner.literals import References
from graphplan.planner.objects import Objects
from graphplan.planner.rowset import Lines
from graphplan.planner.values import Selected, Writers
from graphplan.planner.visibility import Visibility
from graphplan.plans import Plan, load
from graphplan.plans.pages import Asked
from graphplan.plans.statements import Statement

if TYPE_CHECKING:
    from graphplan.api import Api

CompilePage = Callable[[Asked], str]
"""The source of the statement of one shape of a connection's pages."""


class Compiler:
    """What the parts of the compiler share: fields as graphql-core collects them, and one source.

    With `every_page`, the statements of all pages that can be asked for are compiled beforehand.
    """

    def __init__(
        self,
        api: "Api",
        visibility: Visibility,
        fragments: dict[str, FragmentDefinitionNode],
        switches: dict[str, Any],
        *,
        every_page: bool = False,
    ) -> None:
        self.api, self.visibility, self.every_page = api, visibility, every_page
        self.schema: GraphQLSchema = api.schema().graphql_schema
        self._fragments, self._switches = fragments, switches
        self._constants: dict[str, str] = {}
        self._functions: list[str] = []
        self._names, self._closed = 0, False
        self.references = References()
        self.pages: dict[str, CompilePage] = {}
        self.writers, self.objects, self.edges = Writers(self), Objects(self), Edges(self)

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
        """The name of the `Arguments` of a field."""
        field = kind.fields[node.name.value]
        return self.constant("arguments", arguments(field, node, self.references))

    # ---- code ----

    def name(self, hint: str) -> str:
        """A name of its own in the source, for a variable."""
        self._names += 1
        return f"{hint}_{self._names}"

    def constant(self, hint: str, source: str) -> str:
        """The name of what this source comes to: the same name for the same source.

        Once there is a plan, no more names come into its source.
        """
        if source not in self._constants:
            if self._closed:
                return source
            self._constants[source] = self.name(hint)
        return self._constants[source]

    def refer(self, name: str, value: Any) -> str:
        """The name of what is the application's own."""
        return self.constant(name.rpartition(".")[2], self.references.to(name, value))

    def statement(self, place: str, rows: "QuerySet[Any]", finish: sql.Finish = sql.limited) -> str:
        """The name of a statement."""
        return self.constant("statement", self.statement_source(place, rows, finish))

    def statement_source(self, place: str, rows: "QuerySet[Any]", finish: sql.Finish) -> str:
        """The source of a statement."""
        return sql.compiled(place, rows, finish, self.references, self.constant)

    def define(self, hint: str, parameters: str, lines: Lines) -> str:
        """The name of a function with this body."""
        name = self.name(hint)
        self.define_as(name, parameters, lines)
        return name

    def define_as(self, name: str, parameters: str, lines: Lines) -> None:
        """The function of this name."""
        self._functions.append("\n".join([f"def {name}({parameters}):", *_indented(lines, 1)]))

    def finished(self, *last: str) -> Plan:
        """The plan of all that was written, and of the lines that come last."""
        constants = [f"{name} = {source}" for source, name in self._constants.items()]
        parts = ["\n".join(constants), *self._functions, "\n".join(last)]
        source = "\n\n\n".join(filter(None, parts)) + "\n"
        self._closed = True
        plan = load(source, self.references.kept.__getitem__, self.api.runs_alone)
        for name, compile_page in self.pages.items():
            plan.names[name].compile = self._statement_of(plan, compile_page)
        return plan

    def _statement_of(self, plan: Plan, compile_page: CompilePage) -> Callable[[Asked], Statement]:
        def made(asked: Asked) -> Statement:
            statement: Statement = eval(apart(lambda: compile_page(asked)), plan.names)  # noqa: S307 - as above
            return statement

        return made


def _indented(lines: Lines, depth: int) -> Iterable[str]:
    for line in lines:
        if isinstance(line, list):
            yield from _indented(line, depth + 1)
        else:
            yield "    " * depth + line
