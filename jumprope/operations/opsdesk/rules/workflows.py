"""Which of the transitions that a workflow offers leads to where a ticket belongs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DONE_NAMES = ("Done", "Resolved", "Fixed", "Closed")
"""Of several statuses in which nothing is left to do the first of these; better than “Won’t do”."""

RESOLUTIONS = ("Done", "Fixed", "Resolved")


@dataclass(frozen=True, slots=True)
class Way:
    """A transition to take: its id, what its screen demands, and the category of the status it leads to."""

    id: str
    fields: dict[str, Any]
    category: str


def way(offered: Iterable[Mapping[str, Any]], to: str) -> Way | None:
    """The best of the offered transitions to `done`, or to `open`: to what is to be begun, or is in work.

    None when there is none, or when each demands fields that nobody can fill in but people.
    """
    found = [
        (transition, _fields(transition)) for transition in offered if _category(transition) in _wanted(to)
    ]
    usable = [(transition, fields) for transition, fields in found if fields is not None]
    if not usable:
        return None
    transition, fields = min(usable, key=lambda each: _rank(each[0], to))
    return Way(str(transition["id"]), fields, _category(transition))


def is_there(category: str, to: str) -> bool:
    """Whether an issue whose status is of this category is where it belongs."""
    return category in _wanted(to)


def _wanted(to: str) -> tuple[str, ...]:
    return ("done",) if to == "done" else ("new", "indeterminate")


def _category(transition: Mapping[str, Any]) -> str:
    return str(transition.get("to", {}).get("statusCategory", {}).get("key", ""))


def _rank(transition: Mapping[str, Any], to: str) -> tuple[int, int]:
    name = transition.get("to", {}).get("name", "")
    by_name = DONE_NAMES.index(name) if name in DONE_NAMES else len(DONE_NAMES)
    return _wanted(to).index(_category(transition)), by_name


def _fields(transition: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the transition's screen demands: a resolution can be given; None if it demands anything else."""
    demanded = {
        name: field
        for name, field in transition.get("fields", {}).items()
        if field.get("required") and not field.get("hasDefaultValue")
    }
    resolution = demanded.pop("resolution", None)
    if demanded:
        return None
    if resolution is None:
        return {}
    allowed = [value.get("name") for value in resolution.get("allowedValues", [])]
    best = next((name for name in RESOLUTIONS if name in allowed), None)
    return {"resolution": {"name": best}} if best else None
