"""A Jira that lives in this process: what the desk asks of it, it does; it can lag, fail and be edited."""

import copy
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from jumprope.kit import clock
from jumprope.operations.opsdesk.jobs.stand_in import queries
from jumprope.operations.opsdesk.jobs.stand_in.workflows import SIMPLE, Step, Workflow

ADDRESS = "https://example.atlassian.net"
PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")
US, SOMEONE = "5b10a2844c20165700ede21g", "5b10a0effa615349cb016cd8"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Webhook:
    """What Jira would send: the body, byte for byte, and its headers."""

    body: bytes
    headers: dict[str, str]


class NotAsExpected(Exception):
    """The request cannot be met: an HTTP status, and the sentences that go with it."""

    def __init__(self, status: int, **errors: str) -> None:
        super().__init__(status)
        self.status, self.errors = status, errors


class JiraStandIn(httpx.BaseTransport):
    """A project of one workflow. `fault` says what goes wrong with a request, `lag` how late the index is.

    Faults: `busy` (429), `error` and `timeout` before anything is done, `error after` and `timeout after`
    when it is done, `down` when there is no connection.
    """

    def __init__(
        self,
        *,
        project: str = "SEC",
        workflow: Workflow = SIMPLE,
        lag: timedelta = timedelta(0),
        token: str = "a token",  # noqa: S107 - of an invented Jira
        secret: str = "a secret",  # noqa: S107
        page: int = 100,
        fault: Callable[[httpx.Request], str] = lambda _request: "",
    ) -> None:
        self.project, self.workflow, self.lag, self.page, self.fault = project, workflow, lag, page, fault
        self.token, self.secret = token, secret
        self.issues: dict[str, Record] = {}
        self.moved: dict[str, str] = {}
        self.webhooks: list[Webhook] = []
        self.journal: list[tuple[str, str, Record]] = []
        self._index: dict[str, list[tuple[datetime, Record | None]]] = {}
        self._number = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, or fail as the fault says."""
        fault = self.fault(request)
        if fault == "down":
            raise httpx.ConnectError("no connection", request=request)
        if fault == "busy":
            return httpx.Response(429, headers={"Retry-After": "7"}, json={"errorMessages": ["Rate limit"]})
        if fault == "timeout":
            raise httpx.ReadTimeout("no answer", request=request)
        if fault == "error":
            return httpx.Response(503, json={"errorMessages": ["Unavailable"]})
        answer = self._answer(request)
        if fault == "timeout after":
            raise httpx.ReadTimeout("no answer", request=request)
        if fault == "error after":
            return httpx.Response(502, text="Bad gateway")
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if not self._is_us(request):
            return httpx.Response(401, json={"errorMessages": ["Client must be authenticated"], "errors": {}})
        path = request.url.path.removeprefix("/rest/api/3")
        body = json.loads(request.content) if request.content else {}
        for method, pattern, name in ROUTES:
            found = re.fullmatch(pattern, path)
            if method == request.method and found:
                try:
                    status, said = getattr(self, name)(*found.groups(), body, request.url.params)
                except NotAsExpected as problem:
                    return httpx.Response(
                        problem.status, json={"errorMessages": [], "errors": problem.errors}
                    )
                if method != "GET" and name not in {"_search", "_fetch"}:
                    self.journal.append((method, path, body))
                return httpx.Response(status) if said is None else httpx.Response(status, json=said)
        return httpx.Response(404, json={"errorMessages": [f"no {path}"], "errors": {}})

    def _is_us(self, request: httpx.Request) -> bool:
        expected = httpx.BasicAuth("desk@example.org", self.token)
        ours = next(expected.auth_flow(httpx.Request("GET", ADDRESS))).headers["Authorization"]
        return bool(ours == request.headers.get("Authorization"))

    # What requests do.

    def _myself(self, _body: Record, _params: Any) -> tuple[int, Any]:
        return 200, {"accountId": US, "displayName": "Desk", "active": True, "accountType": "app"}

    def _project(self, key: str, _body: Record, _params: Any) -> tuple[int, Any]:
        if key != self.project:
            raise NotAsExpected(404, project="No project could be found with that key")
        return 200, {"id": "10000", "key": key, "name": "Security", "simplified": False}

    def _create(self, body: Record, _params: Any) -> tuple[int, Any]:
        made, failed = [], []
        for number, each in enumerate(body["issueUpdates"]):
            try:
                made.append(self._made(each))
            except NotAsExpected as problem:
                said = {"errorMessages": [], "errors": problem.errors}
                failed.append({"status": 400, "elementErrors": said, "failedElementNumber": number})
        return (201 if made else 400), {"issues": made, "errors": failed}

    def _made(self, each: Record, by: str = US) -> Record:
        fields = each["fields"]
        if fields.get("project", {}).get("key") != self.project:
            raise NotAsExpected(400, project="valid project is required")
        self._check(fields)
        self._number += 1
        key, number = f"{self.project}-{self._number}", f"{10_000 + self._number}"
        self.issues[key] = {
            "id": number,
            "key": key,
            "self": f"{ADDRESS}/rest/api/3/issue/{number}",
            "fields": {
                "priority": {"name": "Medium"},
                "labels": [],
                "duedate": None,
                **copy.deepcopy(fields),
            },
            "properties": {each["key"]: each["value"] for each in each.get("properties", [])},
            "status": self.workflow.first,
            "turned": clock.now(),
            "creator": by,
            "created": clock.now(),
            "comments": [],
            "links": {},
        }
        self._changed(key, by)
        return {name: self.issues[key][name] for name in ("id", "key", "self")}

    def _check(self, fields: Record) -> None:
        if not 0 < len(fields.get("summary", "?")) <= 255:
            raise NotAsExpected(400, summary="Summary must be 1 to 255 characters")
        if fields.get("priority", {"name": "High"})["name"] not in PRIORITIES:
            raise NotAsExpected(400, priority="Specify the Priority (name) in string format")
        if any(" " in each for each in fields.get("labels", [])):
            raise NotAsExpected(400, labels="The label can't contain spaces")

    def _search(self, body: Record, _params: Any) -> tuple[int, Any]:
        try:
            found = queries.found(body["jql"], self._indexed(), US)
        except queries.NotUnderstood as problem:
            raise NotAsExpected(400, jql=str(problem)) from None
        start = int(body.get("nextPageToken", "0"))
        size = min(self.page, body.get("maxResults", 50))
        said = {"issues": [self._shown(each, body) for each in found[start : start + size]]}
        if start + size < len(found):
            return 200, said | {"nextPageToken": str(start + size), "isLast": False}
        return 200, said | {"isLast": True}

    def _indexed(self) -> Iterator[Record]:
        """The issues as the index knows them."""
        now = clock.now()
        for versions in self._index.values():
            seen = [issue for at, issue in versions if at <= now]
            if seen and seen[-1] is not None:
                yield seen[-1]

    def _fetch(self, body: Record, _params: Any) -> tuple[int, Any]:
        keys = [self.moved.get(key, key) for key in body["issueIdsOrKeys"]]
        there = [self.issues[key] for key in keys if key in self.issues]
        absent = [key for key in keys if key not in self.issues]
        errors = [{"id": key, "errorMessage": "Not found"} for key in absent]
        return 200, {"issues": [self._shown(each, body) for each in there], "issueErrors": errors}

    def _get(self, key: str, _body: Record, params: Any) -> tuple[int, Any]:
        return 200, self._shown(self._there(key), {"fields": params.get("fields", "").split(",")})

    def _edit(self, key: str, body: Record, _params: Any) -> tuple[int, Any]:
        issue = self._there(key)
        self._check(body.get("fields", {}))
        issue["fields"] |= copy.deepcopy(body.get("fields", {}))
        for operation in body.get("update", {}).get("labels", []):
            issue["fields"]["labels"] = list(dict.fromkeys([*issue["fields"]["labels"], operation["add"]]))
        self._changed(key, US)
        return 204, None

    def _comments(self, key: str, _body: Record, params: Any) -> tuple[int, Any]:
        newest = list(reversed(self._there(key)["comments"]))[: int(params["maxResults"])]
        return 200, {"comments": newest, "startAt": 0, "maxResults": len(newest), "total": len(newest)}

    def _comment(self, key: str, body: Record, _params: Any) -> tuple[int, Any]:
        issue = self._there(key)
        comment = {"id": str(len(issue["comments"]) + 1), "body": body["body"]}
        issue["comments"].append(comment)
        self._changed(key, US)
        return 201, comment

    def _transitions(self, key: str, _body: Record, _params: Any) -> tuple[int, Any]:
        steps = self.workflow.steps[self._there(key)["status"]]
        return 200, {"transitions": [self._offered(step) for step in steps]}

    def _offered(self, step: Step) -> Record:
        return {"id": step.id, "name": step.name, "to": self._status(step.to), "fields": step.demands}

    def _transition(self, key: str, body: Record, _params: Any) -> tuple[int, Any]:
        issue = self._there(key)
        steps = {step.id: step for step in self.workflow.steps[issue["status"]]}
        step = steps.get(body["transition"]["id"])
        if step is None:
            raise NotAsExpected(400, transition="It is not valid for the current state")
        if missing := set(step.demands) - set(body.get("fields", {})):
            raise NotAsExpected(400, **dict.fromkeys(missing, "This field is required"))
        self._turn(issue, step.to)
        self._changed(key, US)
        return 204, None

    def _link(self, key: str, body: Record, _params: Any) -> tuple[int, Any]:
        links = self._there(key)["links"]
        new = body["globalId"] not in links
        links[body["globalId"]] = body
        return (201 if new else 200), {"id": 10_000 + len(links), "self": f"{ADDRESS}/rest/api/3/link"}

    def _there(self, key: str) -> Record:
        if key not in self.issues:
            raise NotAsExpected(404, issue="Issue does not exist or you do not have permission to see it.")
        return self.issues[key]

    def _shown(self, issue: Record, asked: Record) -> Record:
        turned = f"{issue['turned']:%Y-%m-%dT%H:%M:%S.000%z}"
        known = {
            **issue["fields"],
            "status": self._status(issue["status"]),
            "statuscategorychangedate": turned,
        }
        shown = {name: issue[name] for name in ("id", "key", "self")}
        shown["fields"] = {name: known[name] for name in asked.get("fields", []) if name in known}
        wanted = asked.get("properties", [])
        return shown | {
            "properties": {name: issue["properties"][name] for name in wanted if name in issue["properties"]}
        }

    def _status(self, name: str) -> Record:
        category = self.workflow.statuses[name]
        number = list(self.workflow.statuses).index(name) + 1
        return {
            "id": str(number),
            "name": name,
            "statusCategory": {"id": number, "key": category, "name": category},
        }

    def _turn(self, issue: Record, status: str) -> None:
        """Give an issue a status, and note when one of another category came."""
        if self.workflow.statuses[status] != self.workflow.statuses[issue["status"]]:
            issue["turned"] = clock.now()
        issue["status"] = status

    def _changed(self, key: str, by: str) -> None:
        """Let the index learn of a change, in time, and the webhook tell of it."""
        issue = self.issues.get(key)
        self._index.setdefault(key, []).append((clock.now() + self.lag, copy.deepcopy(issue)))
        event = "jira:issue_updated" if issue else "jira:issue_deleted"
        said = {"webhookEvent": event, "issue": {"key": key}, "user": {"accountId": by}}
        body = json.dumps(said).encode()
        signature = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {
            "X-Hub-Signature": f"sha256={signature}",
            "X-Atlassian-Webhook-Identifier": f"webhook-{len(self.webhooks) + 1}",
        }
        self.webhooks.append(Webhook(body, headers))

    # What people do.

    def people_move(self, key: str, status: str) -> None:
        """Someone moves an issue to a status, whatever the workflow says."""
        self._turn(self.issues[key], status)
        self._changed(key, SOMEONE)

    def people_edit(self, key: str, **fields: Any) -> None:
        """Someone writes other values into fields."""
        self.issues[key]["fields"] |= fields
        self._changed(key, SOMEONE)

    def people_delete(self, key: str) -> None:
        """Someone deletes an issue."""
        del self.issues[key]
        self._changed(key, SOMEONE)

    def people_move_away(self, key: str, new: str) -> None:
        """Someone moves an issue to another project, where it gets another key."""
        issue = {**self.issues.pop(key), "key": new}
        issue["fields"] |= {"project": {"key": new.partition("-")[0]}}
        self.issues[new], self.moved[key] = issue, new
        self._changed(key, SOMEONE)
        self._changed(new, SOMEONE)

    def people_clone(self, key: str) -> str:
        """Someone clones an issue: its labels come along, its properties do not."""
        fields = {**copy.deepcopy(self.issues[key]["fields"]), "project": {"key": self.project}}
        made: str = self._made({"fields": fields}, SOMEONE)["key"]
        return made

    def category(self, key: str) -> str:
        """The category of an issue's status."""
        return self.workflow.statuses[self.issues[key]["status"]]


ROUTES = (
    ("GET", r"/myself", "_myself"),
    ("GET", r"/project/([^/]+)", "_project"),
    ("POST", r"/issue/bulk", "_create"),
    ("POST", r"/issue/bulkfetch", "_fetch"),
    ("POST", r"/search/jql", "_search"),
    ("GET", r"/issue/([^/]+)", "_get"),
    ("PUT", r"/issue/([^/]+)", "_edit"),
    ("GET", r"/issue/([^/]+)/comment", "_comments"),
    ("POST", r"/issue/([^/]+)/comment", "_comment"),
    ("GET", r"/issue/([^/]+)/transitions", "_transitions"),
    ("POST", r"/issue/([^/]+)/transitions", "_transition"),
    ("POST", r"/issue/([^/]+)/remotelink", "_link"),
)
