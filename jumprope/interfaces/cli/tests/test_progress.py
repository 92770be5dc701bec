"""Progress is shown on a terminal, and nowhere else."""

import io
import sys

import pytest

from jumprope.interfaces.cli.progress import progress


class Terminal(io.StringIO):
    """Standard error with someone in front of it."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("Enrolling students", total=4) as advance:
        advance(3)
        advance(1)
    shown = terminal.getvalue()
    assert "Enrolling students" in shown
    assert "100%" in shown


def test_a_pipe_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with progress("Enrolling students", total=4) as advance:
        advance(4)
    assert pipe.getvalue() == ""
