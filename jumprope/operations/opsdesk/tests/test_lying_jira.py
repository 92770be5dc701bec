"""A Jira, or what stands in its place, that answers otherwise than its documents say."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import pytest

from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs import jira as clients
from jumprope.operations.opsdesk.jobs.calls import Call
from jumprope.operations.opsdesk.jobs.desk import SETTLING, Desk
from jumprope.operations.opsdesk.jobs.jira import Jira, JiraUnavailable, Rejected, Site, Unanswered
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_desk, a_finding
from jumprope.operations.opsdesk.jobs.stand_in.jira import ADDRESS, JiraStandIn
from jumprope.operations.opsdesk.models import Delivery

NOW = FIRST_SEEN + timedelta(hours=1)
ELSEWHERE = "https://elsewhere.example.org/login"
PAGE = "<html>Please sign in</html>"

REDIRECTION = httpx.Response(302, headers={"Location": ELSEWHERE})
LIES = {
    "a redirection": REDIRECTION,
    "a page": httpx.Response(200, text=PAGE),
    "a list": httpx.Response(200, json=[]),
    "no bytes": httpx.Response(200),
    "too deep": httpx.Response(200, text="[" * 100_000),
    "no text": httpx.Response(200, content=b"\xff\xfe{"),
}
PARTS = {
    "no key": {"issues": [{"fields": {}}]},
    "no fields": {"issues": [{"key": "SEC-1"}]},
    "no status": {"issues": [{"key": "SEC-1", "fields": {"status": None}}]},
    "a path for a key": {"issues": [{"key": "../\n", "fields": {}}]},
    "issues that are none": {"issues": [None]},
    "issues in an object": {"issues": {"SEC-1": {}}},
}


class Answering(httpx.BaseTransport):
    """Answers each request as it is told, and remembers which these were."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.answer, self.requests = answer, list[httpx.Request]()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answer(request)


def client(answer: Callable[[httpx.Request], httpx.Response]) -> tuple[Jira, Answering]:
    transport = Answering(answer)
    site = Site(ADDRESS, "desk@example.org", "SEC", "a token")
    return Jira(site, transport=transport, wait=lambda _seconds: None), transport


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_what_is_no_answer_of_jiras_is_told_and_a_redirection_is_not_followed(lie: httpx.Response) -> None:
    asking, transport = client(lambda _request: lie)
    for ask in (asking.me, asking.check, lambda: list(asking.search("x")), lambda: asking.issues(["SEC-1"])):
        with pytest.raises(JiraUnavailable, match="OPSDESK_JIRA_URL"):
            ask()
    assert {request.url.host for request in transport.requests} == {"example.atlassian.net"}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_issues_that_are_none_are_told_with_their_place(part: dict[str, Any]) -> None:
    asking, _ = client(lambda _request: httpx.Response(200, json=part))
    for ask in (lambda: list(asking.search("x")), lambda: asking.issues(["SEC-1"])):
        with pytest.raises(JiraUnavailable, match="issues"):
            ask()


@pytest.mark.parametrize(
    "offered",
    [
        {"transitions": [{"to": {"statusCategory": {"key": "done"}}}]},
        {"transitions": [{"id": "1", "to": None}]},
        {
            "transitions": [
                {"id": "1", "to": {"statusCategory": {"key": "done"}}, "fields": {"resolution": 1}}
            ]
        },
        {"transitions": {}},
    ],
)
def test_transitions_that_are_none_are_told(offered: dict[str, Any]) -> None:
    asking, _ = client(lambda _request: httpx.Response(200, json=offered))
    with pytest.raises(JiraUnavailable, match="transitions"):
        asking.transitions("SEC-1")


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_a_question_that_jira_has_no_reason_to_refuse_is_told_with_what_it_says(status: int) -> None:
    said = {"errorMessages": ["The app is not allowed on this site"], "errors": "none", "new": [1]}
    asking, _ = client(lambda _request: httpx.Response(status, json=said | {"errors": {"jql": "odd"}}))
    with pytest.raises(JiraUnavailable, match=f"{status}: The app is not allowed on this site; jql: odd"):
        list(asking.search("x"))
    asking, _ = client(lambda _request: httpx.Response(status, json=said))
    with pytest.raises(Rejected, match=str(status)):
        asking.category("SEC-1")


def test_pages_that_go_round_in_a_circle_or_on_for_ever_come_to_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clients, "MOST_PAGES", 30)
    numbers = count()
    for token in (lambda: "again", lambda: f"page {next(numbers)}"):
        asking, transport = client(
            lambda _request, token=token: httpx.Response(200, json={"issues": [], "nextPageToken": token()})  # type: ignore[misc]
        )
        with pytest.raises(JiraUnavailable, match="do not come to an end"):
            list(asking.search("x"))
        assert len(transport.requests) <= 30


@pytest.mark.parametrize("wish", ["1", "0", "-5", "3600", "Wed, 21 Oct 2026 07:28:00 GMT", "9" * 400, ""])
def test_a_jira_that_is_always_busy_is_waited_for_a_minute_at_most(wish: str) -> None:
    waited: list[float] = []
    transport = Answering(lambda _request: httpx.Response(429, headers={"Retry-After": wish}))
    asking = Jira(Site(ADDRESS, "desk", "SEC", "x"), transport=transport, wait=waited.append)
    for _ in range(2):
        with pytest.raises(JiraUnavailable, match="wait"):
            asking.me()
    assert sum(waited) <= 60
    assert all(pause >= 1 for pause in waited)


@pytest.mark.parametrize("lie", [REDIRECTION, LIES["a page"], LIES["a list"]], ids=["302", "page", "list"])
def test_a_call_that_is_answered_by_something_else_counts_as_never_answered(lie: httpx.Response) -> None:
    telling, transport = client(lambda _request: lie)
    with pytest.raises(Unanswered):
        telling.tell(Call("PUT", "/issue/SEC-1", {}))
    assert len(transport.requests) == 1


def test_an_answer_that_cannot_be_unpacked_is_no_answer() -> None:
    packed = {"Content-Encoding": "gzip"}
    asking, _ = client(lambda _request: httpx.Response(200, headers=packed, stream=Packed()))
    with pytest.raises(JiraUnavailable, match="DecodingError"):
        asking.me()
    with pytest.raises(Unanswered, match="DecodingError"):
        asking.tell(Call("PUT", "/issue/SEC-1", {}))


class Packed(httpx.SyncByteStream):
    """What says that it is packed, and is not."""

    def __iter__(self) -> Any:
        yield b"not packed"


def test_issues_whose_making_is_answered_by_a_page_are_told_and_found_again(
    jira: JiraStandIn, viewer_now: Callable[[], Viewer], inspector: InspectorStandIn
) -> None:
    """It was made, and a proxy has put its page in the place of the answer."""
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    lying = [True]

    def answer(request: httpx.Request) -> httpx.Response:
        said = jira.handle_request(request)
        return httpx.Response(200, text=PAGE) if lying[0] and request.url.path.endswith("/bulk") else said

    at_desk: Desk = a_desk(Answering(answer), viewer_now, inspector=inspector)
    with clock.stopped_at(NOW):
        run = jobs.reconcile(at_desk)
    assert run.problems == ["1 issues: nobody knows yet whether they were made"]
    assert [row.state for row in Delivery.objects.all()] == ["sent"]
    lying[0] = False
    with clock.stopped_at(NOW + SETTLING + timedelta(minutes=1)):
        jobs.reconcile(at_desk)
    assert list(jira.issues) == ["SEC-1"]
    assert [row.state for row in Delivery.objects.all()] == ["done"]
