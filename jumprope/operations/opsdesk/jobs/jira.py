"""A thin client of Jira Cloud's REST API, version 3: one method for each thing that the desk asks of it."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.operations.opsdesk.jobs.calls import Call
from jumprope.operations.opsdesk.rules.decisions import LABEL
from jumprope.operations.opsdesk.writes.deliveries import Issue

API = "/rest/api/3"
AT_ONCE = 50
"""Issues that one call creates."""

FETCHED = 100
"""Issues that one call fetches."""

ATTEMPTS = 3
"""How often a question is asked. What changes something is sent once."""

PATIENCE = 60.0
"""Seconds that a client waits in all when Jira says that it is too busy."""

FIELDS = ["status", "duedate", "labels"]


class JiraTokenRejected(Refused):
    """The token is wrong, has expired, or belongs to someone else."""

    code = "jira_token_rejected"
    message = _(
        "Jira does not accept the token of {user}. Make a new one at id.atlassian.com, under Security, API "
        "tokens, and put it into OPSDESK_JIRA_TOKEN."
    )


class JiraProjectMissing(Refused):
    """There is no such project, or the account may not see it."""

    code = "jira_project_missing"
    message = _(
        "Jira shows {user} no project “{project}”. Look at OPSDESK_JIRA_PROJECT, and let the account browse "
        "projects and create, edit, transition and comment on issues there."
    )


class JiraUnavailable(Refused):
    """Jira does not answer, or is too busy. Nothing is lost: the next run goes on."""

    code = "jira_unavailable"
    message = _("Jira cannot be used now: {reason}. What was planned stays planned; the next run goes on.")


class Rejected(Exception):
    """Jira understood one call and said no to it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}"[:500])
        self.status = status


class Unanswered(Exception):
    """A call that changes something was sent, and nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where Jira is and who we are there. The token is shown nowhere."""

    address: str
    user: str
    project: str
    token: str = field(repr=False)


