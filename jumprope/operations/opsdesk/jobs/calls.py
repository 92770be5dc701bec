"""Calls that change something, as they are printed before they are made and as they are made."""

import json
from dataclasses import dataclass, replace
from typing import Any

from jumprope.operations.opsdesk.rules import adf
from jumprope.operations.opsdesk.rules.decisions import label

ISSUE = "{issue}"
"""Stands where the key of an issue belongs that may not be there yet."""

CONSOLE = "https://console.aws.amazon.com/systems-manager/opsitems/"
OPS_ITEM = "UpdateOpsItem"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of Jira, below its API's root, or of OpsCenter; and the issue that it is about."""

    method: str
    path: str
    body: dict[str, Any]
    issue: str = ""

    def __str__(self) -> str:
        """One line: what is called, and what is said."""
        said = json.dumps(self.body, ensure_ascii=False, sort_keys=True)
        return f"{self.method} {self.path} {said}".replace(ISSUE, self.issue)

    def about(self, key: str) -> "Call":
        """The same call with the issue's key in place."""
        body = json.loads(json.dumps(self.body).replace(ISSUE, key))
        return replace(self, path=self.path.replace(ISSUE, key), body=body, issue=key)


def name_of(group: str, jira_key: str) -> str:
    """What a printed call calls an issue: its key, or its label as long as there is none."""
    return jira_key or f"[{label(group)}]"


def create(bodies: list[dict[str, Any]]) -> Call:
    """Create up to 50 issues."""
    return Call("POST", "/issue/bulk", {"issueUpdates": bodies})


def update(body: dict[str, Any], issue: str) -> Call:
    """Write fields of an issue."""
    return Call("PUT", f"/issue/{ISSUE}", body, issue)


def comment(body: adf.Node, issue: str) -> Call:
    """Say something in an issue."""
    return Call("POST", f"/issue/{ISSUE}/comment", {"body": body}, issue)


def transition(transition_id: str, fields: dict[str, Any], issue: str) -> Call:
    """Take an issue through a transition of its workflow."""
    body: dict[str, Any] = {"transition": {"id": transition_id}}
    return Call("POST", f"/issue/{ISSUE}/transitions", body | ({"fields": fields} if fields else {}), issue)


def link(reference: str, title: str, issue: str) -> Call:
    """Link an issue to an OpsItem; the global id lets a repeated link be the same one."""
    body = {
        "globalId": f"opsitem:{reference}",
        "object": {"url": f"{CONSOLE}{reference}", "title": title},
        "relationship": "found as",
    }
    return Call("POST", f"/issue/{ISSUE}/remotelink", body, issue)


def ops_item(reference: str, status: str, issue: str) -> Call:
    """Tell an OpsItem its issue, and the status that this has."""
    data = {"/opsdesk/jira": {"Value": ISSUE, "Type": "SearchableString"}}
    body = {"OpsItemId": reference, "Status": status, "OperationalData": data}
    return Call(OPS_ITEM, reference, body, issue)
