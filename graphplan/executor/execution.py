"""graphql-core's own execution, with our resolvers in a schema that has none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLField,
    GraphQLObjectType,
    OperationType,
    execute_sync,
    get_operation_ast,
)

from graphplan.engine import ROW_BUDGET
from graphplan.errors import told
from graphplan.executor import fields, operations, pages
from graphplan.executor.reading import Reading
from graphplan.executor.rows import Row
from graphplan.executor.selection import selection_of
from graphplan.names import field_name, mutation_name
from graphplan.outcomes import Outcome
from graphplan.plans import TooManyRows
from graphplan.schema import connected_types
from graphplan.viewer import Viewer

if TYPE_CHECKING:
    from graphplan.api import Api


class Executor:
    """The reference engine of one API."""

    def __init__(self, api: "Api") -> None:
        self._api, self._schema = api, api.schema().graphql_schema
        self._bind()

    def execute(
        self,
        viewer: Viewer,
        document: DocumentNode,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        budget: int = ROW_BUDGET,
        done: Mapping[str, Outcome] | None = None,
    ) -> ExecutionResult:
        """See `Engine.execute`. `done` are the mutations that another engine has already run, by their key in
        the answer: they are not run again.

        A query sees one snapshot of the database; one that reads too many rows has no answer at all. The
        commands of mutations have their own transactions, and each payload sees one snapshot taken after its
        command.
        """
        reading = Reading(self._api, viewer, selection_of(self._schema, document), budget, done or {})
        operation = get_operation_ast(document, operation_name)
        is_query = operation is not None and operation.operation is OperationType.QUERY
        with reading.in_snapshots():
            if is_query:
                reading.begin_snapshot()
            result = execute_sync(
                self._schema,
                document,
                context_value=reading,
                variable_values=dict(variables or {}),
                operation_name=operation_name,
            )
        if is_query and reading.is_spent:
            return ExecutionResult(None, [told(TooManyRows())])
        return result

    def _bind(self) -> None:
        """Give every field of the schema its resolver."""
        declarations = self._api.declarations
        for declaration in declarations.types.values():
            for name, member in declaration.members.items():
                self._field(declaration.name, name).resolve = fields.resolver(member)
        for structure in declarations.structures.values():
            for name in structure.fields:
                field = self._field(structure.name, name)
                field.resolve = fields.part_resolver(name, field)
        for name, member in declarations.roots.items():
            self._field("Query", name).resolve = operations.root_resolver(member, self._api)
        for mutation in declarations.mutations.values():
            field = self._field("Mutation", mutation_name(mutation.name))
            field.resolve = operations.mutation_resolver(self._api, mutation)
            for name, written in mutation.members.items():
                self._field(f"{mutation.name}Payload", name).resolve = operations.written_resolver(written)
        for name in declarations.abstracts.keys() & self._schema.type_map.keys():
            self._schema.type_map[name].resolve_type = _type_of
        self._bind_connections()

    def _bind_connections(self) -> None:
        if "PageInfo" not in self._schema.type_map:
            return
        made = {"PageInfo": pages.PAGE_INFO}
        for name in connected_types(self._api.declarations):
            made |= {f"{name}Connection": pages.CONNECTION, f"{name}Edge": pages.EDGE}
        for type_name, resolvers in made.items():
            for name, resolve in resolvers.items():
                self._field(type_name, name).resolve = resolve

    def _field(self, type_name: str, name: str) -> GraphQLField:
        kind = self._schema.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType)  # noqa: S101 - only such types have members
        field: GraphQLField = kind.fields[field_name(name)]
        return field


def _type_of(row: Row, *_: Any) -> str:
    """What a row of an interface or a union is."""
    return row.siblings.declaration.name
