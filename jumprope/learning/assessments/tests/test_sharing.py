"""An assessment is given in several sections, and a unit is copied with its assessments."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Reach, Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.access import PLAN_ASSESSMENTS
from jumprope.learning.assessments.factories import (
    Class,
    a_class,
    a_score,
    a_teacher_of,
    an_assessment,
    an_assessment_type,
)
from jumprope.learning.assessments.models import Assessment, CommonAssessment, Score
from jumprope.learning.assessments.writes import AssessmentGiven, PlaceToGive
from jumprope.learning.standards.factories import a_standard
from jumprope.learning.units.access import PLAN_UNITS, READ_UNITS
from jumprope.learning.units.factories import a_unit
from jumprope.learning.units.models import Unit
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_grading_period, a_term
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from jumprope.school.rosters.factories import a_section_teacher
from jumprope.school.rosters.models import SectionTeacher
from tests.outcomes import refused, statements
from tests.visibility import seen_by

DUE_ON = date(2026, 11, 3)


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001 - it is in the tenant in scope
    """A class with an assessment on two standards."""
    return a_class()


def another_section(room: Class, **changes: Any) -> Section:
    """One more section of the class's teacher, who teaches it today, whenever its term begins."""
    section = a_section(course=room.section.course, **changes)
    member = SectionTeacher.objects.get(section=room.section).staff_member
    a_section_teacher(section=section, staff_member=member, starts_on=room.teacher.today)
    return section


def give(room: Class, *sections: Section | int, viewer: Viewer | None = None) -> AssessmentGiven:
    """The class's assessment is given in more sections."""
    keys = [section if isinstance(section, int) else section.pk for section in sections]
    places = [PlaceToGive(section_id=key, due_on=DUE_ON) for key in keys]
    return writes.give_in_sections(
        viewer=viewer or room.teacher, assessment_id=room.assessment.pk, places=places
    )


def standards_of(assessment: Assessment) -> list[int]:
    return list(assessment.aligned_standards.order_by("pk").values_list("standard_id", flat=True))


def test_what_is_given_elsewhere_is_the_same_but_for_its_date(room: Class) -> None:
    kind = an_assessment_type()
    Assessment.objects.update(type=kind, weight=Decimal("2.5"), description="Draw the orbits.")
    target = another_section(room)
    given = give(room, target)
    [copy] = Assessment.objects.filter(pk__in=given.assessment_ids)
    room.assessment.refresh_from_db()
    assert (copy.section_id, copy.due_on) == (target.pk, DUE_ON)
    assert standards_of(copy) == standards_of(room.assessment)
    common = CommonAssessment.objects.get()
    assert copy.common_id == room.assessment.common_id == common.pk == given.common_assessment_id
    for each in (copy, room.assessment, common):
        assert (each.type_id, each.weight, each.description) == (kind.pk, Decimal("2.5"), "Draw the orbits.")
        assert each.title == room.assessment.title


def test_it_can_be_given_further_from_any_of_its_assessments(room: Class) -> None:
    first = give(room, another_section(room))
    second = give(room, another_section(room))
    assert first.common_assessment_id == second.common_assessment_id
    assert Assessment.objects.filter(common=first.common_assessment_id).count() == 3


def test_in_one_section_it_is_given_once(room: Class) -> None:
    target, further = another_section(room), another_section(room)
    give(room, target)
    with refused(
        ("already_given", "places.0.section_id"),
        ("already_given", "places.1.section_id"),
        ("already_given", "places.3.section_id"),
    ):
        give(room, target, room.section, further, further)


