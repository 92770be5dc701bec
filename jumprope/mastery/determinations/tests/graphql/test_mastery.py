"""Mastery, and what changes it besides scores, as the API shows it."""

from datetime import date
from typing import Any

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class
from jumprope.learning.assessments.models import Assessment, Score
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.policies.factories import the_level
from jumprope.mastery.policies.models import Policy, Scale
from jumprope.platform.permissions.factories import a_viewer
from tests.fixtures import Ask


def mastery_of_the_first_student(ask: Ask, room: Class, shown: str) -> Any:
    """What is shown of the one determination that there is."""
    document = f"query ($id: ID!) {{ student(id: $id) {{ determinations {{ {shown} }} }} }}"
    answer = ask(room.teacher, document, id=ids.encode("Student", room.students[0].pk))
    [determination] = answer["student"]["determinations"]
    return determination


def test_a_students_mastery_explains_itself(ask: Ask, room: Class) -> None:
    give(room, 3)
    excused = room.another_assessment()
    give(room, None, mark="EX", assessment=excused)
    shown = """explanation {
      type settings { percent n clip fallback minimumScores decimals } value why { code }
      evidence { key value weight position counted reason } lines { label expression value }
    }"""
    explanation = mastery_of_the_first_student(ask, room, shown)["explanation"]
    assert explanation["settings"] == {
        "percent": "65",
        "n": None,
        "clip": None,
        "fallback": None,
        "minimumScores": 1,
        "decimals": 2,
    }
    assert [list(part.values()) for part in explanation["evidence"]] == [
        [ids.encode("Assessment", room.assessment.pk), "3", "1", 1, True, None],
        [ids.encode("Assessment", excused.pk), None, "1", None, False, "EXCUSED"],
    ]
    assert [list(line.values()) for line in explanation["lines"]] == [
        ["average_1", "3", "3"],
        ["result", "round(average_1, 2)", "3"],
    ]
    assert (explanation["type"], explanation["value"], explanation["why"]) == ("DECAYING_AVERAGE", "3", None)


def test_without_a_number_mastery_says_why(ask: Ask, room: Class) -> None:
    give(room, None, mark="M")
    shown = mastery_of_the_first_student(
        ask, room, "value level { name } explanation { why { code sentence } }"
    )
    assert shown == {
        "value": None,
        "level": None,
        "explanation": {
            "why": {"code": "NO_SCORES", "sentence": "No score with a number counts yet."},
        },
    }


def test_mastery_tells_its_history(ask: Ask, room: Class) -> None:
    give(room, 3)
    give(room, 1, expected_revision=1)
    shown = """changes(first: 5) { edges { node {
      revision value level { name } changedBy { id } explanation { value evidence { value } }
    } } }"""
    changes = mastery_of_the_first_student(ask, room, shown)["changes"]
    told = [edge["node"] for edge in changes["edges"]]
    assert [one["explanation"] for one in told] == [
        {"value": "1", "evidence": [{"value": "1"}]},
        {"value": "3", "evidence": [{"value": "3"}]},
    ]
    assert [(one["revision"], one["value"], one["level"]["name"]) for one in told] == [
        (2, "1", "Beginning"),
        (1, "3", "Proficient"),
    ]


def test_scores_tell_their_history(ask: Ask, room: Class) -> None:
    give(room, 3, comment="Nearly.")
    give(room, None, mark="M", expected_revision=1)
    document = """query ($id: ID!) {
      score(id: $id) { changes(first: 5) { edges { node { revision value mark { code } comment } } } }
    }"""
    answer = ask(room.teacher, document, id=ids.encode("Score", Score.objects.get().pk))
    assert [list(edge["node"].values()) for edge in answer["score"]["changes"]["edges"]] == [
        [2, None, {"code": "M"}, "Nearly."],
        [1, "3", None, "Nearly."],
    ]


def test_an_override_is_said_and_taken_back(ask: Ask, room: Class, scale: Scale) -> None:
    give(room, 1)
    shown = "errors { code field } determination { effectiveLevel { name } level { name } overrideReason }"
    place = {
        "sectionId": ids.encode("Section", room.section.pk),
        "studentId": ids.encode("Student", room.students[0].pk),
        "standardId": ids.encode("Standard", room.standards[0].pk),
    }
    level = ids.encode("Level", the_level(scale, "Extending").pk)
    said = ask(
        room.teacher,
        f"mutation ($input: OverrideMasteryInput!) {{ overrideMastery(input: $input) {{ {shown} }} }}",
        input={**place, "levelId": level, "reason": "Built a sundial.", "expectedRevision": 1},
    )
    assert said["overrideMastery"] == {
        "errors": [],
        "determination": {
            "effectiveLevel": {"name": "Extending"},
            "level": {"name": "Beginning"},
            "overrideReason": "Built a sundial.",
        },
    }
    cleared = ask(
        room.teacher,
        f"mutation ($input: ClearOverrideInput!) {{ clearOverride(input: $input) {{ {shown} }} }}",
        input={**place, "expectedRevision": 2},
    )
    assert cleared["clearOverride"]["determination"]["effectiveLevel"] == {"name": "Beginning"}


