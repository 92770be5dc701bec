"""conftest.py fails the run on an unexpected skip, and leaves out the tests of the other database."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[2] / "conftest.py"


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST.read_text())
    # Django's test environment is set up by the outer run, and may be only once in a process.
    pytester.makeini("[pytest]\naddopts = -p no:django\nmarkers =\n  mysql\n  sqlite\n")
    return pytester


SKIPPED = """
import pytest
def test_passes(): pass
@pytest.mark.skip(reason={reason!r})
def test_is_skipped(): pass
"""


@pytest.mark.parametrize("reason", ["I felt like it", "JUMPROPE_SHARED_DATA is not set, alas"])
def test_an_unexpected_skip_fails_the_run(suite: pytest.Pytester, reason: str) -> None:
    suite.makepyfile(SKIPPED.format(reason=reason))
    result = suite.runpytest()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*skipped, and not expected to be*", f"*test_is_skipped: Skipped: {reason}"])


def test_a_module_that_is_skipped_unexpectedly_fails_the_run(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_one="import pytest; pytest.skip('not today', allow_module_level=True)")
    suite.makepyfile(test_two="def test_passes(): pass")
    assert suite.runpytest().ret == pytest.ExitCode.TESTS_FAILED


def test_an_unexpected_skip_in_a_parallel_run_fails_it(suite: pytest.Pytester) -> None:
    suite.makepyfile(SKIPPED.format(reason="not in parallel"))
    assert suite.runpytest_subprocess("--numprocesses=1").ret == pytest.ExitCode.TESTS_FAILED


def test_data_that_is_not_there_may_be_missed(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JUMPROPE_SHARED_DATA", raising=False)
    suite.makepyfile(SKIPPED.format(reason="JUMPROPE_SHARED_DATA is not set"))
    assert suite.runpytest().ret == pytest.ExitCode.OK


def test_data_that_is_there_may_not_be_missed(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUMPROPE_SHARED_DATA", str(suite.path))
    suite.makepyfile(SKIPPED.format(reason="JUMPROPE_SHARED_DATA is not set"))
    assert suite.runpytest().ret == pytest.ExitCode.TESTS_FAILED


def test_a_test_runs_only_on_the_database_that_it_speaks_of(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        """
        import pytest
        from django.db import connection
        @pytest.mark.mysql
        def test_mysql(): assert connection.vendor == "mysql"
        @pytest.mark.sqlite
        def test_sqlite(): assert connection.vendor == "sqlite"
        """
    )
    suite.runpytest().assert_outcomes(passed=1, deselected=1)
