"""A score's way from a teacher's hand to an explained gradebook, and to the family, through the doors of
the demo.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from jumprope.exchange.case.tests import samples
from jumprope.interfaces.cli.demo import story
from jumprope.interfaces.cli.demo.districts import CEDAR, MAPLE, PASSWORD
from jumprope.kit import clock
from tests.journeys.browser import Browser
from tests.once import made_once

MATHEMATICS = MAPLE.subjects[0]
HERE = replace(
    MAPLE,
    subjects=(replace(MATHEMATICS, groups=MATHEMATICS.groups[:2]),),
    group_size=4,
    so_far=6,
    staff=tuple(part for part in MAPLE.staff if not part.mail.startswith(("wanda", "henrik"))),
)
THERE = replace(CEDAR, group_size=2, so_far=3)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """Two small districts."""
    with made_once(django_db_blocker, tell):
        yield


def tell() -> None:
    """Their stories until today."""
    for district in (HERE, THERE):
        story.tell(district, clock.now().date(), lambda _further: None)


def signed_in(name: str) -> Browser:
    """The browser of someone of the demo: `teacher@maple`."""
    browser = Browser()
    assert browser.sign_in(f"{name}.example", PASSWORD).status_code == 303
    return browser


def gradebook(browser: Browser) -> Any:
    """The gradebook of the first of one's sections."""
    section = browser.run("about_me")["mySections"][0]["id"]
    return browser.run("gradebook", section=section)["section"]


def a_cell(section: Any) -> dict[str, Any]:
    """Where Juno's latest score stands, and at which revision."""
    juno = next(
        each["student"]["id"] for each in section["enrolments"] if each["student"]["givenName"] == "Juno"
    )
    cells = [
        {"assessment": assessment["id"], "student": juno, "standard": score["standardId"], "score": score}
        for assessment in section["assessments"]
        for score in assessment["scores"]
        if score["studentId"] == juno
    ]
    return cells[-1]


def mastery(browser: Browser, cell: dict[str, Any]) -> Any:
    """What is said of the cell's student on its standard."""
    student = browser.run("mastery_of_a_student", student=cell["student"])["student"]
    code = browser.ask("query Code($id: ID!) { standard(id: $id) { code } }", id=cell["standard"])[
        "standard"
    ]["code"]
    return next(each for each in student["determinations"] if each["standard"]["code"] == code)


def save(browser: Browser, cell: dict[str, Any], value: str, revision: int | None) -> Any:
    """Save the cell's score."""
    told = {"studentId": cell["student"], "standardId": cell["standard"], "value": value}
    cells = [told if revision is None else told | {"expectedRevision": revision}]
    return browser.run("save_scores", assessment=cell["assessment"], cells=cells)["saveScores"]


def test_a_teacher_changes_a_score_and_sees_the_arithmetic_change() -> None:
    teacher = signed_in("teacher@maple")
    cell = a_cell(gradebook(teacher))
    before = mastery(teacher, cell)
    value = "1" if Decimal(cell["score"]["value"]) == 4 else "4"

    saved = save(teacher, cell, value, cell["score"]["revision"])

    assert saved["errors"] == []
    after = mastery(teacher, cell)
    assert after["value"] != before["value"]
    assert any(value in line["expression"] for line in after["explanation"]["lines"])
    assert Decimal(after["explanation"]["lines"][-1]["value"]) == Decimal(after["value"])
    changes = [edge["node"]["value"] for edge in after["changes"]["edges"]]
    assert changes[:2] == [after["value"], before["value"]]
    assert a_cell(gradebook(teacher))["score"]["revision"] == cell["score"]["revision"] + 1


def test_of_two_teachers_who_save_at_once_the_second_is_told() -> None:
    teacher, co_teacher = signed_in("teacher@maple"), signed_in("co-teacher@maple")
    cell = a_cell(gradebook(teacher))

    assert save(teacher, cell, "2", cell["score"]["revision"])["errors"] == []
    conflict = save(co_teacher, cell, "3", cell["score"]["revision"])

    assert [error["code"] for error in conflict["errors"]] == ["score_changed_meanwhile"]
    assert conflict["scores"] is None
    assert Decimal(a_cell(gradebook(co_teacher))["score"]["value"]) == 2


