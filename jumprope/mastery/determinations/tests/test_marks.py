"""What marks do to mastery, and what changes of marks and of common assessments do."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class, a_class, a_mark, a_teacher_of, an_assessment_type
from jumprope.learning.assessments.models import Assessment, CommonAssessment, Effect
from jumprope.learning.assessments.writes import PlaceToGive, give_in_sections
from jumprope.learning.units.factories import a_unit
from jumprope.mastery.determinations import reads, writes
from jumprope.mastery.determinations.models import DeterminationChange
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.policies.models import Scale
from jumprope.platform.tenancy.models import Tenant
from tests.outcomes import refused, statements


@pytest.fixture
def marked(room: Class) -> Class:
    """The class, whose first student has a 4, and then an M."""
    give(room, 4)
    give(room, None, mark="M", assessment=room.another_assessment(due_on=date(2026, 10, 2)))
    return room


def test_a_mark_may_count_as_the_lowest_score_and_says_so(marked: Class, operator: Viewer) -> None:
    assert mastery(marked).value == 4
    writes.change_mark(viewer=operator, mark_id=a_mark("M").pk, effect=Effect.LOWEST)
    assert mastery(marked).value == Decimal("1.4")
    marks = [(part["mark"], part["value"], part["counted"]) for part in explained(marked)]
    assert marks == [(None, "4", True), ("M", "0", True)]
    assert explained(marked)[1]["remark"] == "The mark M counts as 0, the lowest score of the scale."
    assert reads.drift([marked.section.pk]) == []


def explained(room: Class) -> list[dict[str, object]]:
    evidence: list[dict[str, object]] = mastery(room).explanation["evidence"]
    return evidence


def test_an_excuse_that_was_a_zero_counts_no_more(marked: Class, operator: Viewer) -> None:
    for effect, value, reason in (
        (Effect.LOWEST, Decimal("1.4"), None),
        (Effect.EXCUSED, 4, "excused"),
        (Effect.NOT_COUNTED, 4, "no_number"),
    ):
        writes.change_mark(viewer=operator, mark_id=a_mark("M").pk, effect=effect)
        assert (mastery(marked).value, explained(marked)[1]["reason"]) == (value, reason)


@pytest.mark.usefixtures("marked")
def test_another_name_or_alert_changes_no_mastery(operator: Viewer) -> None:
    before = DeterminationChange.objects.count()
    mark = a_mark("M")
    writes.change_mark(viewer=operator, mark_id=mark.pk, name=" Not handed in ", raises_alert=False)
    mark.refresh_from_db()
    assert (mark.name, mark.raises_alert, mark.effect) == ("Not handed in", False, Effect.NOT_COUNTED)
    writes.change_mark(viewer=operator, mark_id=mark.pk, effect=Effect.NOT_COUNTED)
    assert DeterminationChange.objects.count() == before == 2


def test_marks_of_others_are_not_changed(marked: Class, operator: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_mark("M").pk
    for key in (foreign, 10**9):
        with refused(("not_found", "mark_id")):
            writes.change_mark(viewer=operator, mark_id=key, effect=Effect.LOWEST)
    with refused(("not_found", None)):
        writes.change_mark(viewer=marked.teacher, mark_id=a_mark("M").pk, effect=Effect.LOWEST)
    with refused(("value_invalid", "effect")):
        writes.change_mark(viewer=operator, mark_id=a_mark("M").pk, effect="zero")


def test_a_mark_takes_one_more_statement_however_many_there_are(scale: Scale) -> None:  # noqa: ARG001
    give(a_class(), 1)  # the tenant's first event takes one more
    counted = []
    for students in (1, 20):
        room = a_class(students=students, standards=5)
        numbers, marks = room.another_assessment(), room.assessment
        size = students * 5
        counted.append(
            (
                statements(partial(give, room, *[3] * size, assessment=numbers)),
                statements(partial(give, room, *[None] * size, mark="M", assessment=marks)),
            )
        )
    # Of the marks only the scores are new, which takes four less than where mastery is new too, and one more.
    assert counted == [(30, 27)] * 2


@pytest.fixture
def both(room: Class, operator: Viewer) -> tuple[Class, Class]:
    """Two classes with one common assessment; in each the first student has a 4 in it, and a 0 before."""
    other = a_class()
    other.standards = room.standards
    given = give_in_sections(
        viewer=operator,
        assessment_id=room.assessment.pk,
        places=[PlaceToGive(section_id=other.section.pk, due_on=date(2026, 10, 9))],
    )
    other.assessment = Assessment.objects.get(pk=given.assessment_ids[0])
    room.assessment.refresh_from_db()
    for each in (room, other):
        give(each, 0, assessment=each.another_assessment(due_on=date(2026, 9, 1)))
        give(each, 4)
    return room, other


def test_a_common_assessment_is_changed_in_all_its_sections(
    both: tuple[Class, Class], operator: Viewer
) -> None:
    assert [mastery(room).value for room in both] == [Decimal("2.6")] * 2
    common, kind = CommonAssessment.objects.get().pk, an_assessment_type()
    writes.change_common_assessment(
        viewer=operator, common_assessment_id=common, title="Moons", weight=Decimal(0), type_id=kind.pk
    )
    assert [mastery(room).value for room in both] == [0, 0]
    for room in both:
        room.assessment.refresh_from_db()
        assert (room.assessment.title, room.assessment.weight) == ("Moons", Decimal(0))
        assert room.assessment.type_id == kind.pk
        assert reads.drift([room.section.pk]) == []


def test_another_title_changes_no_mastery(both: tuple[Class, Class], operator: Viewer) -> None:
    before = DeterminationChange.objects.count()
    key = CommonAssessment.objects.get().pk
    writes.change_common_assessment(viewer=operator, common_assessment_id=key, description="All of them.")
    assert DeterminationChange.objects.count() == before
    assert {room.assessment.pk for room in both} == set(
        Assessment.objects.filter(description="All of them.").values_list("pk", flat=True)
    )


def test_who_does_not_plan_for_all_its_sections_does_not_change_it(
    both: tuple[Class, Class], other_tenant: Tenant, operator: Viewer
) -> None:
    key = CommonAssessment.objects.get().pk
    with tenant_scope(other_tenant.pk):
        foreign = CommonAssessment.objects.create(title="Theirs").pk
    for viewer in (both[0].teacher, a_teacher_of(both[1].section, Role.CO_TEACHER)):
        for each in (key, foreign, 10**9):
            with refused(("not_found", "common_assessment_id")):
                writes.change_common_assessment(viewer=viewer, common_assessment_id=each, title="Mine")
    with refused(("value_invalid", "weight"), ("not_found", "type_id")):
        writes.change_common_assessment(
            viewer=operator, common_assessment_id=key, weight=Decimal(-1), type_id=10**9
        )


def test_what_is_common_is_not_changed_in_one_section(both: tuple[Class, Class]) -> None:
    room = both[0]
    with refused(("assessment_is_common", "title"), ("assessment_is_common", "weight")):
        writes.change_assessment(
            viewer=room.teacher, assessment_id=room.assessment.pk, title="Mine", weight=Decimal(2)
        )
    unit = a_unit(section=room.section)
    writes.change_assessment(
        viewer=room.teacher,
        assessment_id=room.assessment.pk,
        unit_id=unit.pk,
        assigned_on=date(2026, 9, 1),
    )
    room.assessment.refresh_from_db()
    assert (room.assessment.unit_id, room.assessment.assigned_on) == (unit.pk, date(2026, 9, 1))
    elsewhere = a_unit().pk
    with refused(("not_found", "unit_id"), ("assigned_after_due", "assigned_on")):
        writes.change_assessment(
            viewer=room.teacher,
            assessment_id=room.assessment.pk,
            unit_id=elsewhere,
            assigned_on=date(2027, 9, 1),
        )
