"""A request for one of our documents, as a web server hands it over: plainly right, or left to the ordinary
door.

Nothing is refused here. What is not taken may still be fine, such as a rare spelling of a header; the
ordinary door knows, and says what is wrong otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.http import is_same_domain

from jumprope.interfaces.graphql import rules
from jumprope.interfaces.graphql.rules import NoRequest, Request

Environ = dict[str, Any]

ADDRESS = "/graphql"

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
MEDIA = {
    "": JSON,
    "*/*": JSON,
    JSON: JSON,
    GRAPHQL: GRAPHQL,
    f"{GRAPHQL}, {JSON}": GRAPHQL,
    f"{GRAPHQL}, {JSON};q=0.9": GRAPHQL,
    f"{GRAPHQL},{JSON};q=0.9": GRAPHQL,
    f"{JSON}; charset=utf-8": JSON,
    f"{GRAPHQL}; charset=utf-8": GRAPHQL,
    f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8": GRAPHQL,
}
"""What to answer in, by how the clients that are known spell `Accept`."""

_HOST = re.compile(r"([a-z0-9.-]+)(:[0-9]{1,5})?")
_SESSION = re.compile(r"[a-z0-9]{32}")
_LENGTH = re.compile(r"[0-9]{1,7}")

# What Django lets in while it debugs and no host is named.
_LOCAL = (".localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, with which session, and what it is to be answered in."""

    document_id: str
    variables: Mapping[str, Any]
    session: str
    media: str


def asked(environ: Environ) -> Asked | None:
    """What is asked; None leaves it to the ordinary door. What was read of the body can be read again."""
    media = MEDIA.get(environ.get("HTTP_ACCEPT", ""))
    session = _session(environ.get("HTTP_COOKIE", ""))
    if media is None or session is None or not _is_ours(environ):
        return None
    request = _request(environ)
    # Of one that has a name for its operation, the ordinary door knows whether it is the document's.
    if request is None or request.document_id is None or request.operation_name is not None:
        return None
    return Asked(request.document_id, request.variables, session, media)


def is_secure(environ: Environ) -> bool:
    """Whether it came by TLS."""
    return bool(environ["wsgi.url_scheme"] == "https")


def _is_ours(environ: Environ) -> bool:
    """Whether it is JSON that is posted to our address, by a page of ours or by no page."""
    host = _host(environ.get("HTTP_HOST", ""))
    return (
        environ["REQUEST_METHOD"] == "POST"
        and (environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO")) == ("", ADDRESS)
        and host is not None
        and rules.is_json(environ.get("CONTENT_TYPE", ""))
        and rules.is_of_this_site(
            origin=environ.get("HTTP_ORIGIN"),
            relation=environ.get("HTTP_SEC_FETCH_SITE"),
            ours={f"{environ['wsgi.url_scheme']}://{host}", *settings.CSRF_TRUSTED_ORIGINS},
        )
    )


def _host(said: str) -> str | None:
    """The host, if it is spelled plainly and we answer for it."""
    match = _HOST.fullmatch(said)
    if match is None:
        return None
    allowed = settings.ALLOWED_HOSTS or (_LOCAL if settings.DEBUG else ())
    is_allowed = any(pattern == "*" or is_same_domain(match[1], pattern) for pattern in allowed)
    return said if is_allowed else None


def _session(cookies: str) -> str | None:
    """The one session that is named."""
    named = [cookie.partition("=") for cookie in cookies.split(";")]
    values = [value.strip() for name, _, value in named if name.strip() == settings.SESSION_COOKIE_NAME]
    return values[0] if len(values) == 1 and _SESSION.fullmatch(values[0]) else None


def _request(environ: Environ) -> Request | None:
    length = environ.get("CONTENT_LENGTH", "")
    if not _LENGTH.fullmatch(length) or int(length) > rules.BODY:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    try:
        return rules.request_in(body)
    except NoRequest:
        return None
