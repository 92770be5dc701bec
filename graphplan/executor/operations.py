"""Resolvers of the roots: what is asked first, what is done, and what a payload shows of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from graphql import GraphQLError, GraphQLResolveInfo

from graphplan import ids
from graphplan.cuts import Cut
from graphplan.declarations.edges import Connection, ListOf
from graphplan.declarations.operations import MutationDeclaration, Written
from graphplan.declarations.place import Member
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import Code
from graphplan.executor import lists
from graphplan.executor.fields import Resolver
from graphplan.executor.pages import Page, Pages
from graphplan.executor.reading import Reading
from graphplan.executor.rows import Batch, Row
from graphplan.inputs import Decoding
from graphplan.names import field_path

if TYPE_CHECKING:
    from graphplan.api import Api

NOT_FOUND = _("No such thing, or not yours to see.")


def _row(reading: Reading, declaration: TypeDeclaration, key: Any) -> Row | None:
    return Batch(reading, declaration).add_by_key(reading.by_key(declaration, [key])).get(key)


def _find(member: Find, _api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo, id: str) -> Row | None:
        key = ids.decode(member.target.name, id)
        return None if key is None else _row(info.context, member.target, key)

    return resolve


def _mine(member: Mine, _api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo) -> Row | None:
        reading: Reading = info.context
        key = member.id(reading.viewer)
        return None if key is None else _row(reading, member.target, key)

    return resolve


def _list(member: ListOf, _api: "Api") -> Resolver:
    return lambda _root, info: lists.at_root(member, info.context)


def _connection(member: Connection, _api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo, **arguments: Any) -> Page:
        return Pages(member, info.context, None, Cut.of(member, arguments)).page(None)

    return resolve


def _answer(member: Answer, api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo, **given: Any) -> Any:
        viewer, decoding = info.context.viewer, Decoding()
        arguments = decoding.fields(member.arguments, given)
        if decoding.unknown or (member.permitted is not None and not member.permitted(viewer)):
            return None
        try:
            return member.read(viewer=viewer, **arguments)
        except api.refusal as refused:
            problems = _problems(refused)
            extensions = {"code": problems[0]["code"], "problems": problems}
            raise GraphQLError(problems[0]["message"], extensions=extensions) from refused

    return resolve


_ROOT_RESOLVERS: dict[type[Member], Callable[[Any, "Api"], Resolver]] = {
    Find: _find,
    Mine: _mine,
    ListOf: _list,
    Connection: _connection,
    Answer: _answer,
}


def root_resolver(member: Member, api: "Api") -> Resolver:
    """The resolver of one field at the root of queries."""
    return _ROOT_RESOLVERS[type(member)](member, api)


@dataclass(frozen=True)
class Payload:
    """What a mutation answers: what the command said, or why it was not done."""

    reading: Reading
    answer: Any
    errors: list[dict[str, Any]]


def mutation_resolver(api: "Api", declaration: MutationDeclaration) -> Resolver:
    """The resolver of one mutation: the input is decoded, the command called once."""

    def resolve(_root: None, info: GraphQLResolveInfo, input: dict[str, Any] | None = None) -> Payload:
        reading, decoding = info.context, Decoding()
        arguments = decoding.fields(declaration.input.fields, input or {})
        if decoding.unknown:
            return Payload(
                reading, None, [_problem(Code.NOT_FOUND, path, NOT_FOUND) for path in decoding.unknown]
            )
        command: Any = declaration.command
        reading.end_snapshot()
        try:
            answer = command(viewer=reading.viewer, **arguments)
        except api.refusal as refused:
            return Payload(reading, None, _problems(refused))
        finally:
            reading.begin_snapshot()
        return Payload(reading, answer, [])

    return resolve


def written_resolver(member: Written) -> Resolver:
    """The resolver of rows in a payload, read back in the order of the command's answer."""

    def resolve(payload: Payload, _info: Any) -> list[Row] | Row | None:
        if payload.answer is None:
            return None
        if member.key is not None:
            return _row(payload.reading, member.target, getattr(payload.answer, member.key))
        keys = getattr(payload.answer, str(member.keys))
        found = payload.reading.by_key(member.target, keys)
        return Batch(payload.reading, member.target).add(found.values())

    return resolve


def _problems(refused: BaseException) -> list[dict[str, Any]]:
    problems = getattr(refused, "problems", ())
    return [_problem(problem.code, problem.field, problem.message) for problem in problems]


def _problem(code: str, field: str | None, message: Any) -> dict[str, Any]:
    return {"code": str(code), "field": field and field_path(field), "message": str(message)}