def test_an_assessment_is_planned_and_changed(ask: Ask, room: Class) -> None:
    planned = ask(
        room.teacher,
        """mutation ($input: PlanAssessmentInput!) {
          planAssessment(input: $input) { errors { code } assessment { id title weight dueOn } }
        }""",
        input={
            "sectionId": ids.encode("Section", room.section.pk),
            "title": "Comets",
            "dueOn": "2026-11-30",
            "standardIds": [ids.encode("Standard", room.standards[0].pk)],
        },
    )["planAssessment"]
    assert planned["errors"] == []
    assert (planned["assessment"]["title"], planned["assessment"]["weight"]) == ("Comets", "1")
    changed = ask(
        room.teacher,
        """mutation ($input: ChangeAssessmentInput!) {
          changeAssessment(input: $input) { errors { code } assessment { title weight dueOn } }
        }""",
        input={"assessmentId": planned["assessment"]["id"], "weight": "0"},
    )["changeAssessment"]
    assert changed["assessment"] == {"title": "Comets", "weight": "0", "dueOn": "2026-11-30"}
    assert Assessment.objects.count() == 2


def test_a_scale_is_made_governed_by_and_loses_a_level(ask: Ask, room: Class) -> None:
    admin = a_viewer(Role.TENANT_ADMIN)
    give(room, 4)
    give(room, 1, assessment=room.another_assessment(due_on=date(2026, 10, 8)))
    made = ask(
        admin,
        """mutation ($input: MakeScaleInput!) {
          makeScale(input: $input) { errors { code } scale { id levels { id name } } }
        }""",
        input={
            "name": "Met or not",
            "lowest": "0",
            "highest": "4",
            "levels": [
                {"name": "Not yet", "threshold": "0", "colour": "#b3261e"},
                {"name": "Met", "threshold": "3", "colour": "#1b6e3c"},
            ],
        },
    )["makeScale"]
    assert [level["name"] for level in made["scale"]["levels"]] == ["Met", "Not yet"]
    governed = ask(
        admin,
        """mutation ($input: SetPolicyInput!) {
          setPolicy(input: $input) {
            errors { code field }
            policy { calculationType settings { n mastery clip } section { id } scale { name } }
          }
        }""",
        input={
            "sectionId": ids.encode("Section", room.section.pk),
            "scaleId": made["scale"]["id"],
            "calculationType": "MEAN_OF_BEST",
            "settings": {"n": 1, "clip": ["0", "4"]},
        },
    )["setPolicy"]
    assert governed["policy"] == {
        "calculationType": "MEAN_OF_BEST",
        "settings": {"n": 1, "mastery": None, "clip": ["0", "4"]},
        "section": {"id": ids.encode("Section", room.section.pk)},
        "scale": {"name": "Met or not"},
    }
    assert mastery(room).value == 4
    retired = ask(
        admin,
        "mutation ($input: RetireLevelInput!) { retireLevel(input: $input) { level { name retiredAt } } }",
        input={"levelId": made["scale"]["levels"][0]["id"]},
    )["retireLevel"]
    assert (retired["level"]["name"], retired["level"]["retiredAt"] is not None) == ("Met", True)
    assert mastery(room).level is not None
    assert mastery(room).level.name == "Not yet"  # type: ignore[union-attr]


def test_a_refused_setting_names_its_field(ask: Ask, room: Class, operator: Viewer) -> None:
    refused = ask(
        operator,
        """mutation ($input: SetPolicyInput!) {
          setPolicy(input: $input) { errors { code field } policy { id } }
        }""",
        input={
            "scaleId": ids.encode("Scale", Scale.objects.get().pk),
            "calculationType": "N_MASTERY",
            "settings": {"minimumScores": 1, "n": 3},
        },
    )["setPolicy"]
    assert refused == {"errors": [{"code": "setting_required", "field": "settings.mastery"}], "policy": None}
    assert not Policy.objects.exists()
    assert room.students


def test_scales_are_known_to_everyone(ask: Ask, scale: Scale) -> None:
    document = "{ scales { id name levels { name threshold } } policies(first: 1) { edges { node { id } } } }"
    answer = ask(a_viewer(Role.STUDENT), document)
    assert [one["id"] for one in answer["scales"]] == [ids.encode("Scale", scale.pk)]
    assert [level["name"] for level in answer["scales"][0]["levels"]] == [
        "Extending",
        "Proficient",
        "Developing",
        "Beginning",
    ]
    assert Determination.objects.count() == 0
