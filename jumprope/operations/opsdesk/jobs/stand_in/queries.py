"""As much of JQL as the desk uses."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from jumprope.kit import clock

Record = dict[str, Any]
DONE_NAMES = {"Done", "Closed", "Won't do", "Archived"}


class NotUnderstood(ValueError):
    """The query says something that is not known here."""


def found(jql: str, issues: Iterable[Record], asker: str) -> list[Record]:
    """The issues that a query of someone finds, in the order of their keys. Raises `NotUnderstood`."""
    conditions, _, _order = jql.partition(" ORDER BY ")
    tests = [_test(condition, asker) for condition in conditions.split(" AND ")]
    matching = [issue for issue in issues if all(test(issue) for test in tests)]
    return sorted(matching, key=lambda issue: int(issue["id"]))


def _test(condition: str, asker: str) -> Callable[[Record], bool]:
    if match := re.fullmatch(r'project = "(\w+)"', condition):
        project = match[1]
        return lambda issue: issue["fields"]["project"]["key"] == project
    if match := re.fullmatch(r'labels = "([\w-]+)"', condition):
        label = match[1]
        return lambda issue: label in issue["fields"]["labels"]
    if match := re.fullmatch(r"created >= -(\d+)m", condition):
        earliest = clock.now() - timedelta(minutes=int(match[1]))
        return lambda issue: bool(issue["created"] >= earliest)
    if condition == "creator = currentUser()":
        return lambda issue: bool(issue["creator"] == asker)
    if match := re.fullmatch(r'resolved >= "([\d-]+)"', condition):
        return lambda issue: issue["status"] in DONE_NAMES
    if condition == "statusCategory != Done":
        return lambda issue: issue["status"] not in DONE_NAMES
    raise NotUnderstood(f"Error in the JQL Query: {condition}")
