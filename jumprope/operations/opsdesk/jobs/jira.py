"""A thin client of Jira Cloud's REST API, version 3: one method for each thing that the desk asks of it."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import httpx
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.operations.opsdesk.jobs.calls import Call
from jumprope.operations.opsdesk.rules.decisions import LABEL
from jumprope.operations.opsdesk.rules.documents import Document, Malformed
from jumprope.operations.opsdesk.writes.deliveries import Issue

API = "/rest/api/3"
AT_ONCE = 50
"""Issues that one call creates."""

FETCHED = 100
"""Issues that one call fetches."""

LONGEST_KEY = 50

ATTEMPTS = 3
"""How often a question is asked. What changes something is sent once."""

PATIENCE = 60.0
"""Seconds that a client waits in all when Jira says that it is too busy."""

FIELDS = ["status", "statuscategorychangedate", "duedate", "labels"]

MOST_PAGES = 2000
"""Pages of one search: more than any project has, and fewer than for ever."""

Read = TypeVar("Read")


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
        return self._told("GET", f"{API}/myself", lambda said: said.text("accountId"))

    def check(self) -> None:
        """Whether the project is there. Raises `JiraProjectMissing`, and what every question raises."""
        try:
            self._ask("GET", f"{API}/project/{self.site.project}", lambda said: said.text("key"))
        except Rejected:
            raise JiraProjectMissing(user=self.site.user, project=self.site.project) from None

    def search(self, jql: str) -> Iterator[Issue]:
        """The issues that a query finds, page by page: what its index knows, which may lag behind.

        Raises what every question raises.
        """
        return self._found(jql, FIELDS, issue_of)

    def shown(self, jql: str, fields: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """The same, each with its key and these fields as Jira has them."""
        return self._found(jql, fields, _as_shown)

    def _found(self, jql: str, fields: Sequence[str], read: Callable[[Document], Read]) -> Iterator[Read]:
        body: dict[str, Any] = {"jql": jql, "fields": list(fields), "properties": [LABEL], "maxResults": 5000}
        tokens: set[str] = set()
        while len(tokens) < MOST_PAGES:
            found, token = self._told("POST", f"{API}/search/jql", partial(_page, read), json=body)
            yield from found
            if not token:
                return
            if token in tokens:
                break
            tokens.add(token)
            body["nextPageToken"] = token
        raise JiraUnavailable(reason="the pages of its search do not come to an end")

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
            found += self._told("POST", f"{API}/issue/bulkfetch", partial(_page, issue_of), json=body)[0]
        there = {issue.key for issue in found}
        return found, [key for key in keys if key not in there]

    def category(self, key: str) -> str:
        """The category of an issue's status. Raises `Rejected`."""
        return self._ask("GET", f"{API}/issue/{key}", issue_of, params={"fields": "status"}).category

    def transitions(self, key: str) -> list[Mapping[str, Any]]:
        """What an issue's workflow offers now, with what each transition demands. Raises `Rejected`."""
        path = f"{API}/issue/{key}/transitions"
        return self._ask("GET", path, _offered, params={"expand": "transitions.fields"})

    def comments(self, key: str) -> list[Mapping[str, Any]]:
        """The bodies of the newest 100 comments of an issue. Raises `Rejected`."""
        path = f"{API}/issue/{key}/comment"
        return self._ask("GET", path, _bodies, params={"orderBy": "-created", "maxResults": 100})

    def tell(self, call: Call) -> Document:
        """Make a call that changes something, once; its answer, empty where there is none.

        Raises `Rejected`; `Unanswered` when nobody knows; `JiraUnavailable` when it certainly did not
        arrive; `JiraTokenRejected`.
        """
        self.told += 1
        try:
            answer = self._send(call.method, f"{API}{call.path}", json=call.body)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise JiraUnavailable(reason=type(error).__name__) from None
        except httpx.RequestError as error:
            raise Unanswered(type(error).__name__) from None
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unanswered(f"status {answer.status_code}")
        self._refuse(answer)
        try:
            return _said(answer) if answer.content or not answer.is_success else Document({})
        except Malformed as problem:
            raise Unanswered(str(problem)) from None

    def _told(self, method: str, path: str, read: Callable[[Document], Read], **request: Any) -> Read:
        """Ask what Jira has no reason to refuse. Raises `JiraUnavailable`, `JiraTokenRejected`."""
        try:
            return self._ask(method, path, read, **request)
        except Rejected as rejected:
            raise JiraUnavailable(reason=f"it answers {rejected}") from None

    def _ask(self, method: str, path: str, read: Callable[[Document], Read], **request: Any) -> Read:
        """What is read of the answer to a question, which is asked again if need be.

        Raises `Rejected`, `JiraUnavailable`, `JiraTokenRejected`.
        """
        reason = ""
        for _attempt in range(ATTEMPTS):
            self.asked += 1
            try:
                answer = self._send(method, path, **request)
            except httpx.RequestError as error:
                reason = type(error).__name__
                continue
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                self._refuse(answer)
                try:
                    return read(_said(answer))
                except Malformed as problem:
                    raise JiraUnavailable(reason=problem) from None
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