class Jira:
    """The client. `asked` and `told` count the calls that read, and those that change something."""

    def __init__(
        self,
        site: Site,
        *,
        transport: httpx.BaseTransport | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.site = site
        self.asked = self.told = 0
        self._wait, self._waited = wait, 0.0
        self._client = httpx.Client(
            base_url=site.address, auth=(site.user, site.token), timeout=20, transport=transport
        )

    def me(self) -> str:
        """The id of our own account. Raises `JiraTokenRejected`, `JiraUnavailable`."""
        return str(self._ask("GET", f"{API}/myself").json()["accountId"])

    def check(self) -> None:
        """Whether the project is there. Raises `JiraProjectMissing`, and what every question raises."""
        try:
            self._ask("GET", f"{API}/project/{self.site.project}")
        except Rejected:
            raise JiraProjectMissing(user=self.site.user, project=self.site.project) from None

    def search(self, jql: str, fields: Sequence[str] = FIELDS) -> Iterator[dict[str, Any]]:
        """The issues that a query finds, page by page: what its index knows, which may lag behind."""
        body: dict[str, Any] = {"jql": jql, "fields": list(fields), "properties": [LABEL], "maxResults": 5000}
        while True:
            page = self._ask("POST", f"{API}/search/jql", json=body).json()
            yield from page.get("issues", [])
            token = page.get("nextPageToken")
            if not token:
                return
            body["nextPageToken"] = token

    def issues(self, keys: Sequence[str]) -> tuple[list[Issue], list[str]]:
        """These issues as they are now, and the keys under which there are none any more.

        An issue that was moved is there under its new key. One call for each 100.
        """
        found = []
        for start in range(0, len(keys), FETCHED):
            body = {
                "issueIdsOrKeys": list(keys[start : start + FETCHED]),
                "fields": FIELDS,
                "properties": [LABEL],
            }
            page = self._ask("POST", f"{API}/issue/bulkfetch", json=body).json()
            found += [issue_of(each) for each in page.get("issues", [])]
        there = {issue.key for issue in found}
        return found, [key for key in keys if key not in there]

    def category(self, key: str) -> str:
        """The category of an issue's status. Raises `Rejected`."""
        answer = self._ask("GET", f"{API}/issue/{key}", params={"fields": "status"})
        return issue_of(answer.json()).category

    def transitions(self, key: str) -> list[dict[str, Any]]:
        """What an issue's workflow offers now, with what each transition demands. Raises `Rejected`."""
        path = f"{API}/issue/{key}/transitions"
        answer = self._ask("GET", path, params={"expand": "transitions.fields"})
        return list(answer.json().get("transitions", []))

    def comments(self, key: str) -> list[dict[str, Any]]:
        """The bodies of the newest 100 comments of an issue. Raises `Rejected`."""
        path = f"{API}/issue/{key}/comment"
        answer = self._ask("GET", path, params={"orderBy": "-created", "maxResults": 100})
        return [comment["body"] for comment in answer.json().get("comments", [])]

    def tell(self, call: Call) -> dict[str, Any]:
        """Make a call that changes something, once; its answer.

        Raises `Rejected`; `Unanswered` when nobody knows; `JiraUnavailable` when it certainly did not
        arrive; `JiraTokenRejected`.
        """
        self.told += 1
        try:
            answer = self._send(call.method, f"{API}{call.path}", json=call.body)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise JiraUnavailable(reason=type(error).__name__) from None
        except httpx.TransportError as error:
            raise Unanswered(type(error).__name__) from None
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unanswered(f"status {answer.status_code}")
        self._refuse(answer)
        return dict(answer.json()) if answer.content else {}

    def _ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Ask a question, again if need be. Raises `Rejected`, `JiraUnavailable`, `JiraTokenRejected`."""
        reason = ""
        for _attempt in range(ATTEMPTS):
            self.asked += 1
            try:
                answer = self._send(method, path, **request)
            except httpx.TransportError as error:
                reason = type(error).__name__
                continue
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                self._refuse(answer)
                return answer
            reason = f"status {answer.status_code}"
        raise JiraUnavailable(reason=reason)

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Send a request; while Jira says that it is too busy, which means that it did nothing, wait."""
        while True:
            answer = self._client.request(method, path, **request)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            pause = max(_seconds(answer.headers.get("Retry-After", "")), 1.0)
            if self._waited + pause > PATIENCE:
                raise JiraUnavailable(reason=f"it wants us to wait for {pause:.0f} seconds")
            self._waited += pause
            self._wait(pause)

    def _refuse(self, answer: httpx.Response) -> None:
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise JiraTokenRejected(user=self.site.user)
        if answer.is_error:
            raise Rejected(answer.status_code, reason_of(answer))


def issue_of(found: dict[str, Any]) -> Issue:
    """An issue of an answer of Jira's."""
    fields = found.get("fields", {})
    mark = found.get("properties", {}).get(LABEL) or {}
    return Issue(
        key=found["key"],
        group=str(mark.get("group", "")),
        category=fields.get("status", {}).get("statusCategory", {}).get("key", ""),
        due_on=fields.get("duedate") or "",
        labels=tuple(fields.get("labels") or ()),
    )


def reason_of(answer: httpx.Response) -> str:
    """What Jira says is wrong; never the request, which might hold secrets."""
    try:
        body = answer.json()
    except ValueError:
        return answer.reason_phrase
    if not isinstance(body, dict):
        return answer.reason_phrase
    return errors_of(body) or answer.reason_phrase


def errors_of(body: dict[str, Any]) -> str:
    """The sentences of an error collection."""
    errors = body.get("errors")
    if isinstance(errors, list):  # of a bulk of which every one was refused
        return "; ".join(dict.fromkeys(errors_of(error.get("elementErrors", {})) for error in errors))
    fields = [f"{name}: {sentence}" for name, sentence in (errors or {}).items()]
    return "; ".join([*(body.get("errorMessages") or []), *fields])


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else PATIENCE
