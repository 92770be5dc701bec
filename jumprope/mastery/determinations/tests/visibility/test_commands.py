"""Who of the village may write into the gradebook of one section; to all others it looks absent."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.tests.visibility.gradebooks import Gradebooks
from jumprope.mastery.policies.factories import the_level
from tests.outcomes import every_row

RUNS_OAK = {"tenant admin", "principal of Oak", "principal of both"}

Try = Callable[[Gradebooks, Viewer], object]


def plan(books: Gradebooks, viewer: Viewer) -> object:
    section = books.village.sections["maths"]
    return assessments.plan_assessment(
        viewer=viewer,
        section_id=section.pk,
        title="Angles",
        due_on=section.term.ends_on,
        standard_ids=[books.standard.pk],
    )


def change(books: Gradebooks, viewer: Viewer) -> object:
    return writes.change_assessment(
        viewer=viewer, assessment_id=books.assessments["maths"].pk, weight=Decimal(2)
    )


def record(books: Gradebooks, viewer: Viewer) -> object:
    cell = assessments.Cell(
        student_id=books.village.students["Ada"].pk,
        standard_id=books.standard.pk,
        value=Decimal(1),
        expected_revision=1,
    )
    return writes.record_scores(viewer=viewer, assessment_id=books.assessments["maths"].pk, cells=[cell])


def place(books: Gradebooks) -> dict[str, Any]:
    return {
        "section_id": books.village.sections["maths"].pk,
        "student_id": books.village.students["Ada"].pk,
        "standard_id": books.standard.pk,
    }


def override(books: Gradebooks, viewer: Viewer) -> object:
    level = the_level(books.scales[0], "Extending")
    return writes.override(viewer=viewer, level_id=level.pk, reason="Drew it.", **place(books))


def govern(books: Gradebooks, viewer: Viewer) -> object:
    return writes.set_policy(
        viewer=viewer,
        section_id=books.village.sections["maths"].pk,
        scale_id=books.scales[0].pk,
        calculation_type="latest",
    )


@pytest.mark.parametrize(
    ("attempt", "allowed"),
    [
        (plan, RUNS_OAK | {"teacher", "co-teacher"}),
        (change, RUNS_OAK | {"teacher", "co-teacher"}),
        (record, RUNS_OAK | {"teacher", "co-teacher"}),
        (override, RUNS_OAK | {"teacher"}),
        (govern, RUNS_OAK),
    ],
)
def test_these_may_and_to_all_others_nothing_is_there(
    books: Gradebooks, attempt: Try, allowed: set[str]
) -> None:
    before = every_row()
    for name in books.village.accounts.keys() - allowed:
        with pytest.raises(Refused) as refusal:
            attempt(books, books.village.viewer(name))
        assert [problem.code for problem in refusal.value.problems] == ["not_found"], name
    assert every_row() == before


@pytest.mark.parametrize(
    ("attempt", "names"),
    [
        (plan, RUNS_OAK | {"teacher", "co-teacher"}),
        (change, RUNS_OAK | {"teacher", "co-teacher"}),
        (override, RUNS_OAK | {"teacher"}),
        (govern, RUNS_OAK),
    ],
)
def test_who_may_does(books: Gradebooks, attempt: Try, names: set[str]) -> None:
    for name in sorted(names):
        before = every_row()
        attempt(books, books.village.viewer(name))
        assert every_row() != before, name


@pytest.mark.parametrize("name", sorted(RUNS_OAK | {"teacher", "co-teacher"}))
def test_who_may_record_does(books: Gradebooks, name: str) -> None:
    record(books, books.village.viewer(name))
    score = books.scores[0]
    score.refresh_from_db()
    assert (score.value, score.recorded_by) == (Decimal(1), books.village.accounts[name])
