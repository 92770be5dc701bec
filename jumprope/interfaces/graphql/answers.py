"""Answers, as GraphQL over HTTP has them: two media types, which differ in what a status says."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from graphql import ExecutionResult, GraphQLError

from graphplan import TextResult
from jumprope.interfaces.graphql import faults
from jumprope.interfaces.graphql.refusals import (
    AnswerNotAcceptable,
    DocumentRefused,
    MethodRefused,
    NotSignedIn,
    RequestRefused,
)

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"

OFFERED = {f"{media}; charset={name}": media for name in ("utf-8", "UTF-8") for media in (JSON, GRAPHQL)}
"""The media types as clients may name them: by RFC 9110 a range with a parameter takes only what has it."""

REQUEST_INVALID = "request_invalid"
"""The code of what graphql-core itself refuses: an operation that is not there, a value of a wrong type."""

CHALLENGE = f'Cookie realm="JumpRope", form-action="/sign-in", cookie-name="{settings.SESSION_COOKIE_NAME}"'
"""HTTP asks every 401 for one; no scheme for cookies is registered, this is what was once proposed."""


def media_type(http: HttpRequest) -> str:
    """What to answer in: the older type where a client takes both alike. Raises `AnswerNotAcceptable`."""
    preferred = http.get_preferred_type(list(OFFERED))
    if preferred is None:
        raise AnswerNotAcceptable
    return OFFERED[preferred]


def of_result(result: ExecutionResult, media: str) -> HttpResponse:
    """The answer of an operation that was run, or that graphql-core refused to begin with."""
    if isinstance(result, TextResult):
        return HttpResponse(b'{"data":%b}' % result.json, content_type=_with_charset(media))
    errors = [_told(error) for error in result.errors or ()]
    if result.data is None and not any(error.path for error in result.errors or ()):
        return _not_run(errors, media)
    return _response({"data": result.data} | ({"errors": errors} if errors else {}), media, status=200)


def of_refusal(refusal: RequestRefused | DocumentRefused, media: str) -> JsonResponse:
    """The answer to a request that is refused before anything is run."""
    if isinstance(refusal, DocumentRefused):
        return _not_run(refusal.errors(), media)
    response = _response({"errors": refusal.errors()}, media, status=refusal.status)
    if isinstance(refusal, MethodRefused):
        response["Allow"] = "POST"
    if isinstance(refusal, NotSignedIn):
        response["WWW-Authenticate"] = CHALLENGE
    return response


def of_fault(fault: Exception, media: str) -> JsonResponse:
    """The answer when something broke outside of any field."""
    return _response({"errors": [faults.told(fault)]}, media, status=500)


def _not_run(errors: list[dict[str, Any]], media: str) -> JsonResponse:
    """A request whose operation does not begin: only the newer media type says so by the status."""
    return _response({"errors": errors}, media, status=400 if media == GRAPHQL else 200)


def _response(body: dict[str, Any], media: str, *, status: int) -> JsonResponse:
    spelling = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(body, status=status, content_type=_with_charset(media), json_dumps_params=spelling)


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8"


def _told(error: GraphQLError) -> dict[str, Any]:
    """An error of an operation, as far as it may leave the server."""
    told = error.formatted
    match error.original_error:
        case None | GraphQLError():
            return {**told, "extensions": {"code": REQUEST_INVALID} | (error.extensions or {})}
        case fault:
            return {**told, **faults.told(fault)}
