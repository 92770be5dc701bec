"""The door for web servers: `config.wsgi:application`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from config import environment

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

environment.use_settings()
_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
    """Answer one request. A type of its body that cannot be read is none: Django would fail over it."""
    try:
        parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except ValueError:
        environ = {**environ, "CONTENT_TYPE": ""}
    return _django(environ, start_response)