def test_sections_and_assessments_of_others_look_absent(room: Class, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_section().pk
    others: list[Section | int] = [a_section(), foreign, 10**9]
    with refused(*(("not_found", f"places.{place}.section_id") for place in range(3))):
        give(room, *others)
    stranger, target = a_class().teacher, another_section(room)
    with refused(("not_found", "assessment_id")):
        give(room, target, viewer=stranger)
    with refused(("nothing_given", "places")):
        give(room)


def test_giving_in_many_sections_takes_no_more_statements(room: Class) -> None:
    give(room, another_section(room))
    counted = []
    for size in (1, 8):
        room.assessment = room.another_assessment()
        counted.append(statements(partial(give, room, *(another_section(room) for _ in range(size)))))
    assert counted == [19, 19]


def test_who_sees_one_of_its_assessments_sees_what_is_common(room: Class, other_tenant: Tenant) -> None:
    target = another_section(room)
    common = give(room, target).common_assessment_id
    with tenant_scope(other_tenant.pk):
        theirs = a_class()
        theirs.assessment.common = CommonAssessment.objects.create(title="Theirs")
        theirs.assessment.save()
    for viewer, seen in (
        (room.teacher, {common}),
        (a_teacher_of(target, Role.CO_TEACHER), {common}),
        (a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school), {common}),
        (a_teacher_of(a_section()), set()),
        (a_viewer(Role.INTEGRATION), set()),
    ):
        assert seen_by(viewer, "CommonAssessment") == {"CommonAssessment": seen}


def test_a_type_brings_its_weight_and_a_unit_is_one_of_the_section(room: Class) -> None:
    kind = an_assessment_type(default_weight=Decimal("0.5"))
    unit = a_unit(section=room.section)
    plan = partial(
        writes.plan_assessment,
        viewer=room.teacher,
        section_id=room.section.pk,
        title="Quiz",
        due_on=DUE_ON,
        standard_ids=[room.standards[0].pk],
        type_id=kind.pk,
    )
    made = plan(unit_id=unit.pk, assigned_on=DUE_ON, description="Two\nlines")
    quiz = Assessment.objects.get(pk=made.assessment_id)
    assert (quiz.weight, quiz.type_id, quiz.unit_id) == (Decimal("0.5"), kind.pk, unit.pk)
    assert (quiz.assigned_on, quiz.description) == (DUE_ON, "Two\nlines")
    assert Assessment.objects.get(pk=plan(weight=Decimal(0)).assessment_id).weight == 0
    retired = an_assessment_type(retired_at=clock.now()).pk
    after, elsewhere = DUE_ON + timedelta(days=1), a_unit().pk
    with refused(
        ("type_retired", "type_id"), ("not_found", "unit_id"), ("assigned_after_due", "assigned_on")
    ):
        plan(type_id=retired, unit_id=elsewhere, assigned_on=after)
    with refused(("not_found", "type_id")):
        plan(type_id=10**9)


def copied(room: Class, unit: Unit, section: Section, *, viewer: Viewer | None = None) -> writes.UnitCopied:
    return writes.copy_unit(
        viewer=viewer or room.teacher, unit_id=unit.pk, section_id=section.pk, with_assessments=True
    )


def next_years_section(room: Class) -> Section:
    """A section of the class's teacher in a term that begins 365 days later."""
    term = room.section.terms.get()
    later = timedelta(days=365)
    next_year = a_term(starts_on=term.starts_on + later, ends_on=term.ends_on + later)
    return another_section(room, terms=[next_year])


def test_a_unit_is_copied_with_its_standards_and_assessments(room: Class) -> None:
    unit = a_unit(section=room.section, standards=room.standards[::-1], starts_on=date(2026, 9, 1))
    room.assessment.unit = unit
    room.assessment.assigned_on = date(2026, 9, 2)
    room.assessment.save()
    a_score(assessment=room.assessment, student=room.students[0], standard=room.standards[0])
    made = copied(room, unit, next_years_section(room))
    copy = Unit.objects.get(pk=made.unit_id)
    assert (copy.title, copy.starts_on, copy.ends_on) == (unit.title, date(2027, 9, 1), None)
    taught = copy.standards.order_by("position").values_list("standard_id", flat=True)
    assert list(taught) == [standard.pk for standard in room.standards[::-1]]
    assessment = Assessment.objects.get(pk=made.assessment_ids[0])
    assert (assessment.unit_id, assessment.section_id) == (copy.pk, copy.section_id)
    assert assessment.assigned_on == date(2027, 9, 2)
    assert assessment.due_on == room.assessment.due_on + timedelta(days=365)
    assert standards_of(assessment) == standards_of(room.assessment)
    assert Score.objects.count() == 1


