"""`jumprope mastery-preview` is a filter, and needs no database."""

import re

import pytest

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope

GOOD = b'{"calculation_type": "decaying_average", "settings": {"percent": 65}, "scores": [2, 3, 4]}\n'


def test_each_line_that_is_not_blank_is_answered(jumprope: JumpRope) -> None:
    ended = jumprope(
        "mastery-preview", given=GOOD + b"\n  \n" + b'{"calculation_type": "latest", "scores": [null]}'
    )
    assert ended.status == 0
    first, second = ended.output.splitlines()
    assert first == '{"value": 3.53}'
    assert second.startswith('{"value": null, "why": "')


@pytest.mark.parametrize("bad", [b"{", b"\xff", b'{"calculation_type": "divination", "scores": [1]}'])
def test_a_bad_line_is_answered_too_and_told_by_the_status(jumprope: JumpRope, bad: bytes) -> None:
    ended = jumprope("mastery-preview", given=bad + b"\n" + GOOD)
    assert ended.status == REFUSED
    first, second = ended.output.splitlines()
    assert first.startswith('{"error": "')
    assert second == '{"value": 3.53}'


def test_the_line_that_the_help_shows_can_be_asked(jumprope: JumpRope) -> None:
    told = "".join(jumprope("mastery-preview", "--help").output.split())
    (line,) = re.findall(r"forexample:(\{.*\})", told)
    ended = jumprope("mastery-preview", given=line.encode())
    assert (ended.status, ended.output) == (0, '{"value": 3.53}\n')


def test_nothing_in_nothing_out(jumprope: JumpRope) -> None:
    ended = jumprope("mastery-preview")
    assert (ended.status, ended.output, ended.complaint) == (0, "", "")
