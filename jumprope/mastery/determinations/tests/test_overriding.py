"""What a teacher says in place of what was calculated."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class, a_class, a_teacher_of
from jumprope.mastery.determinations import reads, writes
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.tests.gradebooks import give, level_of, mastery
from jumprope.mastery.policies.factories import a_scale, the_level
from jumprope.mastery.policies.models import Scale
from jumprope.platform.accounts.models import Account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from tests.outcomes import refused, statements

REASON = "Explained it at the board."


def place(room: Class) -> dict[str, int]:
    return {
        "section_id": room.section.pk,
        "student_id": room.students[0].pk,
        "standard_id": room.standards[0].pk,
    }


def revision(room: Class) -> int:
    return reads.revision(reads.Key(**place(room)))


def override(
    room: Class,
    level: str = "Proficient",
    *,
    viewer: Viewer | None = None,
    reason: str = REASON,
    **changes: Any,
) -> None:
    """The teacher, or the viewer, overrides the first student's mastery of the first standard."""
    level_id = the_level(Scale.objects.order_by("pk")[0], level).pk
    writes.override(
        **{
            "viewer": viewer or room.teacher,
            "level_id": level_id,
            "reason": reason,
            "expected_revision": revision(room),
            **place(room),
            **changes,
        }
    )


def history(determination: Determination) -> list[tuple[Any, ...]]:
    return list(
        determination.changes.order_by("revision").values_list(
            "revision", "value", "level__name", "override_level__name", "override_reason"
        )
    )


def test_both_levels_are_kept_with_reason_and_author(room: Class) -> None:
    give(room, 1)
    override(room, reason=f"  {REASON} ")
    determination = mastery(room)
    assert (determination.value, level_of(determination)) == (Decimal(1), "Beginning")
    assert determination.override_level is not None
    assert (determination.override_level.name, determination.override_reason) == ("Proficient", REASON)
    assert determination.overridden_by_id == room.teacher.account_id
    assert history(determination) == [
        (1, 1, "Beginning", None, ""),
        (2, 1, "Beginning", "Proficient", REASON),
    ]
    assert AuditEvent.objects.order_by("-position")[0].event == "mastery.overridden"


def test_an_override_survives_what_is_calculated_later(room: Class) -> None:
    give(room, 1)
    override(room)
    give(room, 4, expected_revision=1)
    determination = mastery(room)
    assert (determination.value, level_of(determination)) == (Decimal(4), "Extending")
    assert determination.override_reason == REASON
    assert history(determination)[-1] == (3, 4, "Extending", "Proficient", REASON)


def test_saying_the_same_again_is_no_change(room: Class) -> None:
    give(room, 1)
    override(room)
    override(room)
    assert mastery(room).revision == 2


def test_a_cleared_override_lets_the_calculated_level_hold(room: Class) -> None:
    give(room, 1)
    override(room)
    answer = writes.clear_override(viewer=room.teacher, **place(room), expected_revision=revision(room))
    determination = mastery(room)
    assert answer.determination_id == determination.pk
    assert (determination.override_level_id, determination.overridden_by_id) == (None, None)
    assert history(determination)[-1] == (3, 1, "Beginning", None, "")


def test_there_has_to_be_an_override_to_clear(room: Class) -> None:
    give(room, 1)
    with refused(("not_overridden", None)):
        writes.clear_override(viewer=room.teacher, **place(room), expected_revision=revision(room))


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (" ", "value_missing"),
        ("x" * 1001, "value_too_long"),
        ("Look:\x07", "value_unprintable"),
    ],
)
def test_an_override_needs_a_reason_that_can_be_shown(room: Class, reason: str, code: str) -> None:
    give(room, 1)
    with refused((code, "reason")):
        override(room, reason=reason)


def test_a_reason_has_lines(room: Class) -> None:
    give(room, 1)
    override(room, reason="In talk:\r\nshe explained it.\r\n")
    assert mastery(room).override_reason == "In talk:\nshe explained it."


def test_a_level_that_is_not_given_here_is_refused(room: Class, scale: Scale) -> None:
    give(room, 1)
    another = a_scale()
    with refused(("level_of_another_scale", "level_id")):
        override(room, level_id=the_level(another, "Proficient").pk)
    with refused(("not_found", "level_id")):
        override(room, level_id=10**9)
    retired = the_level(scale, "Proficient")
    retired.retired_at = room.teacher.now
    retired.save()
    with refused(("level_retired", "level_id")):
        override(room)


def test_a_retired_level_is_still_shown_where_it_was_said(
    room: Class, operator: Viewer, scale: Scale
) -> None:
    give(room, 1)
    override(room)
    writes.retire_level(viewer=operator, level_id=the_level(scale, "Proficient").pk)
    assert mastery(room).override_level == the_level(scale, "Proficient")


def test_what_was_never_determined_cannot_be_overridden(room: Class) -> None:
    give(room, 1)
    with refused(("not_found", "standard_id")):
        override(room, standard_id=room.standards[1].pk)
    with refused(("not_found", "standard_id")):
        override(room, student_id=room.students[1].pk)


def test_who_administers_the_school_may_override(room: Class) -> None:
    give(room, 1)
    override(room, viewer=a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school))
    assert mastery(room).override_level_id


def test_a_co_teacher_records_and_does_not_override(room: Class) -> None:
    co_teacher = a_teacher_of(room.section, Role.CO_TEACHER)
    writes.record_scores(viewer=co_teacher, assessment_id=room.assessment.pk, cells=[room.cell(1)])
    with refused(("not_found", None)):
        override(room, viewer=co_teacher)
    # Who is a teacher elsewhere is still a co-teacher here.
    both = a_viewer(Role.TEACHER, account=Account.objects.get(pk=co_teacher.account_id))
    with refused(("not_found", "section_id")):
        override(room, viewer=both)


def test_a_stranger_finds_no_such_section_in_as_many_statements_as_for_one_that_is_absent(
    room: Class,
) -> None:
    give(room, 1)
    stranger = a_class().teacher

    def try_in(section_id: int) -> None:
        with pytest.raises(NotFound) as refusal:
            override(room, viewer=stranger, section_id=section_id)
        assert refusal.value.problems[0].field == "section_id"

    assert statements(partial(try_in, room.section.pk)) == statements(partial(try_in, 10**9))
    assert mastery(room).override_level_id is None
