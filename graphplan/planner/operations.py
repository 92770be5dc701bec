"""From a whole operation to its plan."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from graphql import FieldNode, GraphQLError, GraphQLObjectType, OperationDefinitionNode, get_named_type

from graphplan import ids
from graphplan.declarations.abstracts import FindAny, FindEach, refuse_more
from graphplan.declarations.edges import Connection, ListOf
from graphplan.declarations.operations import MutationDeclaration, Written
from graphplan.declarations.place import Member
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.engine import to_json
from graphplan.inputs import Decoding
from graphplan.names import mutation_name
from graphplan.outcomes import Outcome
from graphplan.planner.plan import Deeds, Plan, Step
from graphplan.planner.rowset import Lines
from graphplan.planner.runtime import Run, refusing
from graphplan.planner.text import Code, Text, braced, expression, keyed
from graphplan.planner.values import writer

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler


class NoPlan(Exception):
    """The reference engine has to answer this: introspection, or no such operation."""


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
        text = expression(braced(members))
        reads = [
            f"{read}_rows = {read}(run, {{{', '.join(keys)}}} - {{None}})"
            for read, keys in self._found.items()
        ]
        main = compiler.define("query", "run", [*self._lines, *reads, f"return {text}"])
        source = compiler.source()
        return Plan(compiler.names[main], source, compiler.statements)

    def mutation(self, operation: OperationDefinitionNode) -> Deeds:
        """The plan of a mutation operation. Raises `NoPlan`."""
        compiler = self._compiler
        kind: GraphQLObjectType = compiler.schema.mutation_type  # type: ignore[assignment]
        parts: list[Step | str] = []
        for key, nodes in compiler.roots(kind, operation.selection_set).items():
            parts.append(
                f"{to_json(key)}:{to_json(kind.name)}"
                if nodes[0].name.value == "__typename"
                else self._step(key, kind, nodes)
            )
        source = compiler.source()
        return Deeds(tuple(parts), source, compiler.statements)

    def _step(self, key: str, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Step:
        compiler, node = self._compiler, nodes[0]
        declaration = next(
            one
            for one in compiler.api.declarations.mutations.values()
            if mutation_name(one.name) == node.name.value
        )
        payload = target_type(kind, nodes)
        writes = [
            (f"{to_json(field)}:", self._payload_field(declaration, payload, inner))
            for field, inner in compiler.selected(payload, nodes).items()
        ]

        def write(run: Run, outcome: Outcome) -> str:
            return "{" + ",".join([field + write(run, outcome) for field, write in writes]) + "}"

        return Step(key, declaration, compiler.names[compiler.arguments(kind, node)], write)

    def _payload_field(
        self, declaration: MutationDeclaration, kind: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Callable[[Run, Outcome], str]:
        compiler, name = self._compiler, nodes[0].name.value
        if name == "__typename":
            return lambda _run, _outcome: to_json(kind.name)
        if name == "errors":
            write = writer(kind.fields[name].type, nodes, compiler.selected, f"{kind.name}.errors")
            return lambda _run, outcome: write(outcome.errors)
        member: Any = compiler.member(declaration.members, nodes[0])
        target = target_type(kind, nodes)
        return _written(
            member,
            compiler.names,
            compiler.edges.by_key(member.target, compiler.selected(target, nodes), nodes, member.place),
        )

    def _root(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        name = nodes[0].name.value
        if name == "__typename":
            return [to_json(kind.name)]
        if name.startswith("__"):
            raise NoPlan("introspection")
        member = self._compiler.member(self._compiler.api.declarations.roots, nodes[0])
        return self._ROOTS[type(member)](self, member, kind, nodes)

    # ---- the kinds of roots ----

    def _row(self, member: Find | Mine, kind: GraphQLObjectType, nodes: list[FieldNode], key_of: Any) -> Text:
        """One row by its key. All rows of one type for which the same is asked are read at once."""
        compiler, target = self._compiler, target_type(kind, nodes)
        read = compiler.edges.by_key(member.target, compiler.selected(target, nodes), nodes, member.place)
        key = compiler.name("key")
        self._lines.append(f"{key} = {compiler.name('key_of', key_of)}(run)")
        self._found.setdefault(read, []).append(key)
        return [Code(f"{read}_rows.get({key}, null)")]

    def _find(self, member: Find, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        arguments = self._compiler.names[self._compiler.arguments(kind, nodes[0])]
        return self._row(
            member, kind, nodes, lambda run: ids.decode(member.target.name, arguments(run)["id"])
        )

    def _find_any(self, member: FindAny, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        arguments = self._compiler.names[self._compiler.arguments(kind, nodes[0])]
        return [Code(f"{self._each(member, nodes, lambda run: [arguments(run)['id']])}[0]")]

    def _find_each(self, member: FindEach, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        arguments = self._compiler.names[self._compiler.arguments(kind, nodes[0])]

        def asked(run: Run) -> list[str]:
            wanted: list[str] = arguments(run)["ids"]
            with refusing(GraphQLError):
                refuse_more(member, wanted)
            return wanted

        return ["[", Code(f'",".join({self._each(member, nodes, asked)})'), "]"]

    def _each(
        self, member: FindAny | FindEach, nodes: list[FieldNode], asked: Callable[[Run], list[str]]
    ) -> str:
        """The variable of the texts of rows of several types. Those of one type are read at once."""
        compiler, texts = self._compiler, self._compiler.name("texts")
        wanted = compiler.name("wanted", lambda run: [ids.parts(text) for text in asked(run)])
        reads = [
            f"    {declaration.name!r}: {compiler.edges.by_key_of_any(declaration, nodes, member.place)},"
            for declaration in member.target.types
        ]
        self._lines += [f"{texts} = find_each(run, {wanted}(run), {{", *reads, "})"]
        return texts

    def _mine(self, member: Mine, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        return self._row(member, kind, nodes, lambda run: member.id(run.viewer))

    def _list(self, member: ListOf, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        compiler, target = self._compiler, target_type(kind, nodes)
        read = compiler.edges.list_at_root(member, compiler.selected(target, nodes))
        return [Code(f"{read}(run)")]

    def _connection(self, member: Connection, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        compiler, target = self._compiler, target_type(kind, nodes)
        arguments = compiler.arguments(kind, nodes[0])
        read = compiler.edges.pages(member, target, nodes)
        return [Code(f"{read}(run, {arguments}(run), None)[None]")]

    def _answer(self, member: Answer, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Text:
        compiler = self._compiler
        arguments = compiler.names[compiler.arguments(kind, nodes[0])]
        field = kind.fields[nodes[0].name.value]
        write = writer(field.type, nodes, compiler.selected, member.place)

        def answer(run: Run) -> str:
            decoding = Decoding()
            said = decoding.fields(member.arguments, arguments(run))
            if decoding.unknown or (member.permitted is not None and not member.permitted(run.viewer)):
                return write(None)
            with refusing(compiler.api.refusal):
                value = member.read(viewer=run.viewer, **said)
            return write(value)

        return [Code(f"{compiler.name(member.name, answer)}(run)")]

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


def _written(member: Written, names: Mapping[str, Any], read: str) -> Callable[[Run, Outcome], str]:
    """Rows that a command wrote, read back in the order of its answer."""

    def written(run: Run, outcome: Outcome) -> str:
        if outcome.answer is None:
            return "null"
        if member.key is not None:
            key = getattr(outcome.answer, member.key)
            return "null" if key is None else names[read](run, {key}).get(key, "null")
        keys = dict.fromkeys(getattr(outcome.answer, str(member.keys)))
        texts = names[read](run, keys)
        return f"[{','.join([texts[key] for key in keys if key in texts])}]"

    return written
