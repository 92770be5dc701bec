"""Resolvers of the roots: what is asked first, what is done, and what a payload shows of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, GraphQLResolveInfo

from graphplan import ids
from graphplan.declarations.abstracts import FindAny, FindEach, refuse_more
from graphplan.declarations.edges import Connection, ListOf
from graphplan.declarations.operations import MutationDeclaration, Written
from graphplan.declarations.place import Member
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.declarations.types import TypeDeclaration
from graphplan.executor import lists
from graphplan.executor.fields import Resolver
from graphplan.executor.pages import Page, Pages, cut_of
from graphplan.executor.reading import Reading
from graphplan.executor.rows import Row, Siblings
from graphplan.outcomes import Outcome, perform, problems_of
from graphplan.plans.inputs import Decoding

if TYPE_CHECKING:
    from graphplan.api import Api


def _row(reading: Reading, declaration: TypeDeclaration, key: Any) -> Row | None:
    return Siblings(reading, declaration).add_by_key(reading.by_key(declaration, [key])).get(key)


def _find(member: Find, _api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo, id: str) -> Row | None:
        key = ids.decode(member.target.name, id)
        return None if key is None else _row(info.context, member.target, key)

    return resolve


def _find_any(member: FindAny, _api: "Api") -> Resolver:
    return lambda _root, info, id: _each(info.context, member, [id])[0]


def _find_each(member: FindEach, _api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo, ids: list[str]) -> list[Row | None]:
        refuse_more(member, ids)
        return _each(info.context, member, ids)

    return resolve


def _each(reading: Reading, member: FindAny | FindEach, asked: list[str]) -> list[Row | None]:
    """The rows with these identifiers, in that order. All of one type are read at once."""
    found: dict[tuple[str, int] | None, Row] = {}
    wanted = [ids.parts(text) for text in asked]
    for declaration in member.target.types:
        keys = [key for name, key in filter(None, wanted) if name == declaration.name]
        rows = Siblings(reading, declaration).add_by_key(reading.by_key(declaration, keys) if keys else {})
        found |= {(declaration.name, key): row for key, row in rows.items()}
    return [found.get(one) for one in wanted]


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
        return Pages(member, info.context, None, cut_of(member, arguments)).page(None)

    return resolve


def _answer(member: Answer, api: "Api") -> Resolver:
    def resolve(_root: None, info: GraphQLResolveInfo, **given: Any) -> Any:
        viewer, decoding = info.context.viewer, Decoding()
        arguments = decoding.fields(member.shape, given)
        if decoding.unknown or not member.permitted(viewer):
            return None
        try:
            return member.read(viewer=viewer, **arguments)
        except api.refusal as refused:
            problems = problems_of(refused)
            extensions = {"code": problems[0]["code"], "problems": problems}
            raise GraphQLError(problems[0]["message"], extensions=extensions) from refused

    return resolve


_ROOT_RESOLVERS: dict[type[Member], Callable[[Any, "Api"], Resolver]] = {
    Find: _find,
    FindAny: _find_any,
    FindEach: _find_each,
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
    """What a mutation answers: what came of its command, and how to read what that wrote."""

    reading: Reading
    outcome: Outcome

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Why it was not done."""
        return self.outcome.errors


def mutation_resolver(api: "Api", declaration: MutationDeclaration) -> Resolver:
    """The resolver of one mutation: its command is called once, unless that was done already."""

    def resolve(_root: None, info: GraphQLResolveInfo, input: dict[str, Any] | None = None) -> Payload:
        reading: Reading = info.context
        reading.end_snapshot()
        try:
            done = reading.done.get(str(info.path.key))
            outcome = done or perform(
                declaration.command, declaration.input.shape, api.refusal, reading.viewer, input
            )
        finally:
            reading.begin_snapshot()
        if outcome.failure is not None:
            raise outcome.failure
        return Payload(reading, outcome)

    return resolve


def written_resolver(member: Written) -> Resolver:
    """The resolver of rows in a payload, read back in the order of the command's answer."""

    def resolve(payload: Payload, _info: Any) -> list[Row] | Row | None:
        answer = payload.outcome.answer
        if answer is None:
            return None
        if member.key is not None:
            return _row(payload.reading, member.target, getattr(answer, member.key))
        keys = getattr(answer, str(member.keys))
        found = payload.reading.by_key(member.target, keys)
        return Siblings(payload.reading, member.target).add(found.values())

    return resolve
