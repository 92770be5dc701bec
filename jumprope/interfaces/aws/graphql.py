"""The gradebook as a function of AWS Lambda: `handler` answers HTTP requests by the doors of a web server.

With `TRUSTED_DOCUMENTS` it is the quick door, which most requests need no more than; otherwise the ordinary
one. Lambda imports this module first: what is wrong with what the process was told ends it here.
"""

import binascii
import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any

from apig_wsgi import make_lambda_handler

from config import environment
from jumprope.interfaces.aws import events

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Answer = dict[str, Any]

QUICK, ORDINARY = "config.trusted", "config.wsgi"

AS_TEXT = ("text/", "application/json", "application/graphql-response+json")
"""What is handed over as it is, by its type; all else goes in base 64."""

AROUND = 20_000
"""Bytes that are enough for what stands around a body: its headers and cookies."""


def handling(application: "WSGIApplication") -> Callable[[Any, object], Answer]:
    """A function that has an application answer events. It raises `NotARequest`."""
    answer = make_lambda_handler(
        _hosted(application), binary_support=True, non_binary_content_type_prefixes=AS_TEXT
    )

    def handle(event: Any, context: object) -> Answer:
        try:
            return answer(events.request_in(event), context)
        except binascii.Error:
            raise events.NotARequest("The body of this request is not base 64, and is said to be.") from None

    return handle


def _hosted(application: "WSGIApplication") -> "WSGIApplication":
    """The application, with what else a web server would do for it. Its answers fit into what AWS takes."""

    def answer(environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        environ = {name: _in_bytes(value) for name, value in environ.items()}
        # Of several types apig-wsgi takes the last one, and what browsers ask about is the first.
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
        environ.pop("HTTP_CONTENT_LENGTH", None)
        status, headers, body = _answered(application, environ)
        most = events.most(environ["apig_wsgi.full_event"]) - AROUND
        # A character takes at most six bytes of JSON; to write it twice, only to count, is for the large.
        if len(body) * 6 > most and _size(headers, body) > most:
            status, headers, body = _too_large(most)
        start_response(status, [(name, value.strip()) for name, value in headers])
        return [body]

    return answer


def _in_bytes(value: Any) -> Any:
    """A text as WSGI has it, whose characters are its bytes. AWS has decoded some of what clients send."""
    if isinstance(value, str) and any(character > "\xff" for character in value):
        return value.encode("utf-8", "replace").decode("latin-1")
    return value


def _answered(application: "WSGIApplication", environ: Environ) -> tuple[str, Headers, bytes]:
    """All of an answer."""
    begun: list[tuple[str, Headers]] = []

    def begin(status: str, headers: Headers, *_fault: object) -> Callable[[bytes], object]:
        begun.append((status, headers))
        return written.append

    written: list[bytes] = []
    parts = application(environ, begin)
    try:
        written.extend(parts)
    finally:
        getattr(parts, "close", bool)()
    return *begun[-1], b"".join(written)


def _size(headers: Headers, body: bytes) -> int:
    """How many bytes a body takes, as JSON or in base 64."""
    media = next((value.strip() for name, value in headers if name.lower() == "content-type"), "")
    if media.startswith(AS_TEXT):
        return len(json.dumps(body.decode("utf-8", "backslashreplace")))
    return -(-len(body) // 3) * 4


def _too_large(most: int) -> tuple[str, Headers, bytes]:
    """What is answered in the place of what AWS would throw away."""
    import_module(ORDINARY)  # refusals need Django
    refusal = import_module("jumprope.interfaces.graphql.refusals").AnswerTooLarge(most=most)
    body, status = json.dumps({"errors": refusal.errors()}).encode(), HTTPStatus(refusal.status)
    headers = [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")]
    return f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(body)))], body


_door = QUICK if environment.current().documents else ORDINARY

handler = handling(import_module(_door).application)
