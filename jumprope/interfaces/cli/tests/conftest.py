"""Running `jumprope` in a test."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

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

    def run(*arguments: str, given: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["jumprope", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as end:
            command_line.main()
        printed = capsys.readouterr()
        return Ended(int(end.value.code or 0), printed.out, printed.err)

    return run
