"""The functions of opsdesk, as Lambda finds and calls them."""

import subprocess
import sys
from typing import Any

import pytest

from jumprope.interfaces.aws import opsdesk
from jumprope.operations.opsdesk.jobs import handlers


def test_lambda_finds_the_functions_in_a_fresh_process() -> None:
    code = "from jumprope.interfaces.aws.opsdesk import on_event, on_schedule, on_webhook"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


@pytest.mark.parametrize("name", ["on_event", "on_schedule", "on_webhook"])
def test_each_function_is_the_handler_of_its_name(name: str) -> None:
    assert getattr(opsdesk, name).__wrapped__ is getattr(handlers, name)


def test_connections_are_looked_after_before_and_after_an_event_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(opsdesk, "close_old_connections", lambda: looked.append("looked"))

    def fails(event: dict[str, Any], _context: object) -> dict[str, Any]:
        looked.append(event["name"])
        raise ConnectionError

    with pytest.raises(ConnectionError):
        opsdesk._for_lambda(fails)({"name": "an event"})
    assert looked == ["looked", "an event", "looked"]
