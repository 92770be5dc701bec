"""Loading and running plans that were made beforehand, without Django, Graphene and graphql-core."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from graphplan.plans.plan import Plan
from graphplan.plans.refusals import Refused
from graphplan.plans.variables import Variable, coerced

FORMAT = "5"
"""Of artefacts: of what they name in this package, and how."""

Made = Mapping[str, str]
"""For what plans were made, by what it is called: the schema, the database."""


MARKER = "MADE_FOR"
"""What the package of an artefact says of itself, and no other package does."""


class Stale(Exception):
    """An artefact was made for something else than what is here; the sentence says for what.

    Or the file of a plan is missing, or not the one that the documents name.
    """


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document: its variables, the `switches` among them, the `rows` that it may read at most.

    `plans` names the module of each plan by (shape, values of the switches); its name ends in the digest of
    its text. A shape is what the application calls a combination of flags. If it `runs_alone`, they need
    nothing of the application; else they run where its functions do.
    """

    name: str
    rows: int
    variables: Mapping[str, Variable]
    switches: Sequence[str] = ()
    plans: Mapping[tuple[Any, ...], str] = field(default_factory=dict)
    runs_alone: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request: the plan for whoever asks, what it is run with, and how many rows it may read."""

    plan: Plan
    variables: dict[str, Any]
    rows: int


class Artefact:
    """The documents of a folder that `writing` made, if they were made for what is `here`, and are all there.

    Raises `Stale`; `FileNotFoundError` where there is none.
    """

    def __init__(self, folder: Path, here: Made) -> None:
        self._folder, self._package = folder, _imported(folder)
        made: Made = getattr(self._package, MARKER, {})
        if made != (wanted := {"format": FORMAT, **here}):
            raise Stale(_difference(folder, made, wanted))
        self._documents: Mapping[str, Document] = self._package.DOCUMENTS
        self.more: Mapping[str, Any] = self._package.MORE
        for document in self._documents.values():
            for module in set(document.plans.values()):
                self._hold(module)

    def knows(self, document_id: str) -> bool:
        """Whether there is a document of this SHA-256 with plans."""
        return document_id in self._documents

    def runs_alone(self, document_id: str) -> bool:
        """Whether its plans need nothing of the application."""
        return self._documents[document_id].runs_alone

    def prepared(self, document_id: str, given: Mapping[str, Any], shape: str) -> Prepared:
        """What answers a document of this SHA-256 for viewers of this shape.

        What does not run alone is loaded with it. Raises `Refused` where nothing answers, or these variables
        do not fit, and `Stale`.
        """
        document = self._documents[document_id]
        variables = coerced(document.variables, given)
        module = document.plans.get((shape, *(variables.get(name) for name in document.switches)))
        if module is None:
            raise Refused("no plan for these flags")
        names = vars(self._plan(module))
        plan = Plan("", frozenset(), names.get("query"), names.get("steps", ()), names, document.runs_alone)
        return Prepared(plan, variables, document.rows)

    def _plan(self, module: str) -> ModuleType:
        """The module of a plan. Raises `Stale` where the folder has another by now, or none."""
        name = f"{self._package.__name__}.{module}"
        if name not in sys.modules:
            self._hold(module)
        return import_module(name)

    def _hold(self, module: str) -> None:
        """Hold the file of a plan to its name. Raises `Stale`."""
        file = self._folder / f"{module}.py"
        try:
            text = file.read_bytes()
        except FileNotFoundError:
            raise Stale(f"The plan {file} is missing.") from None
        if not module.endswith(digest(text)):
            raise Stale(f"The plan {file} is not what its name says.")


def digest(text: bytes) -> str:
    """What the name of the module with this text ends in."""
    return sha256(text).hexdigest()[:16]


def _imported(folder: Path) -> ModuleType:
    """The package in a folder, under a name that no other folder's has. Raises `Stale`."""
    name = f"graphplan_artefact_{sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None or not (folder / "__init__.py").is_file():
        raise FileNotFoundError(folder)
    package = module_from_spec(spec)
    sys.modules[name] = package
    try:
        spec.loader.exec_module(package)
    except (SyntaxError, ValueError, NameError) as fault:
        raise Stale(f"{spec.origin} cannot be read: {type(fault).__name__}.") from fault
    return package


def _difference(folder: Path, made: Made, here: Made) -> str:
    differing = [
        f"{what} {made.get(what, 'unknown')}, and here it is {value}"
        for what, value in here.items()
        if made.get(what) != value
    ]
    return f"The plans in {folder} were made for {'; '.join(differing)}."
