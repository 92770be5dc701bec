"""The board's rules, what the desk is told from outside, signatures, and the picture."""

import hmac
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from jumprope.operations.opsdesk.rules.board import COLOURS, flags, release_notes
from jumprope.operations.opsdesk.rules.charts import OPEN, OVERDUE, _lines, burn_down_picture
from jumprope.operations.opsdesk.rules.configuration import NEEDED, Unusable, configuration
from jumprope.operations.opsdesk.rules.signatures import signed
from jumprope.operations.opsdesk.rules.sla import Day

TODAY = date(2026, 9, 10)
TOLD = dict.fromkeys(NEEDED, "x") | {"OPSDESK_JIRA_URL": "https://example.atlassian.net/"}


def issue(kind: str, **fields: Any) -> dict[str, Any]:
    return {"key": "SEC-1", "fields": {"issuetype": {"name": kind}, "summary": kind} | fields}


@pytest.mark.parametrize(
    ("kind", "fields", "codes"),
    [
        ("Story", {}, ["design_document_missing"]),
        ("Story", {COLOURS.design_document: "https://example.org/design"}, []),
        ("Bug", {}, ["customer_missing"]),
        ("Bug", {COLOURS.customer: "Maple County"}, []),
        ("Task", {"duedate": "2026-09-09"}, ["overdue"]),
        ("Task", {"duedate": "2026-09-10"}, []),
        ("Improvement", {"issuetype": None, "duedate": None}, []),
    ],
)
def test_what_breaks_the_rules_of_the_board(kind: str, fields: dict[str, Any], codes: list[str]) -> None:
    assert [flag.code for flag in flags([issue(kind, **fields)], COLOURS, TODAY)] == codes


def test_how_late_work_is_is_said_in_days() -> None:
    found = flags([issue("Task", duedate=f"2026-09-0{day}") for day in (9, 7)], COLOURS, TODAY)
    assert [flag.sentence.split(" for ")[1] for flag in found] == ["1 day", "3 days"]
    assert found[0].colour == "blue"


def test_release_notes_go_by_colour() -> None:
    lines = release_notes([issue("Bug"), issue("Story"), issue("Epic")], COLOURS)
    assert lines == ["## New", "", "- Story (SEC-1)", "", "## Mended", "", "- Bug (SEC-1)", ""]


def test_what_is_missing_is_named_and_no_secret_is_shown() -> None:
    with pytest.raises(Unusable, match="OPSDESK_JIRA_TOKEN"):
        configuration({name: value for name, value in TOLD.items() if name != "OPSDESK_JIRA_TOKEN"})
    said = configuration(TOLD | {"OPSDESK_JIRA_TOKEN": "hush", "OPSDESK_WEBHOOK_SECRET": "hush"})
    assert "hush" not in repr(said)
    assert said.jira_url == "https://example.atlassian.net"
    assert said.sources == ("inspector", "opscenter")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"OPSDESK_JIRA_URL": "http://example.org"}, "https://"),
        ({"OPSDESK_JIRA_URL": "https://desk:token@example.org"}, "the name of the site"),
        ({"OPSDESK_JIRA_URL": "https://example.org/?a=b"}, "the name of the site"),
        ({"OPSDESK_JIRA_URL": "https://"}, "the name of the site"),
        ({"OPSDESK_JIRA_PROJECT": "../x"}, "key of a project"),
        ({"OPSDESK_JIRA_PROJECT": 'A" OR 1=1'}, "key of a project"),
        ({"OPSDESK_SOURCES": "guardduty"}, "guardduty"),
        ({"OPSDESK_COLOURS": "{"}, "OPSDESK_COLOURS"),
        ({"OPSDESK_COLOURS": '{"pink": "Bug"}'}, "OPSDESK_COLOURS"),
    ],
)
def test_what_cannot_be_used_is_refused(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(Unusable, match=sentence):
        configuration(TOLD | changes)


def test_the_colours_are_the_customers_unless_told() -> None:
    told = configuration(TOLD | {"OPSDESK_COLOURS": '{"blue": "Chore"}', "OPSDESK_SOURCES": "inspector"})
    assert (told.colours.of("Chore"), told.colours.of("Bug"), told.colours.of("Task")) == ("blue", "red", "")
    assert told.sources == ("inspector",)


def test_a_signature_is_of_the_very_bytes() -> None:
    right = "sha256=" + hmac.new(b"secret", b"{}", "sha256").hexdigest()
    assert signed(b"{}", right, "secret")
    assert not signed(b"{ }", right, "secret")
    assert not signed(b"{}", right, "another")
    assert not signed(b"{}", "sha256=", "")
    assert not signed(b"{}", "sha256=é", "secret")


SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_svg_and_says_what_it_shows() -> None:
    days = [Day(date(2026, 9, day), day, 1 if day in {4, 5} else 0) for day in range(1, 20)]
    root = ElementTree.fromstring(burn_down_picture(days, "Open <and> overdue"))  # noqa: S314 - our own
    assert root.findtext(f"{SVG}title") == "Open <and> overdue"
    columns = {path.get("fill"): path.get("d", "").count("z") for path in root.findall(f"{SVG}path")}
    assert (columns[OPEN], columns[OVERDUE]) == (19, 2)
    texts = [text.text for text in root.findall(f"{SVG}text")]
    assert texts[1:] == [
        "0",
        "5",
        "10",
        "15",
        "20",
        *(f"{n} Sep" for n in range(1, 20, 3)),
        "open",
        "overdue",
    ]


@pytest.mark.parametrize(
    ("most", "lines"),
    [(0, [0, 1]), (1, [0, 1]), (9, [0, 2, 4, 6, 8, 10]), (51, [0, 20, 40, 60]), (2000, range(0, 2001, 500))],
)
def test_a_picture_has_lines_at_even_counts(most: int, lines: Sequence[int]) -> None:
    assert _lines(most) == list(lines)
    assert burn_down_picture([Day(date(2026, 9, 1), most, 0)], "One day").count("<path") == len(lines) + 2


def test_a_picture_of_a_quarter_has_its_dates_two_weeks_apart() -> None:
    days = [Day(date(2026, 7, 1) + timedelta(days=number), 1, 0) for number in range(92)]
    assert ">1 Jul<" in (picture := burn_down_picture(days, "A quarter"))
    assert ">15 Jul<" in picture
    assert ">8 Jul<" not in picture