def test_what_was_retired_is_not_copied(room: Class) -> None:
    gone = a_standard(retired_at=clock.now())
    unit = a_unit(section=room.section, standards=[gone, room.standards[0]])
    an_assessment(section=room.section, unit=unit, standards=[gone])
    made = copied(room, unit, another_section(room))
    assert made.assessment_ids == []
    taught = Unit.objects.get(pk=made.unit_id).standards.values_list("standard_id", flat=True)
    assert list(taught) == [room.standards[0].pk]


def test_assessments_come_along_only_if_wanted(room: Class) -> None:
    unit = a_unit(section=room.section)
    an_assessment(section=room.section, unit=unit)
    made = writes.copy_unit(viewer=room.teacher, unit_id=unit.pk, section_id=another_section(room).pk)
    assert made.assessment_ids == []
    assert Assessment.objects.filter(unit=made.unit_id).count() == 0


def test_units_and_sections_of_others_are_not_copied(room: Class, other_tenant: Tenant) -> None:
    unit, target = a_unit(section=room.section), another_section(room)
    with tenant_scope(other_tenant.pk):
        foreign = a_unit()
    others, elsewhere = a_unit(), a_section()
    with refused(("not_found", "unit_id")):
        copied(room, foreign, target)
    with refused(("not_found", "unit_id")):
        copied(room, others, target)
    with refused(("not_found", "section_id")):
        copied(room, unit, elsewhere)
    with refused(("not_found", "section_id")):
        copied(room, unit, foreign.section)


def test_who_plans_units_but_no_assessments_of_a_section_copies_nothing_into_it(room: Class) -> None:
    unit, target = a_unit(section=room.section), another_section(room)
    teacher = room.teacher
    elsewhere = Viewer(
        tenant_id=teacher.tenant_id,
        account_id=teacher.account_id,
        now=teacher.now,
        today=teacher.today,
        reaches={
            (PLAN_UNITS.name, Reach.SECTION.value),
            (READ_UNITS.name, Reach.SECTION.value),
            (PLAN_ASSESSMENTS.name, Reach.SCHOOL.value),
        },
        schools={PLAN_ASSESSMENTS.name: ()},
    )
    with refused(("not_found", "section_id")):
        copied(room, unit, target, viewer=elsewhere)
    assert Unit.objects.get() == unit
    assert copied(room, unit, target).unit_id


def test_copying_a_large_unit_takes_no_more_statements(room: Class) -> None:
    counted = []
    copied(room, a_unit(section=room.section), another_section(room))
    for size in (1, 10):
        unit = a_unit(section=room.section, standards=[a_standard() for _ in range(size)])
        for _ in range(size):
            room.another_assessment(unit=unit)
        counted.append(statements(partial(copied, room, unit, another_section(room))))
    assert counted == [24, 24]


def test_nothing_is_given_or_copied_into_a_locked_period(room: Class) -> None:
    target = next_years_section(room)
    unit = a_unit(section=room.section)
    room.assessment.unit = unit
    room.assessment.save()
    copied_on = room.assessment.due_on + timedelta(days=365)
    for day in (DUE_ON, copied_on):
        a_grading_period(
            name="Quarter 1", starts_on=day, ends_on=day + timedelta(days=1), locks_on=room.teacher.today
        )
    with refused(("grading_period_locked", "places.0.due_on")):
        give(room, target)
    with refused(("grading_period_locked", "with_assessments")):
        copied(room, unit, target)
    assert writes.copy_unit(viewer=room.teacher, unit_id=unit.pk, section_id=target.pk).unit_id
    principal = a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school)
    assert give(room, target, viewer=principal).assessment_ids
    assert copied(room, unit, target, viewer=principal).assessment_ids
