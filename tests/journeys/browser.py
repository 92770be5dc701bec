"""Somebody's browser: it keeps cookies, sends forms with their token, and asks the API as a page's script
does.
"""

import json
from typing import Any

from django.test import Client

from jumprope.interfaces.graphql import documents


class Browser:
    """At one address on the internet."""

    def __init__(self, address: str = "192.0.2.1") -> None:
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=address)

    def send(self, path: str, **form: str) -> Any:
        """Open the form and send it."""
        self.client.get("/sign-in")
        return self.client.post(path, form | {"csrfmiddlewaretoken": self.client.cookies["csrftoken"].value})

    def sign_in(self, mail: str, password: str, tenant: str = "") -> Any:
        """Sign in."""
        return self.send("/sign-in", mail=mail, password=password, tenant=tenant)

    def ask(self, query: str, **variables: Any) -> Any:
        """Send a document and return its data; errors fail the test."""
        return self._asked({"query": query, "variables": variables})

    def run(self, name: str, **variables: Any) -> Any:
        """Run one of our documents by its name and return its data; errors fail the test."""
        (document,) = (each for each in documents.trusted().values() if each.name == name)
        return self._asked({"documentId": document.id, "variables": variables})

    def greeting(self) -> str | None:
        """Who the API says that this is; None if nobody is signed in."""
        response = self._post({"query": "{ me { displayName } }"})
        return None if response.status_code == 401 else response.json()["data"]["me"]["displayName"]

    def _asked(self, body: dict[str, Any]) -> Any:
        answer = self._post(body).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def _post(self, body: dict[str, Any]) -> Any:
        return self.client.post("/graphql", json.dumps(body), content_type="application/json")
