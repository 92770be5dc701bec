"""Assessments and scores by standard are taken in, determine mastery, and are handed out again."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jumprope.exchange.oneroster.reads import DeliveryRefused, Tallies
from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.tests.deliveries import delivered
from jumprope.exchange.oneroster.tests.samples import GUID_1, GUID_2, gradebook
from jumprope.exchange.oneroster.writes import RosterImported, export_roster, import_roster
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import AlignedStandard, Assessment, AssessmentType, Score
from jumprope.learning.assessments.writes import begin_marks
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.platform.tenancy.models import Tenant
from tests.outcomes import every_row

pytestmark = pytest.mark.django_db


def prepare(viewer: Viewer) -> None:
    """A bank with two standards, a scale from 0 to 4, and the marks that every tenant begins with."""
    with tenant_scope(viewer.tenant_id):
        framework = a_framework()
        for guid in (GUID_1, GUID_2):
            a_standard(guid=guid, framework=framework)
        a_scale()
        begin_marks(viewer=viewer)


@pytest.fixture(autouse=True)
def _prepared(viewer: Viewer) -> None:
    prepare(viewer)


def taken(viewer: Viewer, path: Path, **changed: str) -> RosterImported:
    return import_roster(viewer=viewer, delivery=delivered(path, **gradebook(**changed)))


def of_gradebook(by_kind: Tallies) -> dict[str, tuple[int, ...]]:
    """How many rows were created, updated and unchanged."""
    return {
        kind: tuple(by_kind[kind][what] for what in ("created", "updated", "unchanged"))
        for kind in ("assessment_type", "assessment", "score")
    }


def test_scores_are_taken_in_and_determine_mastery(viewer: Viewer, tmp_path: Path) -> None:
    answer = taken(viewer, tmp_path / "a")
    assert of_gradebook(answer.by_kind) == {
        "assessment_type": (1, 0, 0),
        "assessment": (2, 0, 0),
        "score": (5, 0, 0),
    }
    assert answer.left_aside == {"lineItems": 1, "results": 1, "resultLearningObjectiveIds": 1}
    seeds = Assessment.objects.get(title="Seeds")
    assert (seeds.due_on, seeds.assigned_on) == (date(2026, 9, 4), date(2026, 8, 31))
    assert (seeds.description, seeds.type) == ("What grows?", AssessmentType.objects.get(name="Quizzes"))
    assert {each.standard.guid for each in AlignedStandard.objects.filter(assessment=seeds)} == {
        GUID_1,
        GUID_2,
    }
    said = {
        (one.assessment.title, one.student.given_name, one.standard.guid): (
            one.value,
            one.mark and one.mark.code,
        )
        for one in Score.objects.all()
    }
    assert said == {
        ("Seeds", "Ada", GUID_1): (Decimal(3), None),
        ("Seeds", "Ada", GUID_2): (Decimal(4), None),
        ("Seeds", "Bo", GUID_1): (None, "EX"),
        ("Soil", "Ada", GUID_1): (Decimal("2.5"), None),
        ("Soil", "Bo", GUID_1): (None, "M"),
    }
    mastery = Determination.objects.get(student__given_name="Ada", standard__guid=GUID_1)
    assert mastery.value == Decimal("2.68")


def test_a_second_time_nothing_changes(viewer: Viewer, tmp_path: Path) -> None:
    taken(viewer, tmp_path / "a")
    before = every_row()
    again = taken(viewer, tmp_path / "a")
    assert of_gradebook(again.by_kind) == {
        "assessment_type": (0, 0, 1),
        "assessment": (0, 0, 2),
        "score": (0, 0, 5),
    }
    after = every_row()
    for table in ("assessments.Score", "assessments.ScoreChange", "determinations.Determination"):
        assert after[table] == before[table]


def test_other_scores_and_days_determine_mastery_anew(viewer: Viewer, tmp_path: Path) -> None:
    taken(viewer, tmp_path / "a")
    files = gradebook()
    answer = taken(
        viewer,
        tmp_path / "b",
        lineItems=files["lineItems"].replace("2026-09-04", "2026-09-12"),
        resultLearningObjectiveIds=files["resultLearningObjectiveIds"].replace(
            f"{GUID_2},4", f"{GUID_2},3.5"
        ),
    )
    assert of_gradebook(answer.by_kind)["assessment"] == (0, 1, 1)
    assert of_gradebook(answer.by_kind)["score"] == (0, 1, 4)
    mastery = {
        one.standard.guid: one.value for one in Determination.objects.filter(student__given_name="Ada")
    }
    assert mastery == {GUID_1: Decimal("2.83"), GUID_2: Decimal("3.50")}


@pytest.mark.parametrize("leaving", [False, True])
def test_no_score_is_ever_deleted(viewer: Viewer, tmp_path: Path, leaving: bool) -> None:
    taken(viewer, tmp_path / "a")
    gone = {
        name: text.replace(",,,", ",tobedeleted,,") if leaving else text.splitlines()[0] + "\n"
        for name, text in gradebook().items()
    }
    answer = taken(viewer, tmp_path / "b", **gone)
    assert all(tally["ended"] == 0 for tally in answer.by_kind.values())
    assert (Assessment.objects.count(), Score.objects.exclude(value=None, mark=None).count()) == (2, 5)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (f"{GUID_2},4", f"{GUID_2},5", ("resultLearningObjectiveIds.csv", 3, "value", "score_off_scale")),
        (
            f"result-1,case,{GUID_2}",
            f"result-3,case,{GUID_2}",
            ("resultLearningObjectiveIds.csv", 3, "standard_id", "standard_not_aligned"),
        ),
    ],
)
def test_what_the_gradebook_refuses_is_shown_in_the_file(
    viewer: Viewer, tmp_path: Path, before: str, after: str, problem: tuple[str, int, str, str]
) -> None:
    objectives = gradebook()["resultLearningObjectiveIds"]
    assert before in objectives
    delivery = delivered(
        tmp_path / "a", **gradebook(resultLearningObjectiveIds=objectives.replace(before, after))
    )
    rows = every_row()
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivery)
    assert [(each.file, each.line, each.field, each.code) for each in refusal.value.found] == [problem]
    assert every_row() == rows


def test_a_gradebook_comes_back_byte_for_byte(viewer: Viewer, tenant: Tenant, tmp_path: Path) -> None:
    taken(viewer, tmp_path / "a")
    export_roster(viewer=viewer, path=str(tmp_path / "first"))
    delivery = read(tmp_path / "first").delivery
    assert delivery is not None
    empty = a_tenant(slug="maple-copy", name=tenant.name)
    other = Viewer.operator(empty.pk, empty.time_zone)
    prepare(other)
    import_roster(viewer=other, delivery=delivery)
    export_roster(viewer=other, path=str(tmp_path / "second"))
    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("first", "second")
    )
    assert first == second
    assert delivery.files["resultLearningObjectiveIds"].rows == 5
    again = import_roster(viewer=viewer, delivery=delivery)
    assert of_gradebook(again.by_kind) == {
        "assessment_type": (0, 0, 1),
        "assessment": (0, 0, 2),
        "score": (0, 0, 5),
    }
