"""Every request to Jira and every answer, held against Atlassian's own document where that is there.

What the document leaves open, the fields of issues and the texts, is held against schemas of our own, always.
"""

import functools
import json
import os
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

INLINE = {
    "type": "object",
    "required": ["type", "text"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "text"},
        "text": {"type": "string", "minLength": 1},
        "marks": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "attrs"],
                "properties": {
                    "type": {"const": "link"},
                    "attrs": {
                        "type": "object",
                        "required": ["href"],
                        "properties": {"href": {"type": "string", "pattern": "^https?://"}},
                    },
                },
            },
        },
    },
}
PARAGRAPH = {
    "type": "object",
    "required": ["type", "content"],
    "additionalProperties": False,
    "properties": {"type": {"const": "paragraph"}, "content": {"type": "array", "items": INLINE}},
}
HEADING = {
    "type": "object",
    "required": ["type", "attrs", "content"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "heading"},
        "attrs": {"properties": {"level": {"type": "integer", "minimum": 1, "maximum": 6}}},
        "content": {"type": "array", "items": INLINE},
    },
}
BULLETS = {
    "type": "object",
    "required": ["type", "content"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "bulletList"},
        "content": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["type", "content"],
                "properties": {
                    "type": {"const": "listItem"},
                    "content": {"type": "array", "minItems": 1, "items": PARAGRAPH},
                },
            },
        },
    },
}
ADF = {
    "type": "object",
    "required": ["type", "version", "content"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "doc"},
        "version": {"const": 1},
        "content": {"type": "array", "minItems": 1, "items": {"anyOf": [PARAGRAPH, HEADING, BULLETS]}},
    },
}
FIELDS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "project": {"type": "object", "required": ["key"]},
        "issuetype": {"type": "object", "required": ["name"]},
        "summary": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[^\n]*$"},
        "description": ADF,
        "priority": {"properties": {"name": {"enum": ["Highest", "High", "Medium", "Low"]}}},
        "duedate": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "labels": {"type": "array", "items": {"type": "string", "pattern": r"^\S{1,255}$"}},
        "resolution": {"type": "object", "required": ["name"]},
    },
}
ADF_CHECK, FIELDS_CHECK = Draft202012Validator(ADF), Draft202012Validator(FIELDS)
LONGEST_TEXT = 32_767


class Validated(httpx.BaseTransport):
    """A transport that lets nothing pass that the documents do not know."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Check, pass on, check the answer."""
        check_texts(json.loads(request.content) if request.content else {})
        asked = _Request(request)
        document = atlassians()
        if document:
            document.validate_request(asked)
        response = self._inner.handle_request(request)
        if document and response.is_success:
            document.validate_response(asked, _Response(response))
        return response


def check_texts(body: dict[str, Any]) -> None:
    """Hold fields and texts of a request against our schemas."""
    for issue in body.get("issueUpdates", [body]):
        if "project" in issue.get("fields", {}):
            assert {"summary", "description", "duedate", "labels"} <= set(issue["fields"])
        if isinstance(issue.get("fields"), dict):
            FIELDS_CHECK.validate(issue["fields"])
            check_length(issue["fields"].get("description", {}))
    if "body" in body:
        ADF_CHECK.validate(body["body"])
        check_length(body["body"])


def check_length(document: dict[str, Any]) -> None:
    """Count a document's characters as Java does."""
    assert len(json.dumps(document, ensure_ascii=False).encode("utf-16-le")) // 2 <= LONGEST_TEXT


@functools.cache
def atlassians() -> OpenAPI | None:
    """Atlassian's document; None where it is not there."""
    folder = os.environ.get("JUMPROPE_SHARED_DATA")
    if not folder:
        return None
    text = (Path(folder) / "jira" / "swagger-v3.v3.json").read_text(encoding="utf-8")
    document = json.loads(text)
    document["servers"] = [{"url": "https://example.atlassian.net"}]
    # As a whole it has a default that its own schema forbids; what is checked here are calls.
    return OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))


class _Request:
    """A request of httpx as openapi-core wants to see it."""

    def __init__(self, request: httpx.Request) -> None:
        self.host_url = f"{request.url.scheme}://{request.url.host}"
        self.path = request.url.path
        self.method = request.method.lower()
        self.body = request.content
        self.content_type = request.headers.get("content-type", "application/json")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(list(request.url.params.multi_items())),
            header=Headers(dict(request.headers)),
        )


class _Response:
    """An answer of httpx as openapi-core wants to see it."""

    def __init__(self, response: httpx.Response) -> None:
        self.status_code = response.status_code
        self.data = response.content or b"null"  # the document gives even a 204 a body
        self.content_type = response.headers.get("content-type", "application/json")
        self.headers = Headers(dict(response.headers))
