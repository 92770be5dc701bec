"""Statuses and media types, as GraphQL over HTTP has them."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from jumprope.interfaces.graphql.tests.door import Door

JSON, GRAPHQL = "application/json", "application/graphql-response+json"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON};q=0.9", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{JSON}; charset=utf-8", JSON),
        (f"{JSON};charset=UTF-8", JSON),
        (f'{JSON}; charset="utf-8"', JSON),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
        (f"{JSON}; charset=utf-8; q=0.5, {GRAPHQL}; charset=utf-8; q=0.4", JSON),
        (f"{JSON}; charset=utf-16, {GRAPHQL}", GRAPHQL),
    ],
)
def test_the_answer_comes_in_the_type_that_the_client_likes_best(
    door: Door, accept: str, media_type: str
) -> None:
    response = door.post({"query": "{ __typename }"}, Accept=accept)

    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"


def test_without_a_wish_the_answer_is_json(door: Door) -> None:
    response = door.client.post("/graphql", {"query": "{ __typename }"}, content_type=JSON)

    assert response["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    "accept", ["text/html", f"{JSON}; charset=utf-16", f"{JSON}; odata=verbose", f"{JSON}; q=0"]
)
def test_a_client_that_takes_no_json_of_ours_is_refused(door: Door, accept: str) -> None:
    response = door.post({"query": "{ __typename }"}, Accept=accept)

    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"] == {"code": "not_acceptable"}


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": "{ nothing }"},
        {"query": "{ __typename " * 300},
        {"documentId": "0" * 64},
        {"query": "query ($id: ID!) { framework(id: $id) { id } }"},
        {"query": "query ($id: ID!) { framework(id: $id) { id } }", "variables": {"id": []}},
        {"query": "query A { __typename }", "operationName": "B"},
    ],
)
def test_an_operation_that_does_not_begin_has_no_data_and_a_status_by_media_type(
    door: Door, body: Any
) -> None:
    newer, older = (door.post(body, Accept=media_type) for media_type in (GRAPHQL, JSON))

    assert (newer.status_code, older.status_code) == (400, 200)
    assert newer.json() == older.json()
    assert newer.json().keys() == {"errors"}
    assert all(error["extensions"]["code"] for error in newer.json()["errors"])


@pytest.mark.parametrize("media_type", [JSON, GRAPHQL])
def test_an_operation_that_fails_in_part_answers_with_data_and_errors(door: Door, media_type: str) -> None:
    query = '{ __typename framework(id: "Framework:1") { standards(first: 0) { edges { cursor } } } }'

    response = door.post({"query": query}, Accept=media_type)

    assert response.status_code == 200
    assert response.json() == {"data": {"__typename": "Query", "framework": None}}


@pytest.mark.parametrize("media_type", [JSON, GRAPHQL])
def test_nobody_signed_in_is_401_in_every_media_type(media_type: str, settings: LazySettings) -> None:
    response = Client().post(
        "/graphql", {"query": "{ __typename }"}, content_type=JSON, headers={"Accept": media_type}
    )

    assert response.status_code == 401
    assert response.json() == {
        "errors": [
            {
                "message": "Nobody is signed in. Sign in first: POST mail and password to /sign-in.",
                "extensions": {"code": "not_signed_in"},
            }
        ]
    }
    assert f'cookie-name="{settings.SESSION_COOKIE_NAME}"' in response["WWW-Authenticate"]
