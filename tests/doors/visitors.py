"""Requests of people who are signed in, put to WSGI applications."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client

from jumprope.interfaces.trusted.tests.environs import an_environ
from jumprope.platform.accounts.models import Account

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """What it says."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of its first error."""
        return str(self.json["errors"][0]["extensions"]["code"])


def asked(application: Application, environ: dict[str, Any]) -> Answered:
    """Put a request to an application."""
    said: list[Any] = []
    body = b"".join(application(environ, lambda status, headers, _info=None: said.extend([status, headers])))
    return Answered(said[0], dict(sorted(said[1])), body)


def session_of(account: Account) -> str:
    """A new session that is signed in to this account."""
    client = Client()
    client.force_login(account)
    return str(client.session.session_key)


def a_request(document: str, session: str, variables: Mapping[str, Any] | None = None, **changes: Any) -> Any:
    """The request of someone with a session for a document."""
    body = {"documentId": document, "variables": variables or {}}
    cookie = {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session}"}
    return an_environ(body, **cookie | changes)
