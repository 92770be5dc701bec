"""The function for HTTP requests: what an application hears of each kind of event, and what goes back."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from jumprope.interfaces.aws import graphql
from jumprope.interfaces.aws.events import NotARequest
from jumprope.interfaces.aws.graphql import handling
from jumprope.interfaces.aws.tests.requests import ADDRESS, EVENTS, of_balancer, of_http_api, of_rest_api

every_kind = pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS.keys())


class Heard:
    """An application that keeps what it was asked, and answers the same to all."""

    def __init__(self, body: bytes = b"{}", *headers: tuple[str, str]) -> None:
        self.environ: dict[str, Any] = {}
        self.content, self.closed = b"", False
        self._headers = [*headers] or [("Content-Type", "application/json")]
        self._body = body

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.environ = environ
        self.content = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        start_response("200 OK", self._headers)
        return self

    def __iter__(self) -> Any:
        yield self._body[:1]
        yield self._body[1:]

    def close(self) -> None:
        self.closed = True


def heard(event: Any) -> dict[str, Any]:
    """What an application hears of an event."""
    application = Heard()
    handling(application)(event, None)
    return application.environ


@every_kind
def test_a_request_is_heard_as_a_web_server_tells_it(event: Callable[..., Any]) -> None:
    application = Heard()
    handling(application)(event("/graphql", '{"a": "é"}', {"Accept": ["application/json"]}), None)

    environ = application.environ
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("POST", "/graphql")
    assert (environ["HTTP_HOST"], environ["wsgi.url_scheme"], environ["SERVER_PORT"]) == (
        "localhost",
        "https",
        "443",
    )
    assert (environ["CONTENT_TYPE"], environ["HTTP_ACCEPT"]) == ("application/json", "application/json")
    assert environ["REMOTE_ADDR"] == ADDRESS
    assert application.content == '{"a": "é"}'.encode()
    assert application.closed


@every_kind
def test_a_body_in_base_64_is_heard_as_it_was_sent(event: Callable[..., Any]) -> None:
    application, sent = Heard(), bytes(range(256))
    handling(application)(event(body=b64encode(sent).decode(), isBase64Encoded=True), None)

    assert application.content == sent


@every_kind
def test_a_body_that_is_not_base_64_is_said_to_be_none(event: Callable[..., Any]) -> None:
    with pytest.raises(NotARequest, match="base 64"):
        handling(Heard())(event(body="a", isBase64Encoded=True), None)


@every_kind
@pytest.mark.parametrize("name", ["X-Forwarded-For", "x-forwarded-for", "X_Forwarded_For", "Forwarded"])
def test_nobody_says_from_which_address_they_come(event: Callable[..., Any], name: str) -> None:
    environ = heard(event(headers={name: ["198.51.100.1, 198.51.100.2"]}))

    assert environ["REMOTE_ADDR"] == environ["HTTP_X_FORWARDED_FOR"] == ADDRESS
    assert "198.51.100" not in str({name: said for name, said in environ.items() if name[:5] != "apig_"})


@every_kind
@pytest.mark.parametrize("name", ["X-Forwarded-Proto", "x_forwarded_proto", "X-Forwarded_Proto"])
def test_nobody_says_by_which_protocol_they_come(event: Callable[..., Any], name: str) -> None:
    assert heard(event(headers={name: ["http"]}))["wsgi.url_scheme"] == "https"


def test_a_balancer_without_tls_says_so() -> None:
    event = of_balancer()
    event["multiValueHeaders"] |= {"x-forwarded-proto": ["http"], "x-forwarded-port": ["80"]}

    environ = heard(event)
    assert (environ["wsgi.url_scheme"], environ["SERVER_PORT"]) == ("http", "80")


@every_kind
@pytest.mark.parametrize("name", ["Content_Type", "Content_Length", "Cookie_", "Sec_Fetch_Site", "_Host"])
def test_a_header_in_another_spelling_stands_for_no_other(event: Callable[..., Any], name: str) -> None:
    plain, attacked = heard(event()), heard(event(headers={name: ["attack"]}))

    assert set(attacked) == set(plain)
    assert attacked["CONTENT_TYPE"] == "application/json"


def test_a_type_with_another_behind_it_stays_what_browsers_take_it_for() -> None:
    environ = heard(of_http_api(headers={"Content-Type": ["text/plain; a=,application/json"]}))

    assert environ["CONTENT_TYPE"] == "text/plain; a=,application/json"
    assert not {"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"} & environ.keys()


@every_kind
def test_what_aws_has_decoded_is_heard_as_bytes(event: Callable[..., Any]) -> None:
    environ = heard(event("/gradebook/⚘", "", {"Cookie": ["a=⚘"], "X-Name": ["⚘é"]}))

    told = [environ[name].encode("latin-1").decode() for name in ("PATH_INFO", "HTTP_COOKIE", "HTTP_X_NAME")]
    assert told == ["/gradebook/⚘", "a=⚘", "⚘é"]


@every_kind
def test_the_length_is_the_bodys_and_not_what_is_said(event: Callable[..., Any]) -> None:
    environ = heard(event(body="{}", headers={"Content-Length": ["1"]}))

    assert environ["CONTENT_LENGTH"] == "2"
    assert "HTTP_CONTENT_LENGTH" not in environ


@every_kind
def test_cookies_that_come_one_by_one_are_heard_together(event: Callable[..., Any]) -> None:
    cookies = heard(event(headers={"Cookie": ["a=1", "b=2; c=3"]}))["HTTP_COOKIE"]

    assert [one.strip() for one in cookies.split(";")] == ["a=1", "b=2", "c=3"]


@every_kind
def test_an_answer_keeps_all_its_cookies(event: Callable[..., Any]) -> None:
    set_both = [("Set-Cookie", " a=1; Path=/"), ("Content-Type", "text/html"), ("Set-Cookie", " b=2")]
    answer = handling(Heard(b"<p>", *set_both))(event(), None)

    kept = answer.get("cookies") or answer["multiValueHeaders"]["Set-Cookie"]
    assert kept == ["a=1; Path=/", "b=2"]
    assert (answer["statusCode"], answer["body"], answer["isBase64Encoded"]) == (200, "<p>", False)


@every_kind
def test_an_answer_that_is_no_text_goes_back_in_base_64(event: Callable[..., Any]) -> None:
    picture = bytes(range(256))
    answer = handling(Heard(picture, ("Content-Type", "image/png")))(event(), None)

    assert answer["isBase64Encoded"]
    assert b64decode(answer["body"]) == picture


@every_kind
@pytest.mark.parametrize("media", ["application/json", "application/graphql-response+json"])
def test_answers_to_graphql_go_back_as_text(event: Callable[..., Any], media: str) -> None:
    answer = handling(Heard('{"data":"é"}'.encode(), ("Content-Type", f"{media}; charset=utf-8")))

    assert answer(event(), None)["body"] == '{"data":"é"}'


@pytest.mark.parametrize(
    ("event", "most"), [(of_http_api, 6_000_000), (of_rest_api, 6_000_000), (of_balancer, 1_000_000)]
)
def test_an_answer_that_aws_does_not_take_is_told_as_an_error(event: Any, most: int) -> None:
    quoted = (most - graphql.AROUND) // 2 - 1  # of which each is two characters of JSON
    fitting, too_large = (handling(Heard(b'"' * count))(event(), None) for count in (quoted, quoted + 1))

    assert fitting["statusCode"] == 200
    assert len(json.dumps(fitting)) < most
    assert too_large["statusCode"] == 500
    (error,) = json.loads(too_large["body"])["errors"]
    assert error["extensions"] == {"code": "answer_too_large"}
    assert str(most - graphql.AROUND) in error["message"]


def test_what_goes_in_base_64_is_counted_so() -> None:
    at_most = (1_000_000 - graphql.AROUND) // 4 * 3
    of_picture = ("Content-Type", "image/svg+xml")
    fitting, too_large = (
        handling(Heard(b"a" * count, of_picture))(of_balancer(), None) for count in (at_most, at_most + 1)
    )

    assert (fitting["statusCode"], fitting["isBase64Encoded"]) == (200, True)
    assert len(json.dumps(fitting)) < 1_000_000
    assert too_large["statusCode"] == 500


@pytest.mark.parametrize(
    "event",
    [
        None,
        [],
        {},
        {"Records": [{"eventSource": "aws:sqs", "body": "{}"}]},
        {"source": "aws.inspector2", "detail-type": "Inspector2 Finding", "detail": {}},
        {"version": "2.0", "requestContext": {"connectionId": "a", "routeKey": "$connect"}},
        {"version": "2.0", "type": "REQUEST", "routeArn": "arn:aws:execute-api"},
        {"httpMethod": "POST", "path": "/graphql", "requestContext": {}},
    ],
    ids=str,
)
def test_what_is_no_request_is_refused_without_repeating_it(event: Any) -> None:
    with pytest.raises(NotARequest) as refused:
        handling(Heard())(event, None)

    assert str(refused.value) == (
        "This function takes HTTP requests: of API Gateway, a function URL or a load balancer. "
        "What called it sent something else."
    )


def test_a_balancer_that_would_lose_cookies_is_refused() -> None:
    event = of_balancer()
    event["headers"] = {name: values[-1] for name, values in event.pop("multiValueHeaders").items()}

    with pytest.raises(NotARequest, match="Turn on multi-value headers"):
        handling(Heard())(event, None)
