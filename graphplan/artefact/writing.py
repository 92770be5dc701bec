"""Making an artefact: plans of documents for some combinations of flags, as a package of readable Python."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import DocumentNode, GraphQLSchema

from graphplan.artefact.loading import FORMAT, MARKER, digest
from graphplan.declarations.fields import Batch
from graphplan.names import field_name
from graphplan.planner import NoPlan, Planner
from graphplan.planner.coercions import Coercions, Hindered, call, mapping
from graphplan.planner.documents import Document
from graphplan.plans.plan import VOCABULARY, Plan, RunsAlone
from graphplan.viewer import Viewer

if TYPE_CHECKING:
    from graphplan.api import Api

MOST_SWITCHES = 3
"""Variables of `@skip` and `@include` in one document: each doubles its plans."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was validated: what its file is called, the text that names it, its syntax tree."""

    name: str
    text: str
    node: DocumentNode

    @property
    def id(self) -> str:
        """The SHA-256 of the text."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Hindrance:
    """Why a document has no plans in an artefact, or not all of them."""

    document: str
    what: str


@dataclass(frozen=True, slots=True)
class Written:
    """The files of an artefact by their names, and what hindered."""

    files: Mapping[str, str]
    hindrances: list[Hindrance]


def written(
    api: "Api",
    sources: Iterable[Source],
    shapes: Mapping[str, Viewer],
    *,
    made_for: Mapping[str, str],
    rows: int,
    more: Mapping[str, str],
) -> Written:
    """The artefact of these documents, for viewers with the flags of each shape's.

    `rows` is what each may read at most; `more` is the source of what the application adds, by name. A plan
    that refers to what does not run alone is marked. The same input makes the same bytes.
    """
    compiling = _Compiling(
        Planner(api), api.schema().graphql_schema, shapes, rows, api.runs_alone, _fields(api)
    )
    documents = {source.id: text for source in sources if (text := compiling.document(source))}
    compiling.files["__init__.py"] = _package(documents, made_for, more)
    return Written(compiling.files, sorted(set(compiling.hindrances)))


@dataclass
class _Compiling:
    planner: Planner
    schema: GraphQLSchema
    shapes: Mapping[str, Viewer]
    rows: int
    runs_alone: RunsAlone
    fields: Mapping[str, str]
    files: dict[str, str] = field(default_factory=dict)
    hindrances: list[Hindrance] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """What of the application the plans of the document name that was compiled last."""

    def document(self, source: Source) -> str | None:
        """The source of one document; its plans become files. None if it has no plan."""
        known = Document.of(self.schema, source.node, None)
        try:
            variables = Coercions(self.schema, known.operation)
            cases = _cases(known.switches)
        except Hindered as hindered:
            self.hindrances.append(Hindrance(source.name, str(hindered)))
            return None
        self.named = set(variables.classes)
        plans = dict(self._plans(source, known.switches, cases))
        if not plans:
            return None
        return call(
            "Document",
            name=repr(source.name),
            rows=repr(self.rows),
            variables=mapping(variables.sources),
            switches=repr(known.switches),
            plans=mapping({key: repr(module) for key, module in plans.items()}),
            runs_alone=repr(all(map(self.runs_alone, self.named))),
        )

    def _plans(
        self, source: Source, switches: tuple[str, ...], cases: list[tuple[bool, ...]]
    ) -> Iterator[tuple[tuple[Any, ...], str]]:
        """The module of each plan by shape and values of switches; equal plans share one.

        What a module is called says what is in it: whoever keeps the names finds these plans, or none.
        """
        for (shape, viewer), case in product(self.shapes.items(), cases):
            try:
                plan = self._plan(source, viewer, dict(zip(switches, case, strict=True)))
            except Hindered as hindered:
                self.hindrances.append(Hindrance(source.name, str(hindered)))
                continue
            text = _module(source, plan.source)
            module = f"{_identifier(source)}_{digest(text.encode())}"
            self.files[f"{module}.py"] = text
            self.named |= plan.references
            yield (shape, *case), module

    def _plan(self, source: Source, viewer: Viewer, switches: Mapping[str, bool]) -> Plan:
        """One plan. Raises `Hindered`."""
        try:
            plan = self.planner.plan(viewer, source.node, switches, every_page=True)
        except NoPlan as fault:
            raise Hindered(str(fault)) from None
        refused = {name for name in plan.references if ":" not in name}
        if refused:
            raise Hindered(", ".join(sorted(self.fields.get(name, _field_of(name)) for name in refused)))
        return plan


def _fields(api: "Api") -> Mapping[str, str]:
    """The fields that a function of the application computes, by how plans refer to it."""
    found: dict[str, list[str]] = {}
    members = [one for kind in api.declarations.types.values() for one in kind.members.values()]
    for member in members:
        if isinstance(member, Batch) and hasattr(member.load, "__qualname__"):
            name = f"{member.load.__module__}:{member.load.__qualname__}"
            found.setdefault(name, []).append(f"{member.owner.name}.{field_name(member.name)}")
    return {name: " or ".join(places) for name, places in found.items()}


def _field_of(name: str) -> str:
    """The field that a reference such as `Query.my_price.read` belongs to."""
    owner, _, rest = name.partition(".")
    return f"{owner}.{field_name(rest.partition('.')[0])}" if rest else name


def _cases(switches: tuple[str, ...]) -> list[tuple[bool, ...]]:
    """All values of the switches. Raises `Hindered`."""
    if len(switches) > MOST_SWITCHES:
        raise Hindered(f"more than {MOST_SWITCHES} variables in @skip and @include")
    return list(product((False, True), repeat=len(switches)))


def is_written(folder: Path) -> bool:
    """Whether a folder holds an artefact, by what its package says of itself; it is read and not run."""
    try:
        package = ast.parse((folder / "__init__.py").read_bytes())
    except (OSError, SyntaxError, ValueError):
        return False
    assigned = [target for node in package.body if isinstance(node, ast.Assign) for target in node.targets]
    return any(isinstance(target, ast.Name) and target.id == MARKER for target in assigned)


# ---- source ----


def _package(documents: Mapping[str, str], made_for: Mapping[str, str], more: Mapping[str, str]) -> str:
    made = {what: repr(value) for what, value in {"format": FORMAT, **made_for}.items()}
    members = {MARKER: mapping(made), "DOCUMENTS": mapping(documents), "MORE": mapping(more)}
    body = "\n\n".join(f"{name} = {value}" for name, value in members.items())
    lines = [
        '"""Documents and their plans. Made by a program: to be read, and not to be changed."""',
        "",
        "from graphplan.artefact.loading import Document",
        "from graphplan.plans import variables",
        *_imports(body),
        "",
        body,
        "",
    ]
    return "\n".join(lines)


def _module(source: Source, text: str) -> str:
    return "\n".join([f'"""A plan of {source.name}."""', "", *_imports(text), "", text])


def _imports(text: str) -> list[str]:
    named = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    words = sorted(named & {*VOCABULARY, "reference"})
    lines = (f"    {word}," for word in words)
    return ["from graphplan.artefact.words import (", *lines, ")"] if words else []


def _identifier(source: Source) -> str:
    """The beginning of a module's name: what the document is called."""
    return re.sub(r"[^a-z0-9]+", "_", source.name.lower())