@pytest.mark.parametrize("name", ["student@maple", "guardian@maple"])
def test_a_family_sees_its_own_child_and_changes_nothing(name: str) -> None:
    family = signed_in(name)

    section = gradebook(family)

    names = {each["student"]["givenName"] for each in section["enrolments"]}
    seen = {score["studentId"] for assessment in section["assessments"] for score in assessment["scores"]}
    assert names == {"Juno"}
    assert len(seen) == 1
    cell = a_cell(section)
    refused = save(family, cell, "4", cell["score"]["revision"])
    assert [error["code"] for error in refused["errors"]] == ["not_found"]
    assert a_cell(gradebook(family))["score"] == cell["score"]


def test_a_guardian_whose_records_are_restricted_sees_none() -> None:
    father = signed_in("other-guardian@maple")

    about = father.run("about_me")

    assert about["me"]["displayName"] == "Marcus Ravenel"
    assert (about["mySections"], about["myStudents"]) == ([], [])
    juno = a_cell(gradebook(signed_in("student@maple")))["student"]
    assert father.run("mastery_of_a_student", student=juno) == {"student": None}


def test_another_district_sees_nothing_of_this_one() -> None:
    cell = a_cell(gradebook(signed_in("teacher@maple")))
    elsewhere = signed_in("admin@cedar")

    assert elsewhere.run("mastery_of_a_student", student=cell["student"]) == {"student": None}
    refused = save(elsewhere, cell, "4", cell["score"]["revision"])
    assert [error["code"] for error in refused["errors"]] == ["not_found"]
    assert len(elsewhere.ask("{ frameworks { id } }")["frameworks"]) == 1


def test_a_standard_that_was_imported_is_assessed(tmp_path: Path) -> None:
    file = tmp_path / samples.FILE
    file.write_text(json.dumps(samples.package()))
    call_command("import_case", str(file), tenant=HERE.slug, stdout=StringIO())
    teacher = signed_in("teacher@maple")
    section = teacher.run("about_me")["mySections"][0]["id"]
    standard = an_imported_standard(teacher)
    assessment = plan(teacher, section, standard)

    cell = a_cell(gradebook(teacher)) | {"assessment": assessment, "standard": standard}
    saved = save(teacher, cell, "3.5", None)

    assert saved["errors"] == []
    assert Decimal(mastery(teacher, cell)["value"]) == Decimal("3.5")


def test_a_whole_grid_comes_through_the_door_and_every_cell_is_answered() -> None:
    teacher = signed_in("teacher@maple")
    cell = a_cell(gradebook(teacher))
    absent = [
        {
            "studentId": f"Student:{10**9 + n}",
            "standardId": cell["standard"],
            "value": "3",
            "comment": "x" * 500,
        }
        for n in range(500)
    ]

    refused = teacher.run("save_scores", assessment=cell["assessment"], cells=absent)["saveScores"]

    assert {error["code"] for error in refused["errors"]} == {"student_not_enrolled"}
    assert len(refused["errors"]) == 500


def an_imported_standard(browser: Browser) -> str:
    """The identifier of a standard of the package."""
    query = "{ frameworks { standards { edges { node { id guid } } } } }"
    frameworks = browser.ask(query)["frameworks"]
    nodes = [edge["node"] for framework in frameworks for edge in framework["standards"]["edges"]]
    (found,) = (str(node["id"]) for node in nodes if node["guid"] == samples.guid(11))
    return found


def plan(browser: Browser, section: str, standard: str) -> str:
    """The identifier of an assessment that is planned now."""
    query = """mutation Plan($input: PlanAssessmentInput!) {
      planAssessment(input: $input) { errors { message } assessment { id } }
    }"""
    due_on = (clock.now().date() + timedelta(days=3)).isoformat()
    new = {"sectionId": section, "title": "First radishes", "dueOn": due_on, "standardIds": [standard]}
    planned = browser.ask(query, input=new)["planAssessment"]
    assert planned["errors"] == []
    return str(planned["assessment"]["id"])


def test_opening_a_gradebook_takes_at_most_eleven_statements() -> None:
    teacher = signed_in("teacher@maple")
    sections = [each["id"] for each in teacher.run("about_me")["mySections"]]

    def statements(section: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert teacher.run("gradebook", section=section)["section"]["determinations"]
        return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]

    assert {len(statements(section)) for section in sections} == {11}