def _said(answer: httpx.Response) -> Document:
    """The object that an answer is; a page is none, nor a redirection, which is not followed.

    Raises `Malformed`.
    """
    try:
        said = answer.json() if answer.is_success else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        status = f"status {answer.status_code}"
        raise Malformed("", f"it answers with {status}, and not as its API does; look at OPSDESK_JIRA_URL")
    return Document(said)


def issue_of(found: Document) -> Issue:
    """An issue of an answer of Jira's. Raises `Malformed`."""
    fields = found.inner("fields")
    return Issue(
        key=found.reference("key", at_most=LONGEST_KEY),
        group=found.inner_or_empty("properties").inner_or_empty(LABEL).text_or("group"),
        category=fields.inner("status").inner("statusCategory").text("key"),
        since=fields.instant("statuscategorychangedate") if fields.has("statuscategorychangedate") else None,
        due_on=fields.text_or("duedate"),
        labels=fields.texts("labels"),
    )


def _as_shown(found: Document) -> Mapping[str, Any]:
    return {"key": found.text("key"), "fields": found.inner("fields").values}


def _page(read: Callable[[Document], Read], said: Document) -> tuple[list[Read], str]:
    """What is read of the issues of a page, and the token of the next one."""
    return [read(each) for each in said.each("issues")], said.text_or("nextPageToken")


def _offered(said: Document) -> list[Mapping[str, Any]]:
    """The transitions of an answer, as far as they are as Jira describes them."""
    for each in said.each("transitions"):
        each.text("id")
        each.inner("to").inner("statusCategory").text("key")
        fields = each.inner_or_empty("fields")
        for name in fields.values:
            fields.inner(name)
        list(fields.inner_or_empty("resolution").each("allowedValues"))
    return [each.values for each in said.each("transitions")]


def _bodies(said: Document) -> list[Mapping[str, Any]]:
    return [each.inner("body").values for each in said.each("comments")]


def reason_of(answer: httpx.Response) -> str:
    """What Jira says is wrong; never the request, which might hold secrets."""
    try:
        return errors_of(Document(answer.json())) or answer.reason_phrase
    except (ValueError, RecursionError):
        return answer.reason_phrase


def errors_of(body: Document) -> str:
    """The sentences of an error collection. Raises `Malformed`."""
    if isinstance(body.values.get("errors"), list):  # of a bulk of which every one was refused
        each = (errors_of(error.inner_or_empty("elementErrors")) for error in body.each("errors"))
        return "; ".join(dict.fromkeys(each))
    fields = body.inner_or_empty("errors").texts_by_name()
    return "; ".join([*body.texts("errorMessages"), *(f"{name}: {said}" for name, said in fields.items())])


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else PATIENCE
