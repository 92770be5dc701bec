"""Requests as a web server hands them over."""

import json
from io import BytesIO
from typing import Any

from django.conf import settings

SESSION = "a1" * 16


def an_environ(body: Any = None, **changes: str | None) -> dict[str, Any]:
    """A plain request of somebody with a session for a document of ours; None leaves a header out."""
    said = {"documentId": "0" * 64, "variables": {}} if body is None else body
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/graphql",
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={SESSION}",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(content),
        **changes,
    }
    return {name: value for name, value in environ.items() if value is not None}
