"""Who of the village may write into the gradebook of one section; to all others it looks absent."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.tests.visibility.gradebooks import Gradebooks
from jumprope.mastery.policies.factories import the_level
from jumprope.platform.audit.models import AuditEvent
from tests.outcomes import every_row

RUNS_OAK = {"tenant admin", "principal of Oak", "principal of both"}

Try = Callable[[Gradebooks, Viewer, int], object]
"""Someone tries something on a section or an assessment, by its key."""


def plan(books: Gradebooks, viewer: Viewer, section_id: int) -> object:
    return assessments.plan_assessment(
        viewer=viewer,
        section_id=section_id,
        title="Angles",
        due_on=viewer.today,
        standard_ids=[books.standard.pk],
    )


def change(_books: Gradebooks, viewer: Viewer, assessment_id: int) -> object:
    return writes.change_assessment(viewer=viewer, assessment_id=assessment_id, title=viewer.now.isoformat())


def record(books: Gradebooks, viewer: Viewer, assessment_id: int) -> object:
    cell = assessments.Cell(
        student_id=books.village.students["Ada"].pk,
        standard_id=books.standard.pk,
        value=Decimal(1),
        expected_revision=1,
    )
    return writes.record_scores(viewer=viewer, assessment_id=assessment_id, cells=[cell])


def override(books: Gradebooks, viewer: Viewer, section_id: int) -> object:
    return writes.override(
        viewer=viewer,
        section_id=section_id,
        student_id=books.village.students["Ada"].pk,
        standard_id=books.standard.pk,
        level_id=the_level(books.scales[0], "Extending").pk,
        reason=viewer.now.isoformat(),
        expected_revision=1,
    )


def govern(books: Gradebooks, viewer: Viewer, section_id: int) -> object:
    return writes.set_policy(
        viewer=viewer, section_id=section_id, scale_id=books.scales[0].pk, calculation_type="latest"
    )


ALLOWED: list[tuple[Try, set[str]]] = [
    (plan, RUNS_OAK | {"teacher", "co-teacher"}),
    (change, RUNS_OAK | {"teacher", "co-teacher"}),
    (record, RUNS_OAK | {"teacher", "co-teacher"}),
    (override, RUNS_OAK | {"teacher"}),
    (govern, RUNS_OAK),
]


def target(books: Gradebooks, attempt: Try, section: str) -> int:
    """The key of what is tried on, in the section of this name."""
    of_assessment = attempt in (change, record)
    return books.assessments[section].pk if of_assessment else books.village.sections[section].pk


def statements_of(refused: Callable[[], object]) -> list[str]:
    """The SQL of an attempt that is refused, without its values."""
    with CaptureQueriesContext(connection) as captured, pytest.raises(NotFound):
        refused()
    return [re.sub(r"'[^']*'|\b\d+\b|_x\d+", "?", query["sql"]) for query in captured]


@pytest.mark.parametrize(("attempt", "allowed"), ALLOWED)
def test_to_all_others_nothing_is_there(books: Gradebooks, attempt: Try, allowed: set[str]) -> None:
    maths, before = target(books, attempt, "maths"), every_row()
    for name in books.village.accounts.keys() - allowed:
        with pytest.raises(NotFound):
            attempt(books, books.village.viewer(name), maths)
    assert every_row() == before


@pytest.mark.parametrize(("attempt", "allowed"), ALLOWED)
def test_these_may(books: Gradebooks, attempt: Try, allowed: set[str]) -> None:
    for name in sorted(allowed):
        with transaction.atomic():
            attempt(books, books.village.viewer(name), target(books, attempt, "maths"))
            assert AuditEvent.objects.latest("position").account == books.village.accounts[name]
            transaction.set_rollback(True)  # the next one finds everything as it was


@pytest.mark.parametrize(
    ("attempt", "name"), [(each, "teacher") for each, _ in ALLOWED[:4]] + [(govern, "principal of Oak")]
)
def test_absent_and_forbidden_are_the_same_to_the_last_statement(
    books: Gradebooks, attempt: Try, name: str
) -> None:
    viewer = books.village.viewer(name)
    forbidden, absent = (
        statements_of(partial(attempt, books, viewer, key)) for key in (target(books, attempt, "art"), 10**9)
    )
    assert forbidden == absent
    assert any("SELECT" in sql for sql in forbidden)
