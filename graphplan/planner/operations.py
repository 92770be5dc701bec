"""From a whole operation to its plan."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from graphql import FieldNode, GraphQLObjectType, OperationDefinitionNode, get_named_type

from graphplan.declarations.abstracts import FindAny, FindEach
from graphplan.declarations.edges import Connection, ListOf
from graphplan.declarations.operations import MutationDeclaration
from graphplan.declarations.place import Member
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.names import mutation_name
from graphplan.planner import sql
from graphplan.planner.documents import NoPlan
from graphplan.planner.rowset import Lines
from graphplan.planner.text import Code, Text, braced, expression, keyed
from graphplan.planner.together import side_by_side
from graphplan.plans.plan import Plan, all_run_alone
from graphplan.plans.scalars import to_json
from graphplan.viewer import Slot

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler


class Operations:
    """Compiles the roots. What hangs below them, `Objects` and `Edges` compile."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler
        self._lines: Lines = []
        self._found: dict[str, list[str]] = {}

    def query(self, operation: OperationDefinitionNode) -> Plan:
        """The plan of a query. Raises `NoPlan`."""
        compiler = self._compiler
        kind: GraphQLObjectType = compiler.schema.query_type  # type: ignore[assignment]
        members = []
        for key, nodes in compiler.roots(kind, operation.selection_set).items():
            members.append(keyed(key, self._root(kind, nodes)))
        text, together = expression(braced(members)), self._together()
        reads = [
            f"{read}_rows = {read}(run, {{{', '.join(keys)}}} - {{None}})"
            for read, keys in self._found.items()
        ]
        compiler.define_as("query", "run", [*self._lines, *together, *reads, f"return encoded({text})"])
        return compiler.finished()

    def _together(self) -> Lines:
        """What reads rows at the root by one statement, where two or more are that simple."""
        compiler = self._compiler
        simple = {
            keys[0]: compiler.edges.simple[read]
            for read, keys in self._found.items()
            if len(keys) == 1 and read in compiler.edges.simple
        }
        said = side_by_side([one.said for one in simple.values()]) if len(simple) > 1 else None
        if said is None:
            return []
        source = sql.source("Query", said, compiler.references, compiler.constant)
        parts = "".join(f"({one.statement}, {one.width}), " for one in simple.values())
        together = f"Together({compiler.constant('statement', source)}, ({parts}))"
        return [f"{compiler.constant('together', together)}.read(run, {', '.join(simple)})"]

    def mutation(self, operation: OperationDefinitionNode) -> Plan:
        """The plan of a mutation operation. Raises `NoPlan`."""
        compiler = self._compiler
        kind: GraphQLObjectType = compiler.schema.mutation_type  # type: ignore[assignment]
        roots = compiler.roots(kind, operation.selection_set)
        payloads = {key: self._payload(kind, nodes) for key, nodes in roots.items() if _is_step(nodes)}
        # Only commands are named from here on. Payloads share what they read by, so it is all or none.
        reads_alone = all_run_alone(compiler.references.named, compiler.api.runs_alone)
        parts = [
            self._step(key, kind, nodes, payloads[key], reads_alone)
            if _is_step(nodes)
            else repr(f"{to_json(key)}:{to_json(kind.name)}")
            for key, nodes in roots.items()
        ]
        return compiler.finished(f"steps = ({', '.join(parts)},)")

    def _payload(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> str:
        """The name of the function that writes the payload of a mutation."""
        compiler, declaration, payload = self._compiler, self._mutation(nodes), target_type(kind, nodes)
        members = [
            keyed(field, self._payload_field(declaration, payload, inner))
            for field, inner in compiler.selected(payload, nodes).items()
        ]
        return compiler.define("payload", "run, outcome", [f"return encoded({expression(braced(members))})"])

    def _mutation(self, nodes: list[FieldNode]) -> MutationDeclaration:
        name, declared = nodes[0].name.value, self._compiler.api.declarations.mutations
        return next(one for one in declared.values() if mutation_name(one.name) == name)

    def _step(
        self, key: str, kind: GraphQLObjectType, nodes: list[FieldNode], payload: str, reads_alone: bool
    ) -> str:
        compiler, declaration = self._compiler, self._mutation(nodes)
        command = compiler.refer(f"{declaration.name}.command", declaration.command)
        shape = compiler.constant("shape", compiler.references.literal(declaration.input.shape))
        arguments = compiler.arguments(kind, nodes[0])
        return f"Step({key!r}, {command}, {shape}, {arguments}, {payload}, {reads_alone=})"

    def _payload_field(
        self, declaration: MutationDeclaration, kind: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Text:
        compiler, name = self._compiler, nodes[0].name.value
        if name == "__typename":
            return [to_json(kind.name)]
        if name == "errors":
            write = compiler.writers.of(kind.fields[name].type, nodes, f"{kind.name}.errors")
            return [Code(f"{compiler.constant('write', write)}(outcome.errors)")]
        member: Any = compiler.member(declaration.members, nodes[0])
        fields = compiler.selected(target_type(kind, nodes), nodes)
        read = compiler.edges.by_key(member.target, fields, nodes, member.place)
        if member.key is not None:
            return [Code(f'written_row(run, outcome.answer, "{member.key}", {read})')]
        return [Code(f'written_rows(run, outcome.answer, "{member.keys}", {read})')]

    def _root(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        name = nodes[0].name.value
        if name == "__typename":
            return [to_json(kind.name)]
        if name.startswith("__"):
            raise NoPlan("introspection")
        member = self._compiler.member(self._compiler.api.declarations.roots, nodes[0])
        return self._ROOTS[type(member)](self, member, kind, nodes)

    # ---- the kinds of roots ----

    def _row(self, member: Find | Mine, kind: GraphQLObjectType, nodes: list[FieldNode], key_of: str) -> Text:
        """One row by its key. All rows of one type for which the same is asked are read at once."""
        compiler, target = self._compiler, target_type(kind, nodes)
        read = compiler.edges.by_key(member.target, compiler.selected(target, nodes), nodes, member.place)
        key = compiler.name("key")
        self._lines.append(f"{key} = {key_of}")
        self._found.setdefault(read, []).append(key)
        return [Code(f"{read}_rows.get({key}, null)")]

    def _find(self, member: Find, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        arguments = self._compiler.arguments(kind, nodes[0])
        key_of = f"key_of({member.target.name!r}, {arguments}.of(run.variables)['id'])"
        return self._row(member, kind, nodes, key_of)

    def _find_any(self, member: FindAny, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        ids = f"[{self._compiler.arguments(kind, nodes[0])}.of(run.variables)['id']]"
        return [Code(f"{self._each(member, nodes, ids, 1)}[0]")]

    def _find_each(self, member: FindEach, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        ids = f"{self._compiler.arguments(kind, nodes[0])}.of(run.variables)['ids']"
        return ["[", Code(f'",".join({self._each(member, nodes, ids, member.at_most)})'), "]"]

    def _each(self, member: FindAny | FindEach, nodes: list[FieldNode], ids: str, most: int) -> str:
        """The variable of the texts of rows of several types."""
        compiler, texts = self._compiler, self._compiler.name("texts")
        reads = [
            f"{declaration.name!r}: {compiler.edges.by_key_of_any(declaration, nodes, member.place)},"
            for declaration in member.target.types
        ]
        self._lines += [f"{texts} = find_each(run, {ids}, {{", reads, f"}}, {most})"]
        return texts

    def _mine(self, member: Mine, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        said = _said_by(member.id, self._compiler.visibility.viewer)
        if isinstance(said, Slot):
            value = said.resolve_expression()
            key_of = f"run.viewer.value_at({value.name!r}, {self._compiler.references.literal(value.member)})"
        else:
            key_of = f"{self._compiler.refer(f'{member.place}.id', member.id)}(run.viewer)"
        return self._row(member, kind, nodes, key_of)

    def _list(self, member: ListOf, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        compiler, target = self._compiler, target_type(kind, nodes)
        read = compiler.edges.list_at_root(member, compiler.selected(target, nodes))
        return [Code(f"{read}(run)")]

    def _connection(self, member: Connection, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        compiler, target = self._compiler, target_type(kind, nodes)
        arguments = compiler.arguments(kind, nodes[0])
        read = compiler.edges.pages(member, target, nodes)
        return [Code(f"{read}(run, {arguments}.of(run.variables), None)[None]")]

    def _answer(self, member: Answer, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        compiler, field = self._compiler, kind.fields[nodes[0].name.value]
        write = compiler.constant("write", compiler.writers.of(field.type, nodes, member.place))
        permitted = _said_by(member.permitted, compiler.visibility.viewer)
        if permitted is False:
            return ["null"]
        of_app = [
            compiler.refer(f"{member.place}.read", member.read),
            compiler.constant("shape", compiler.references.literal(member.shape)),
            compiler.references.literal(compiler.api.refusal),
        ]
        if permitted is None:
            of_app.append(compiler.refer(f"{member.place}.permitted", member.permitted))
        read = compiler.constant("reading", f"Reading({', '.join(of_app)})")
        return [Code(f"{write}({read}(run.viewer, {compiler.arguments(kind, nodes[0])}.of(run.variables)))")]

    _ROOTS: ClassVar[dict[type[Member], Callable[..., Text]]] = {
        Find: _find,
        FindAny: _find_any,
        FindEach: _find_each,
        Mine: _mine,
        ListOf: _list,
        Connection: _connection,
        Answer: _answer,
    }


def target_type(kind: GraphQLObjectType, nodes: list[FieldNode]) -> Any:
    """The object type of a field."""
    return get_named_type(kind.fields[nodes[0].name.value].type)


def _is_step(nodes: list[FieldNode]) -> bool:
    """Whether a field of a mutation is one, and not the name of its type."""
    return nodes[0].name.value != "__typename"


def _said_by(function: Callable[[Any], Any], viewer: Any) -> Any:
    """What a function answers for a viewer whose values are unknown; None where it looks at one."""
    try:
        return function(viewer)
    except TypeError:
        return None
