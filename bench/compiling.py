"""What a plan costs before it first runs, and how many statements it may run."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from graphql import DocumentNode, FieldNode, SelectionSetNode

from bench.measuring import cpu_time
from bench.product import document
from bench.workloads import gradebook, light
from graphplan import Batch, Connection, Many, One
from graphplan.declarations.place import Member
from graphplan.names import field_name
from graphplan.planner import Planner
from jumprope.interfaces.graphql.documents import trusted
from jumprope.kit.graphql import api
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer

TIMES = 5


def documents() -> dict[str, DocumentNode]:
    """All trusted documents, and those of the benchmark."""
    ours = {each.name: each.text for each in trusted().values()}
    return {
        name: document(text)
        for name, text in {**ours, "gradebook here": gradebook.DOCUMENT, "light": light.DOCUMENT}.items()
    }


def compile_times(viewers: Mapping[Role, Viewer], *, times: int = TIMES) -> Iterator[tuple[str, float]]:
    """Milliseconds of the processor for each document as each viewer; the rules are known by then, as they
    are to every document but the first.
    """
    planner = Planner(api)
    for name, node in documents().items():
        for role, viewer in viewers.items():
            call = partial(planner.plan, viewer, node)
            call()
            yield f"{name}, {role}", cpu_time(call, times=times) * 1000


def statements_of(node: DocumentNode) -> int:
    """The statements that a query may take, whatever the rows: one for each root, and for each edge to many,
    by a batch, or declared to be split. For documents without fragments.
    """
    (operation,) = node.definitions
    selection: Any = getattr(operation, "selection_set", None)
    return sum(1 + _below(api.declarations.roots, field) for field in _fields(selection))


def _below(members: Mapping[str, Member], field: FieldNode) -> int:
    """The statements below a field, without its own."""
    target = getattr(_member(members, field), "target", None)
    if target is None:
        return 0
    return sum(
        _is_apart(_member(target.members, inner)) + _below(target.members, inner)
        for inner in _fields(field.selection_set)
    )


def _is_apart(member: Member | None) -> bool:
    """Whether a field is answered by a statement of its own, at least for some."""
    split = isinstance(member, One) and bool(member.split)
    return (
        split or isinstance(member, Many | Connection) or (isinstance(member, Batch) and bool(member.target))
    )


def _fields(selection: SelectionSetNode | None) -> list[FieldNode]:
    return [node for node in selection.selections if isinstance(node, FieldNode)] if selection else []


def _member(members: Mapping[str, Member], field: FieldNode) -> Member | None:
    named = {field_name(name): member for name, member in members.items()}
    return named.get(field.name.value)
