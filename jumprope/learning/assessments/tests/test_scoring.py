"""Saving scores: what is refused and where, what is kept, and what is no change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, reads, writes
from jumprope.learning.assessments.factories import Class, a_class, a_mark, a_score
from jumprope.learning.assessments.models import Mark, Score, ScoreChange
from jumprope.learning.assessments.writes import Cell, Range
from jumprope.learning.assessments.writes.scoring import ScoreChangedMeanwhile
from jumprope.learning.standards.factories import a_standard
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.factories import a_student
from jumprope.school.rosters.factories import an_enrolment
from tests.outcomes import refused, statements

ZERO_TO_FOUR = Range(Decimal(0), Decimal(4))


@dataclass(frozen=True, kw_only=True)
class Saved(Answer):
    """The scores of the cells."""

    score_ids: list[int]


@command(access.RECORD_SCORES, event="test.saved")
def save(*, viewer: Viewer, assessment_id: int, cells: Sequence[Cell]) -> Saved:
    """A command of the least there can be around the two steps."""
    assessment = writes.lock_gradebook(
        rule=access.to_score(viewer),
        assessment_id=assessment_id,
        student_ids={cell["student_id"] for cell in cells},
    )
    ranges = dict.fromkeys(reads.aligned_standards(assessment_id), ZERO_TO_FOUR)
    return Saved(
        score_ids=writes.save_scores(viewer=viewer, assessment=assessment, cells=cells, ranges=ranges)
    )


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001
    """A class of two students on two standards."""
    return a_class()


def save_in(room: Class, *cells: Cell) -> Saved:
    return save(viewer=room.teacher, assessment_id=room.assessment.pk, cells=cells)


def the_score(room: Class) -> Score:
    """The score of the first student on the first standard."""
    return Score.objects.get(assessment=room.assessment, student=room.students[0], standard=room.standards[0])


def history(score: Score) -> list[tuple[Any, ...]]:
    return list(score.changes.order_by("revision").values_list("revision", "value", "mark__code", "comment"))


def test_cells_become_scores_with_their_history(room: Class) -> None:
    saved = save_in(room, *room.cells("3.5", None, 0, "2.25"))
    scores = {(score.student_id, score.standard_id): score for score in Score.objects.all()}
    first, second = (student.pk for student in room.students)
    one, two = (standard.pk for standard in room.standards)
    assert {pair: score.value for pair, score in scores.items()} == {
        (first, one): Decimal("3.5"),
        (second, one): 0,
        (second, two): Decimal("2.25"),
    }
    assert saved.score_ids == [scores[pair].pk for pair in [(first, one), (second, one), (second, two)]]
    for score in scores.values():
        assert history(score) == [(1, score.value, None, "")]
        assert (score.recorded_by_id, score.recorded_at) == (room.teacher.account_id, room.teacher.now)
        assert score.changes.get().recorded_by_id == room.teacher.account_id


def test_a_score_keeps_every_revision(room: Class) -> None:
    save_in(room, room.cell(2, comment="Nearly."))
    save_in(room, room.cell(3, expected_revision=1))
    save_in(room, room.cell(None, mark="EX", comment="Away.", expected_revision=2))
    save_in(room, room.cell(None, comment="", expected_revision=3))
    score = the_score(room)
    assert (score.revision, score.value, score.mark, score.comment) == (4, None, None, "")
    assert history(score) == [
        (1, 2, None, "Nearly."),
        (2, 3, None, "Nearly."),
        (3, None, "EX", "Away."),
        (4, None, None, ""),
    ]


def test_what_says_the_same_as_before_is_no_change(room: Class) -> None:
    first = save_in(room, room.cell("3.0", comment="Good."))
    again = save_in(room, room.cell("3.00", comment=" Good. ", expected_revision=1))
    assert again == first
    assert the_score(room).revision == ScoreChange.objects.count() == 1


def test_a_cell_that_was_empty_and_stays_so_makes_no_row(room: Class) -> None:
    assert save_in(room, room.cell(None), room.cell(1, standard=1)).score_ids == [Score.objects.get().pk]


@pytest.mark.parametrize("mark", ["M", "EX", " nya "])
def test_a_mark_stands_in_a_numbers_place(room: Class, mark: str) -> None:
    save_in(room, room.cell(None, mark=mark))
    score = the_score(room)
    assert score.mark is not None
    assert (score.value, score.mark.code) == (None, mark.strip().upper())


def test_a_retired_mark_stays_where_it_is_and_is_not_given_again(room: Class) -> None:
    save_in(room, room.cell(None, mark="INC"))
    Mark.objects.filter(code="INC").update(retired_at=room.teacher.now)
    save_in(room, room.cell(None, mark="INC", comment="Half of it.", expected_revision=1))
    assert the_score(room).comment == "Half of it."
    with refused(("mark_retired", "cells.0.mark")):
        save_in(room, room.cell(None, mark="INC", standard=1))


def test_the_mark_of_another_tenant_is_unknown(room: Class, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        a_mark("LATE")
    with refused(("mark_unknown", "cells.0.mark")):
        save_in(room, room.cell(None, mark="LATE"))


def test_a_revision_of_0_also_means_that_there_is_none(room: Class) -> None:
    assert save_in(room, room.cell(1, expected_revision=0)).score_ids


def test_a_student_who_has_left_the_section_can_still_be_scored(room: Class) -> None:
    enrolment = room.students[0].enrolments.get()
    enrolment.ends_on = room.teacher.today
    enrolment.save()
    assert save_in(room, room.cell(1)).score_ids


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("4.01", "score_off_scale"),
        ("-0.01", "score_off_scale"),
        ("3.001", "value_invalid"),
        ("NaN", "value_invalid"),
        ("sNaN", "value_invalid"),
        ("-Infinity", "value_invalid"),
        ("1e999999", "value_invalid"),
        ("12345.6", "value_invalid"),
    ],
)
def test_a_number_that_is_no_score_is_refused(room: Class, value: str, code: str) -> None:
    with refused((code, "cells.1.value")):
        save_in(room, room.cell(4), room.cell(value, standard=1))


@pytest.mark.parametrize("value", ["0", "4", "4.00", "-0"])
def test_the_ends_of_the_scale_are_scores(room: Class, value: str) -> None:
    save_in(room, room.cell(value))
    assert the_score(room).value == Decimal(value)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"mark": "M", "value": Decimal(3)}, ("number_and_mark", "cells.0.mark")),
        ({"mark": "late"}, ("mark_unknown", "cells.0.mark")),
        ({"comment": "x" * 1001}, ("value_too_long", "cells.0.comment")),
        ({"comment": "no\x00thing"}, ("value_unprintable", "cells.0.comment")),
        ({"comment": "half \ud83d"}, ("value_unprintable", "cells.0.comment")),
        ({"expected_revision": 1}, ("score_changed_meanwhile", "cells.0.expected_revision")),
        ({"expected_revision": -1}, ("score_changed_meanwhile", "cells.0.expected_revision")),
    ],
)
def test_a_cell_that_cannot_be_is_refused(
    room: Class, changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    with refused(problem):
        save_in(room, room.cell(None) | changes)  # type: ignore[arg-type]


def test_a_long_comment_in_any_script_is_kept(room: Class) -> None:
    comment = "🚀é漢" * 333
    save_in(room, room.cell(None, comment=comment))
    assert the_score(room).comment == comment


def test_a_comment_may_have_several_lines(room: Class) -> None:
    save_in(room, room.cell(None, comment=" Good start.\r\n\tCheck the units. "))
    assert the_score(room).comment == "Good start.\n\tCheck the units."


def test_students_who_were_never_in_the_section_are_refused(room: Class, other_tenant: Tenant) -> None:
    elsewhere = an_enrolment().student
    with tenant_scope(other_tenant.pk):
        foreign = a_student()
    strangers = [elsewhere.pk, foreign.pk, 10**9]
    with refused(*(("student_not_enrolled", f"cells.{place}.student_id") for place in range(3))):
        save_in(room, *(room.cell(3, student_id=key) for key in strangers))


def test_standards_that_are_not_assessed_are_refused(room: Class, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_standard().pk
    others = [a_standard().pk, foreign, 10**9]
    with refused(*(("standard_not_aligned", f"cells.{place}.standard_id") for place in range(3))):
        save_in(room, *(room.cell(3, standard_id=key) for key in others))


def test_one_score_is_named_once(room: Class) -> None:
    with refused(("cell_repeated", "cells.2")):
        save_in(room, room.cell(3), room.cell(3, standard=1), room.cell(2))


def test_every_stale_cell_is_told_with_its_revision_now(room: Class) -> None:
    for value in range(3):
        save_in(room, room.cell(value, expected_revision=value))
    stale = [
        room.cell(4, expected_revision=2),
        room.cell(4, standard=1),
        room.cell(4, student=1, expected_revision=1),
    ]
    with pytest.raises(ScoreChangedMeanwhile) as refusal:
        save_in(room, *stale)
    told = [(problem.field, problem.message.split(" (")[0]) for problem in refusal.value.problems]
    assert told == [
        ("cells.0.expected_revision", "This score is at revision 3 by now"),
        ("cells.2.expected_revision", "This score is at revision 0 by now"),
    ]


def test_all_is_looked_at_before_anything_is_saved(room: Class) -> None:
    stranger = a_student().pk
    with refused(
        ("student_not_enrolled", "cells.1.student_id"),
        ("score_off_scale", "cells.1.value"),
        ("value_too_long", "cells.2.comment"),
        ("score_changed_meanwhile", "cells.2.expected_revision"),
    ):
        save_in(
            room,
            room.cell(3),
            room.cell(5, student_id=stranger),
            room.cell(1, student=1, comment="x" * 1001, expected_revision=7),
        )


def test_one_to_500_cells_are_saved_at_once(room: Class) -> None:
    with refused(("nothing_given", "cells")):
        save_in(room)
    with refused(("too_many_given", "cells")):
        save_in(room, *[room.cell(1)] * 501)


def test_an_assessment_that_is_not_the_viewers_looks_absent(room: Class, other_tenant: Tenant) -> None:
    another = a_class()
    with tenant_scope(other_tenant.pk):
        foreign = a_class().assessment.pk
    for assessment in (another.assessment.pk, foreign, 10**9):
        with refused(("not_found", "assessment_id")):
            save(viewer=room.teacher, assessment_id=assessment, cells=[room.cell(3)])


def test_absent_and_forbidden_run_the_same_statements(room: Class) -> None:
    another = a_class().assessment.pk

    def try_to_save(assessment_id: int) -> None:
        with pytest.raises(NotFound):
            save(viewer=room.teacher, assessment_id=assessment_id, cells=[room.cell(3)])

    assert statements(partial(try_to_save, another)) == statements(partial(try_to_save, 10**9))


def test_the_number_of_statements_does_not_depend_on_the_number_of_cells(room: Class) -> None:
    save_in(room, room.cell(1))  # the tenant's first event takes one more
    first, again = set(), set()
    for students, standards in [(1, 1), (15, 2), (50, 10)]:
        room = a_class(students=students, standards=standards)
        size = students * standards
        first.add(statements(partial(save_in, room, *room.cells(*[1] * size))))
        again.add(statements(partial(save_in, room, *room.cells(*[2] * size, expected_revision=1))))
    assert len(first) == len(again) == 1
    assert first.pop() - again.pop() == 2  # what is new has to learn its keys


def test_evidence_comes_in_the_order_in_which_it_was_first_saved(room: Class) -> None:
    later, earlier = room.another_assessment(weight=0), room.assessment
    for assessment in (later, earlier):
        a_score(assessment=assessment, student=room.students[0], standard=room.standards[0])
    found = reads.evidence(section_ids=[room.section.pk])
    assert [each.assessment_id for each in found] == [later.pk, earlier.pk]
    assert [each.weight for each in found] == [Decimal(0), Decimal(1)]
