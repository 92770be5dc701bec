"""What the files of a gradebook say in the words of our tables, and what of it cannot be ours."""

from decimal import Decimal
from pathlib import Path

import pytest

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.marks import status_of
from jumprope.exchange.oneroster.rules.records import Result, ResultLearningObjective
from jumprope.exchange.oneroster.tests.arrived import said
from jumprope.exchange.oneroster.tests.samples import (
    GUID_1,
    GUID_2,
    district,
    gradebook,
    table,
)


def test_scores_arrive_by_assessment_student_and_standard(tmp_path: Path) -> None:
    rows, problems = said(tmp_path / "a", district(**gradebook()))
    assert problems == set()
    scores = {
        (one.assessment_id, one.student_id, one.standard_id): (one.value, one.mark)
        for one in rows[kept.Score].values()
        if isinstance(one, kept.Score)
    }
    assert scores == {
        ("item-1", "student-1", GUID_1): (Decimal(3), None),
        ("item-1", "student-1", GUID_2): (Decimal(4), None),
        ("item-1", "student-2", GUID_1): (None, "EX"),
        ("item-2", "student-1", GUID_1): (Decimal("2.5"), None),
        ("item-2", "student-2", GUID_1): (None, "M"),
    }
    assessments = {
        one.title: one.standard_ids
        for one in rows[kept.Assessment].values()
        if isinstance(one, kept.Assessment)
    }
    assert assessments == {"Seeds": (GUID_1, GUID_2), "Soil": (GUID_1,)}


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("lineItemLearningObjectiveIds", GUID_2, GUID_2[:-1] + "3", "unknown_reference"),
        ("lineItemLearningObjectiveIds", GUID_2, "soil", "unknown_reference"),
        ("resultLearningObjectiveIds", GUID_2, GUID_2[:-1] + "3", "unknown_reference"),
        ("lineItems", "Seeds", "S" * 201, "text_too_long"),
        ("results", "student-1", "teacher-1", "wrong_kind"),
    ],
)
def test_what_no_gradebook_takes(tmp_path: Path, file: str, before: str, after: str, problem: str) -> None:
    files = gradebook()
    files[file] = files[file].replace(before, after, 1)
    _, problems = said(tmp_path / "a", district(**files))
    assert {each.partition(" ")[2] for each in problems} == {problem}
    assert {each.partition(".")[0] for each in problems} == {file}


@pytest.mark.parametrize(
    ("file", "before", "after", "score"),
    [
        ("resultLearningObjectiveIds", f"{GUID_1},3,", f"{GUID_1},,LATE", (None, "LATE")),
        ("resultLearningObjectiveIds", f"{GUID_1},3,", f"{GUID_1},3,LATE", (Decimal(3), None)),
        ("resultLearningObjectiveIds", f"{GUID_1},3,", f"{GUID_1},,B+", None),
        (
            "resultLearningObjectiveIds",
            f"ro-1,,,result-1,case,{GUID_1},3,\nro-2,,,result-1,case,{GUID_2},4,\n",
            "",
            None,
        ),
        (
            "results",
            "fully graded,,2026-09-05,,,,,,,",
            "submitted,,2026-09-05,,,,,true,,",
            (Decimal(3), None),
        ),
    ],
)
def test_what_a_result_says_of_a_standard(
    tmp_path: Path, file: str, before: str, after: str, score: tuple[Decimal | None, str | None] | None
) -> None:
    files = gradebook()
    assert before in files[file]
    rows, problems = said(tmp_path / "a", district(**{**files, file: files[file].replace(before, after, 1)}))
    assert problems == set()
    arrived = rows[kept.Score].get(joined("item-1", "student-1", GUID_1))
    assert (isinstance(arrived, kept.Score) and (arrived.value, arrived.mark)) == (score or False)


@pytest.mark.parametrize(
    ("status", "flags", "mark"),
    [
        ("exempt", ",,,,,,", "EX"),
        ("not submitted", ",,,,,,", "M"),
        ("submitted", ",,,,,,true", "M"),
        ("partially graded", ",,,,true,,", "INC"),
        ("fully graded", ",,,,,,", None),
    ],
)
def test_the_states_of_a_result_are_marks(tmp_path: Path, status: str, flags: str, mark: str | None) -> None:
    results = table(Result, f"r-1,,,item-2,student-1,{status},,2026-09-09,{flags}\n")
    rows, _ = said(
        tmp_path / "a",
        district(**gradebook(results=results, resultLearningObjectiveIds=table(ResultLearningObjective, ""))),
    )
    scores = [one.mark for one in rows.get(kept.Score, {}).values() if isinstance(one, kept.Score)]
    assert scores == ([mark] if mark else [])


@pytest.mark.parametrize(
    ("marks", "status"),
    [
        (set(), "fully graded"),
        ({"EX"}, "exempt"),
        ({"M"}, "not submitted"),
        ({"INC"}, "partially graded"),
        ({"LATE"}, "fully graded"),
        ({"EX", "M"}, "fully graded"),
    ],
)
def test_a_result_has_the_status_that_all_its_marks_say(marks: set[str], status: str) -> None:
    assert status_of(marks) == status
