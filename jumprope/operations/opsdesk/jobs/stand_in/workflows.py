"""Workflows of invented Jira projects: statuses, and the ways between them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """A transition: its id and name, the status it leads to, and the fields that its screen demands."""

    id: str
    name: str
    to: str
    demands: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workflow:
    """Statuses with their categories, the first one to begin with; and the steps from each."""

    statuses: dict[str, str]
    steps: dict[str, tuple[Step, ...]]

    @property
    def first(self) -> str:
        """The status of a new issue."""
        return next(iter(self.statuses))


RESOLUTION = {
    "resolution": {
        "required": True,
        "hasDefaultValue": False,
        "name": "Resolution",
        "key": "resolution",
        "operations": ["set"],
        "schema": {"type": "resolution", "system": "resolution"},
        "allowedValues": [{"name": "Won't do"}, {"name": "Done"}],
    }
}

_ALL = (Step("11", "Reopen", "To do"), Step("21", "Start", "In progress"), Step("31", "Finish", "Done"))

SIMPLE = Workflow(
    {"To do": "new", "In progress": "indeterminate", "Done": "done"},
    {"To do": _ALL, "In progress": _ALL, "Done": _ALL},
)

REVIEWED = Workflow(
    {"Backlog": "new", "Review": "indeterminate", "Won't do": "done", "Closed": "done"},
    {
        "Backlog": (
            Step("5", "Take", "Review"),
            Step("6", "Drop", "Won't do"),
            Step("7", "Close", "Closed", RESOLUTION),
        ),
        "Review": (Step("7", "Close", "Closed", RESOLUTION),),
        "Won't do": (Step("9", "Again", "Backlog"),),
        "Closed": (Step("9", "Again", "Backlog"),),
    },
)

ONE_WAY = Workflow(
    {"Open": "new", "In work": "indeterminate", "Archived": "done"},
    {
        "Open": (Step("2", "Begin", "In work"),),
        "In work": (Step("3", "Archive", "Archived"),),
        "Archived": (),
    },
)
"""From open there is no step to done, and from archived none at all."""
