"""`POST /graphql`, as a client meets it."""

import json
from typing import Any

from django.test import Client

GRAPHQL = "application/graphql-response+json"

WHO_ASKS = 3
"""Statements that say who asks: the session, its account, the account's roles."""


class Door:
    """The address, for the account that a client is signed in to."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def post(self, body: Any, *, content_type: str = "application/json", **headers: str) -> Any:
        """Send a body, as JSON unless it is bytes."""
        data = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.post(
            "/graphql", data, content_type=content_type, headers={"Accept": GRAPHQL} | headers
        )

    def ask(self, query: str, **variables: Any) -> Any:
        """Send a query and return what the answer says."""
        return self.post({"query": query, "variables": variables}).json()

    def refusal(self, query: str) -> str | None:
        """The code of the first error, or None when there is none."""
        errors = self.ask(query).get("errors")
        code: str | None = errors[0]["extensions"]["code"] if errors else None
        return code
