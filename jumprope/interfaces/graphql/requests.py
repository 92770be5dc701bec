"""What a GraphQL request says: read from HTTP, with everything that is wrong about it refused."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest

from jumprope.interfaces.graphql import documents, limits
from jumprope.interfaces.graphql.documents import Document
from jumprope.interfaces.graphql.refusals import (
    BodyNotJSON,
    BodyTooLarge,
    MethodRefused,
    OtherSite,
    RequestRefused,
)


@dataclass(frozen=True, slots=True)
class Request:
    """The body of a request: a document of the client's own or the id of one of ours, and what to run it
    with.
    """

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None

    def document(self) -> Document:
        """The document to run. Raises `DocumentRefused`."""
        if self.document_id is not None:
            return documents.of_id(self.document_id)
        return documents.of_text(self.query or "")


def check_origin(http: HttpRequest) -> None:
    """Refuse what another site had a browser send. Raises `MethodRefused`, `BodyNotJSON`, `OtherSite`.

    No token is asked for, as programs would have to fetch one first. Three things stand in its place. The
    session's cookie is same-site, so browsers do not send it along from elsewhere. A body of JSON can be
    sent by script only, and across sites not before this server has allowed it, which it never does. And
    every browser names the page's origin with a POST, and lately its relation to this one; a request that
    names neither comes from no browser, and so from nobody whose cookies could be abused.
    """
    if http.method != "POST":
        raise MethodRefused
    if http.content_type != "application/json" or not _utf8(http):
        raise BodyNotJSON
    origin = http.headers.get("Origin")
    ours = {f"{http.scheme}://{http.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    if http.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or (origin and origin not in ours):
        raise OtherSite


def _utf8(http: HttpRequest) -> bool:
    return (http.content_params or {}).get("charset", "utf-8").lower() in {"utf-8", "utf8"}


def read(http: HttpRequest) -> Request:
    """The request in this body. Raises `BodyTooLarge`, `RequestRefused`."""
    if int(http.headers.get("Content-Length") or 0) > limits.BODY:
        raise BodyTooLarge(most=limits.BODY)
    body = _json(http.body)
    query, document_id = body.get("query"), body.get("documentId")
    if (query is None) == (document_id is None):
        raise RequestRefused(fault="give either query or documentId")
    for name, kind in (
        ("query", str),
        ("documentId", str),
        ("operationName", str),
        ("variables", dict),
        ("extensions", dict),
    ):
        if not isinstance(body.get(name), kind | None):
            raise RequestRefused(fault=f"{name} is {'a string' if kind is str else 'an object'}, or absent")
    return Request(query, document_id, body.get("variables") or {}, body.get("operationName"))


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise RequestRefused(fault="this cannot be read as JSON") from None
    if isinstance(value, list):
        raise RequestRefused(fault="a list of operations is not taken, send one at a time")
    if not isinstance(value, dict):
        raise RequestRefused(fault="this is something else")
    return value


def _refuse_constant(name: str) -> NoReturn:
    """Python takes NaN and Infinity, which no JSON has."""
    raise ValueError(name)
