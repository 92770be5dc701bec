"""Opening a gradebook and saving into it, as the API does it."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from graphplan import ids
from jumprope.learning.assessments.factories import DUE_ON, Class, a_class
from jumprope.learning.assessments.models import Score
from jumprope.mastery.determinations.tests.gradebooks import give
from tests.fixtures import Ask
from tests.outcomes import statements

GRADEBOOK = """
query ($section: ID!) {
  section(id: $section) {
    name
    enrolments { student { id givenName familyName } }
    assessments {
      id title dueOn weight
      alignedStandards { standard { id code } }
      scores { studentId standardId value mark { code } comment revision }
    }
    determinations {
      studentId standardId value
      level { name colour } overrideLevel { name } effectiveLevel { name } overrideReason
    }
  }
}
"""

SAVE = """
mutation ($input: SaveScoresInput!) {
  saveScores(input: $input) {
    errors { code field message }
    scores { studentId value mark { code } comment revision }
    determinations { value level { name } explanation { lines { expression } } }
  }
}
"""


def cell(room: Class, value: str | None, **changes: Any) -> dict[str, Any]:
    """A cell of the first student on the first standard, as a client sends it."""
    sent = {
        "studentId": ids.encode("Student", room.students[0].pk),
        "standardId": ids.encode("Standard", room.standards[0].pk),
        "value": value,
    }
    return sent | changes


def save(ask: Ask, room: Class, *cells: dict[str, Any], **changes: Any) -> Any:
    told = {"assessmentId": ids.encode("Assessment", room.assessment.pk), "cells": list(cells)}
    return ask(room.teacher, SAVE, input=told | changes)["saveScores"]


def a_gradebook(students: int, *, assessments: int, standards: int = 2) -> Class:
    """A class in which everyone has a score in every cell."""
    room = a_class(students=students, standards=standards)
    occasions = [
        room.another_assessment(due_on=DUE_ON + timedelta(days=day)) for day in range(assessments - 1)
    ]
    for occasion in [room.assessment, *occasions]:
        give(room, *([3] * students * standards), assessment=occasion)
    return room


def open_gradebook(ask: Ask, room: Class) -> Any:
    return ask(room.teacher, GRADEBOOK, section=ids.encode("Section", room.section.pk))["section"]


def test_a_gradebook_shows_everything_at_once(ask: Ask, room: Class) -> None:
    give(room, 2, None, 4, 3, comment="Nearly.")
    give(room, None, mark="EX", assessment=room.another_assessment(title="Moons"))
    shown = open_gradebook(ask, room)
    first, second = (ids.encode("Student", student.pk) for student in room.students)
    assert [one["student"]["id"] for one in shown["enrolments"]] == [first, second]
    orbits, moons = shown["assessments"]
    assert (orbits["title"], moons["title"]) == (room.assessment.title, "Moons")
    assert orbits["weight"] == "1"
    assert [one["standard"]["id"] for one in orbits["alignedStandards"]] == [
        ids.encode("Standard", standard.pk) for standard in room.standards
    ]
    assert [(score["studentId"], score["value"], score["mark"]) for score in orbits["scores"]] == [
        (first, "2", None),
        (first, None, None),
        (second, "4", None),
        (second, "3", None),
    ]
    assert [(score["value"], score["mark"], score["revision"]) for score in moons["scores"]] == [
        (None, {"code": "EX"}, 1)
    ]
    assert shown["determinations"][0]["level"] == {"name": "Developing", "colour": "#b26a00"}
    assert [one["effectiveLevel"] for one in shown["determinations"]] == [
        {"name": "Developing"},
        None,
        {"name": "Extending"},
        {"name": "Proficient"},
    ]


@pytest.mark.usefixtures("scale")
def test_opening_a_gradebook_takes_nine_statements_for_any_number_of_students(ask: Ask) -> None:
    small, large = a_gradebook(10, assessments=3), a_gradebook(120, assessments=3)
    for room in (small, large):  # with session, account and roles these are twelve
        assert statements(partial(open_gradebook, ask, room)) == 9
    assert len(open_gradebook(ask, large)["determinations"]) == 240


def test_a_saved_score_comes_back_with_the_mastery_that_follows(ask: Ask, room: Class) -> None:
    give(room, 2)
    later = room.another_assessment(due_on=date(2026, 10, 8))
    saved = save(ask, room, cell(room, "4"), assessmentId=ids.encode("Assessment", later.pk))
    assert saved["errors"] == []
    assert saved["scores"] == [
        {
            "studentId": ids.encode("Student", room.students[0].pk),
            "value": "4",
            "mark": None,
            "comment": "",
            "revision": 1,
        }
    ]
    [determination] = saved["determinations"]
    assert (determination["value"], determination["level"]) == ("3.3", {"name": "Proficient"})
    assert [line["expression"] for line in determination["explanation"]["lines"]] == [
        "2",
        "0.35 * average_1 + 0.65 * 4",
        "round(average_2, 2)",
    ]


def test_a_refused_save_says_which_cell_and_why(ask: Ask, room: Class) -> None:
    give(room, 2)
    refused = save(
        ask,
        room,
        cell(room, "9", expectedRevision=7),
        cell(room, None, standardId="Standard:0", mark="M"),
    )
    assert (refused["scores"], refused["determinations"]) == (None, None)
    assert [(error["code"], error["field"]) for error in refused["errors"]] == [
        ("score_off_scale", "cells.0.value"),
        ("score_changed_meanwhile", "cells.0.expectedRevision"),
        ("standard_not_aligned", "cells.1.standardId"),
    ]
    assert "revision 1 by now" in refused["errors"][1]["message"]
    assert Score.objects.get().value == 2


def test_an_identifier_of_another_kind_is_not_found(ask: Ask, room: Class) -> None:
    refused = save(ask, room, cell(room, "3", studentId="Section:1"))
    assert [(error["code"], error["field"]) for error in refused["errors"]] == [
        ("not_found", "cells.0.studentId")
    ]


def test_a_repeated_save_is_answered_again(ask: Ask, room: Class) -> None:
    first = save(ask, room, cell(room, "3"), idempotencyKey="a-key")
    assert save(ask, room, cell(room, "3"), idempotencyKey="a-key") == first
    assert Score.objects.get().revision == 1
