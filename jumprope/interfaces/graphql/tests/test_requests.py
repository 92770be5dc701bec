"""How a request has to look: its method, its type, its origin, its body."""

import json
from typing import Any

import pytest
from django.conf import LazySettings

from jumprope.interfaces.graphql import rules
from jumprope.interfaces.graphql.tests.door import Door

QUERY = {"query": "{ __typename }"}


def code(response: Any) -> str:
    found: str = response.json()["errors"][0]["extensions"]["code"]
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_graphql_is_asked_by_post_and_nothing_else(door: Door, method: str) -> None:
    response = door.client.generic(method, "/graphql?query={__typename}")

    assert response.status_code == 405
    assert response["Allow"] == "POST"


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON; charset=UTF8", 200),
        ("application/json; charset=utf-16", 415),
        ("text/plain", 415),
        ("text/plain; application/json", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/graphql", 415),
    ],
)
def test_a_body_is_json_in_utf8(door: Door, content_type: str, status: int) -> None:
    response = door.post(json.dumps(QUERY).encode(), content_type=content_type)

    assert response.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://testserver.attacker.example"}, 403),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_browser_is_heard_only_for_a_page_of_this_site(
    door: Door, headers: dict[str, str], status: int
) -> None:
    assert door.post(QUERY, **headers).status_code == status


def test_a_site_that_the_settings_trust_may_ask_too(door: Door, settings: LazySettings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://gradebook.example"]

    assert door.post(QUERY, Origin="https://gradebook.example").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b"null",
        b'"{ __typename }"',
        b'[{"query": "{ __typename }"}]',
        b"{}",
        b'{"query": 1}',
        b'{"query": null}',
        b'{"documentId": ["a"]}',
        b'{"query": "{ __typename }", "documentId": "a"}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "variables": {"a": NaN}}',
        b'{"query": "{ __typename }", "variables": {"a": Infinity}}',
        b'{"query": "{ __typename }", "operationName": {}}',
        b'{"query": "{ __typename }", "extensions": []}',
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 10_000 + b"]" * 10_000 + b"}}",
        b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 10_000 + b"}}",
    ],
)
def test_a_body_that_is_no_request_is_refused(door: Door, body: bytes) -> None:
    response = door.post(body)

    assert response.status_code == 400
    assert code(response) == "request_invalid"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"query": "{ a(b: \\"\\ud800\\") }"}', "query"),
        (b'{"documentId": "\\uDFFF"}', "documentId"),
        (b'{"query": "{ __typename }", "operationName": "\\uD83d"}', "operationName"),
        (
            b'{"query": "{ a }", "variables": {"input": {"names": ["Ada", "\\ud800"]}}}',
            "variables.input.names.1",
        ),
        (b'{"query": "{ a }", "variables": {"\\ud800": {"\\ud801": "\\ud802"}}}', "variables"),
        (b'{"query": "{ a }", "\\ud800": "\\ud800"}', "the body"),
        (
            b'{"query": "{ a }", "variables": {"a": ' + b"[" * 800 + b'"\\ud800"' + b"]" * 800 + b"}}",
            "variables.a",
        ),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_body_with_half_a_character_in_a_text_is_refused(
    door: Door, body: bytes, place: str, accept: str
) -> None:
    response = door.post(body, Accept=accept)

    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "text_unprintable"}
    assert error["message"].startswith(f"Half a character stands in {place}")


def test_a_whole_character_may_be_spelled_in_two_halves(door: Door) -> None:
    assert door.post(b'{"query": "{ __typename } # \\ud83d\\ude00"}').status_code == 200


@pytest.mark.parametrize("length", ["abc", "-5", "1.0", "\u0661", "1" * 5000, " "])
def test_a_length_that_is_no_number_is_refused(door: Door, length: str) -> None:
    response = door.client.post(
        "/graphql", json.dumps(QUERY), content_type="application/json", CONTENT_LENGTH=length
    )

    assert response.status_code == 400
    assert code(response) == "request_invalid"


def test_what_may_be_absent_may_be_null(door: Door) -> None:
    body = QUERY | {"variables": None, "operationName": None, "extensions": None, "documentId": None}

    assert door.post(body).json() == {"data": {"__typename": "Query"}}


def test_no_body_is_read_beyond_a_megabyte(door: Door) -> None:
    response = door.post(b" " * (rules.BODY + 1))

    assert response.status_code == 413
    assert code(response) == "body_too_large"


def test_one_of_several_operations_is_chosen_by_its_name(door: Door) -> None:
    query = "query One { a: __typename } query Two { b: __typename }"

    assert door.post({"query": query, "operationName": "Two"}).json() == {"data": {"b": "Query"}}
    assert door.post({"query": query}).status_code == 400
    assert door.post({"query": query, "operationName": "Three"}).status_code == 400
