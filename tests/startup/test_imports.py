"""What a process loads before it does anything: nothing for tests, nothing that only some commands need."""

import subprocess
import sys

import pytest

# What would be loaded by mistake; a name stands for all that is below it too.
FOR_TESTS = ("_pytest", "django.test", "factory", "hypothesis", "pytest", "unittest")
FOR_FEW = ("pip", "rich", "setuptools")
FOR_THE_API = ("graphene", "graphplan", "graphql")
FOR_TABLES = ("django.contrib", "django.db.models", "jumprope.platform")

WEB = "import config.wsgi, config.urls"
COMMANDS = """
import django
from django.utils.module_loading import autodiscover_modules
from config import environment
environment.use_settings()
django.setup()
autodiscover_modules("reads", "writes")
from jumprope.mastery.determinations.writes import record_scores
"""
COMMAND_LINE = """
import sys
from jumprope.interfaces.cli.command_line import main
sys.argv = ["jumprope", {command!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def loaded_by(code: str) -> set[str]:
    """The modules that are there once a fresh interpreter has run this."""
    report = "\nimport sys\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", code + report],
        check=True,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return set(ended.stderr.splitlines())


def found(modules: set[str], unwanted: tuple[str, ...]) -> set[str]:
    """Those of the unwanted modules that are there."""
    return {
        name
        for name in unwanted
        if any(module == name or module.startswith(f"{name}.") for module in modules)
    }


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        pytest.param(WEB, FOR_TESTS + FOR_FEW, id="web"),
        pytest.param(COMMANDS, (*FOR_TESTS, *FOR_FEW, "graphene", "graphql"), id="commands"),
        pytest.param(COMMAND_LINE.format(command="help"), FOR_TESTS + FOR_FEW, id="jumprope help"),
        pytest.param(
            COMMAND_LINE.format(command="mastery-preview"),
            FOR_TESTS + FOR_FEW + FOR_THE_API + FOR_TABLES,
            id="jumprope mastery-preview",
        ),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(code: str, unwanted: tuple[str, ...]) -> None:
    assert not found(loaded_by(code), unwanted)


def test_what_is_loaded_is_noticed() -> None:
    modules = loaded_by("import django.test, jumprope.kit")
    assert found(modules, FOR_TESTS) == {"django.test", "unittest"}
