"""What a GraphQL request has to look like: decided on plain values, and so alike at every door."""

import json
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, NoReturn

BODY = 1024 * 1024
"""Bytes of a request with its variables: a save of 500 scores with their comments fits."""


class NoRequest(ValueError):
    """The body is no GraphQL request; the words continue "The body is one JSON object: …"."""


@dataclass(frozen=True, slots=True)
class Request:
    """The body of a request: a document of the client's own or the id of one of ours, and what to run it
    with.
    """

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None


def is_json(content_type: str, charset: str | None) -> bool:
    """Whether a body of this type is JSON in UTF-8, which no form of another site can send."""
    return content_type == "application/json" and (charset is None or charset.lower() in {"utf-8", "utf8"})


def is_of_this_site(*, origin: str | None, relation: str | None, ours: Container[str]) -> bool:
    """Whether a page of ours, or no page at all, sent this.

    `origin` and `relation` are the headers `Origin` and `Sec-Fetch-Site`, as far as they were sent.
    """
    return relation in {None, "same-origin"} and (not origin or origin in ours)


def request_in(body: bytes) -> Request:
    """The request that a body holds. Raises `NoRequest`."""
    said = _object(body)
    query, document_id = said.get("query"), said.get("documentId")
    if (query is None) == (document_id is None):
        raise NoRequest("give either query or documentId")
    for name, kind in (
        ("query", str),
        ("documentId", str),
        ("operationName", str),
        ("variables", dict),
        ("extensions", dict),
    ):
        if not isinstance(said.get(name), kind | None):
            raise NoRequest(f"{name} is {'a string' if kind is str else 'an object'}, or absent")
    return Request(query, document_id, said.get("variables") or {}, said.get("operationName"))


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise NoRequest("this cannot be read as JSON") from None
    if isinstance(value, list):
        raise NoRequest("a list of operations is not taken, send one at a time")
    if not isinstance(value, dict):
        raise NoRequest("this is something else")
    return value


def _refuse_constant(name: str) -> NoReturn:
    """Python takes NaN and Infinity, which no JSON has."""
    raise ValueError(name)
