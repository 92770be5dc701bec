"""What a GraphQL request has to look like: decided on plain values, and so alike at every door."""

import json
import re
from collections.abc import Container
from dataclasses import dataclass
from email.message import Message
from typing import Any, NoReturn

BODY = 1024 * 1024
"""Bytes of a request with its variables: a save of 500 scores with their comments fits."""

DONE = "jumprope.done"
"""In the environment of a request that another door began to answer: the commands that it ran, by their key
in the answer. No header can have this name.
"""


class NoRequest(ValueError):
    """The body is no GraphQL request; the words continue "The body is one JSON object: …"."""


class HalfCharacter(NoRequest):
    """A text of the request is no text: JSON can spell half a character. The words are its place."""


_HALF = re.compile("[\ud800-\udfff]")
_HALF_ESCAPED = re.compile(rb"\\u[dD][89a-fA-F]")
"""As bodies are UTF-8, they can hold a half only in this spelling; most hold none."""


@dataclass(frozen=True, slots=True)
class Request:
    """The body of a request: a document of the client's own or the id of one of ours, and what to run it
    with.
    """

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None


def is_json(content_type: str) -> bool:
    """Whether a body with this `Content-Type` is JSON in UTF-8, which no form of another site can send."""
    said = Message()
    said["content-type"] = content_type
    charset = said.get_param("charset", "utf-8")
    # What is a tuple is spelled in a charset of its own, as no client spells it.
    in_utf8 = isinstance(charset, str) and charset.lower() in {"utf-8", "utf8"}
    return in_utf8 and said.get_content_type() == "application/json"


def is_length(text: str) -> bool:
    """Whether this is a number of bytes, of a length that Python reads."""
    return re.fullmatch("[0-9]{1,18}", text) is not None


def is_of_this_site(*, origin: str | None, relation: str | None, ours: Container[str]) -> bool:
    """Whether a page of ours, or no page at all, sent this.

    `origin` and `relation` are the headers `Origin` and `Sec-Fetch-Site`, as far as they were sent.
    """
    return relation in {None, "same-origin"} and (not origin or origin in ours)


def request_in(body: bytes) -> Request:
    """The request that a body holds. Raises `NoRequest`, `HalfCharacter`."""
    said = _object(body)
    if _HALF_ESCAPED.search(body):
        _check_texts(said)
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


def _check_texts(said: dict[str, Any]) -> None:
    """Look into every text and every name. Nothing is so deep that this cannot walk through it."""
    left: list[tuple[str, Any]] = [("", said)]
    while left:
        place, value = left.pop()
        if isinstance(value, str) and _HALF.search(value):
            raise HalfCharacter(place)
        if isinstance(value, dict):
            for name, inner in value.items():  # a name is looked at before it stands in a place
                left += [(f"{place}.{name}" if place else name, inner), (place or "the body", name)]
        elif isinstance(value, list):
            left += [(f"{place}.{number}", inner) for number, inner in enumerate(value)]


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
