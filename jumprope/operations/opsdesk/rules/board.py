"""The rules of the board: what each colour stands for, and what a ticket of that colour must have."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

Issue = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Colours:
    """The types of issue that a board shows in each colour, and where Jira keeps what these must have.

    Work on vulnerabilities is blue. `design_document` and `customer` are the ids of fields.
    """

    red: str = "Bug"
    green: str = "Story"
    blue: str = "Task"
    purple: str = "Improvement"
    design_document: str = "customfield_10100"
    customer: str = "customfield_10200"

    def as_told(self) -> dict[str, str]:
        """The same as names and values."""
        return asdict(self)

    def of(self, issue_type: str) -> str:
        """The colour of a type of issue; empty for one that has none."""
        by_type = {self.red: "red", self.green: "green", self.blue: "blue", self.purple: "purple"}
        return by_type.get(issue_type, "")


COLOURS = Colours()


@dataclass(frozen=True, slots=True)
class Flag:
    """What is wrong with a ticket on the board."""

    key: str
    colour: str
    code: str
    sentence: str


def flags(issues: Iterable[Issue], colours: Colours, today: date) -> list[Flag]:
    """The green stories without a design document, the red bugs without a customer, and overdue work."""
    return [flag for issue in issues for flag in _flags(issue, colours, today)]


def _flags(issue: Issue, colours: Colours, today: date) -> Iterable[Flag]:
    key, fields = issue["key"], issue["fields"]
    colour = colours.of((fields.get("issuetype") or {}).get("name", ""))
    if colour == "green" and not fields.get(colours.design_document):
        yield Flag(key, colour, "design_document_missing", f"{key} is a story without a design document")
    if colour == "red" and not fields.get(colours.customer):
        yield Flag(key, colour, "customer_missing", f"{key} is a bug, and no customer is named")
    due = fields.get("duedate")
    if due and date.fromisoformat(due) < today:
        late = (today - date.fromisoformat(due)).days
        yield Flag(key, colour, "overdue", f"{key} has been due for {late} day{'s'[: late > 1]}")


def release_notes(issues: Iterable[Issue], colours: Colours) -> list[str]:
    """What was done, for a release's notes: a line for each issue, by colour, as Markdown."""
    titles = {"green": "New", "purple": "Better", "red": "Mended", "blue": "Inside"}
    by_colour: dict[str, list[str]] = {colour: [] for colour in titles}
    for issue in issues:
        colour = colours.of((issue["fields"].get("issuetype") or {}).get("name", ""))
        if colour:
            by_colour[colour].append(f"- {issue['fields'].get('summary', '')} ({issue['key']})")
    lines = []
    for colour, title in titles.items():
        if by_colour[colour]:
            lines += [f"## {title}", "", *by_colour[colour], ""]
    return lines
