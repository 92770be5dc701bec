"""Running `jumprope` in a test."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connections

from jumprope.interfaces.cli import command_line


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    status: int
    output: str
    complaint: str


JumpRope = Callable[..., Ended]


@pytest.fixture
def jumprope(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> JumpRope:
    """Runs `jumprope` with these arguments and this standard input, in this process."""

    # Django closes the connection after a command; here it is the test's, in the middle of its transaction.
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def run(*arguments: str, given: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["jumprope", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as end:
            command_line.main()
        printed = capsys.readouterr()
        return Ended(int(end.value.code or 0), printed.out, printed.err)

    return run
