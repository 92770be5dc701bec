"""What `jumprope` shows, which names it understands, and with which status it exits."""

import subprocess
import sys

import pytest
from django.core.management.commands import check

from jumprope.interfaces.cli.statuses import BROKEN_PIPE, INTERRUPTED, REFUSED, USAGE
from jumprope.interfaces.cli.tests.conftest import JumpRope

PROGRAM = [sys.executable, "-c", "from jumprope.interfaces.cli.command_line import main; main()"]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
def test_all_commands_are_shown_ours_first_with_what_they_do(
    jumprope: JumpRope, arguments: list[str]
) -> None:
    ended = jumprope(*arguments)
    ours, django = ended.output.split("\nDjango\n")
    assert ended.status == 0
    assert "  mastery-preview    Say what calculations come to" in ours
    assert "migrate" not in ours
    assert "core: check, " in django
    assert "mastery-preview" not in django


def test_each_of_our_commands_says_what_it_does_in_one_line_of_the_same_form(jumprope: JumpRope) -> None:
    ours, _django = jumprope("--help").output.split("\nDjango\n")
    said = dict(line.split(maxsplit=1) for line in ours.splitlines() if line.startswith("  "))
    assert said["clearsessions"] == "Delete the sessions that are over"
    assert {sentence[-1] for sentence in said.values()}.isdisjoint(".:")
    assert all(sentence[0].isupper() for sentence in said.values())


def test_names_are_shown_as_they_are_typed(jumprope: JumpRope) -> None:
    names = jumprope("help", "--commands").output.splitlines()
    assert names == sorted(names)
    assert {"mastery-preview", "migrate"} <= set(names)


@pytest.mark.parametrize("name", ["mastery-preview", "mastery_preview"])
def test_a_command_answers_to_hyphens_and_underscores(jumprope: JumpRope, name: str) -> None:
    assert jumprope(name, "--help").output.startswith(f"usage: jumprope {name} ")


def test_an_unknown_command_is_a_matter_of_usage(jumprope: JumpRope) -> None:
    ended = jumprope("mastery-prevew")
    assert ended.status == USAGE
    assert ended.complaint == (
        "jumprope: there is no command mastery-prevew. Did you mean mastery-preview? See: jumprope --help\n"
    )


@pytest.mark.parametrize(
    ("theirs", "ours"), [("changepassword", "set-password"), ("createsuperuser", "create-account")]
)
def test_what_knows_nothing_of_tenants_names_what_does(jumprope: JumpRope, theirs: str, ours: str) -> None:
    ended = jumprope(theirs)
    assert ended.status == USAGE
    assert ended.complaint == f"jumprope: accounts are in tenants. Use: jumprope {ours}\n"
    names = jumprope("help", "--commands").output.splitlines()
    assert theirs not in names
    assert ours in names


def test_an_unknown_option_is_a_matter_of_usage(jumprope: JumpRope) -> None:
    ended = jumprope("mastery-preview", "--loudly")
    assert ended.status == USAGE
    assert "unrecognized arguments: --loudly" in ended.complaint


def test_a_command_that_fails_ends_with_a_sentence(jumprope: JumpRope) -> None:
    ended = jumprope("check", "--tag=tea")
    assert ended.status == REFUSED
    assert ended.complaint == 'CommandError: There is no system check with the "tea" tag.\n'


def test_a_command_may_be_interrupted(jumprope: JumpRope, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check.Command, "handle", interrupted)
    ended = jumprope("check")
    assert (ended.status, ended.output, ended.complaint) == (INTERRUPTED, "", "")


@pytest.mark.parametrize("arguments", [[], ["check"], ["help", "mastery-preview"]])
def test_an_unusable_environment_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.setenv("DATABASE_URL", "oracle://ada@db/grades")
    ended = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert ended.returncode == USAGE
    assert ended.stdout == ""
    assert ended.stderr.startswith("jumprope: DATABASE_URL names the kind 'oracle'")
    assert ended.stderr.count("\n") == 1


def test_a_reader_may_stop_reading() -> None:
    with subprocess.Popen(
        [*PROGRAM, "mastery-preview"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(b'{"method": "latest", "scores": [3]}\n')
        process.stdin.close()
        assert process.wait() == BROKEN_PIPE
        assert process.stderr.read() == b""
