"""What holds for every test: it runs on the database that it speaks of, and none is skipped unexpectedly."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.db import connection

EXPECTED_SKIP = "JUMPROPE_SHARED_DATA is not set"


def pytest_configure(config: pytest.Config) -> None:
    """Watch what is skipped."""
    config.pluginmanager.register(SkipWatch(), "skip-watch")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only another database can show: the suite runs on both."""
    other = {"mysql": "sqlite", "sqlite": "mysql"}[connection.vendor]
    left_out = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """Have the garbage collector leave alone what is loaded, and look less often.

    Else a sixth of a run goes into looking through modules and types that all stay.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class SkipWatch:
    """Fails the run when a test is skipped for a reason that nobody expects: nobody would notice."""

    def __init__(self) -> None:
        self.unexpected: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Look at a test that was skipped."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._look_at(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Look at a module that was skipped."""
        if report.skipped:
            self._look_at(report)

    def _look_at(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        expected = reason == f"Skipped: {EXPECTED_SKIP}" and "JUMPROPE_SHARED_DATA" not in os.environ
        if not expected:
            self.unexpected.append(f"{report.nodeid}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run."""
        if self.unexpected and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(wrapper=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
        """Say what was skipped, after all else."""
        yield
        if self.unexpected:
            terminalreporter.section("skipped, and not expected to be", red=True)
            for line in self.unexpected:
                terminalreporter.line(line)
