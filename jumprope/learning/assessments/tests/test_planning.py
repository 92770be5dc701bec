"""Making assessments."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.factories import a_class, a_teacher_of
from jumprope.learning.assessments.models import AlignedStandard, Assessment
from jumprope.learning.assessments.writes import NewAssessment
from jumprope.learning.standards.factories import a_standard
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_grading_period
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from tests.outcomes import refused, statements

DUE_ON = date(2026, 11, 3)
A_DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("tenant")


def new(section: Section, *standard_ids: int, **changes: Any) -> NewAssessment:
    planned = NewAssessment(section_id=section.pk, title="Orbits", due_on=DUE_ON, standard_ids=standard_ids)
    planned.update(changes)  # type: ignore[typeddict-item]
    return planned


@pytest.fixture
def section() -> Section:
    """The section that is planned for."""
    return a_section()


@pytest.fixture
def teacher(section: Section) -> Viewer:
    """Its teacher."""
    return a_teacher_of(section)


@pytest.fixture
def standard() -> int:
    """A standard to align to."""
    return a_standard().pk


def test_an_assessment_is_planned_on_its_standards(section: Section, teacher: Viewer) -> None:
    standards = [a_standard().pk, a_standard().pk]
    planned = writes.plan_assessment(
        viewer=teacher, **new(section, *standards, title="  Orbits  ", weight=Decimal("0.5"))
    )
    assessment = Assessment.objects.get()
    assert assessment.pk == planned.assessment_id
    assert (assessment.section_id, assessment.title, assessment.due_on) == (section.pk, "Orbits", DUE_ON)
    assert assessment.weight == Decimal("0.5")
    assert list(assessment.aligned_standards.values_list("standard_id", flat=True)) == standards
    assert AuditEvent.objects.get().event == "assessment.planned"


def test_it_weighs_1_unless_something_else_is_said(section: Section, teacher: Viewer, standard: int) -> None:
    writes.plan_assessment(viewer=teacher, **new(section, standard))
    assert Assessment.objects.get().weight == 1


def test_a_standard_named_twice_is_aligned_once(section: Section, teacher: Viewer, standard: int) -> None:
    writes.plan_assessment(viewer=teacher, **new(section, standard, standard))
    assert AlignedStandard.objects.count() == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CO_TEACHER])
def test_everyone_who_teaches_the_section_may_plan(section: Section, role: Role, standard: int) -> None:
    writes.plan_assessment(viewer=a_teacher_of(section, role), **new(section, standard))
    assert Assessment.objects.exists()


def test_who_administers_the_school_may_plan(section: Section, standard: int) -> None:
    admin = a_viewer(Role.SCHOOL_ADMIN, school=section.course.school)
    writes.plan_assessment(viewer=admin, **new(section, standard))
    assert Assessment.objects.exists()


def test_another_teachers_section_looks_absent(section: Section, standard: int) -> None:
    stranger = a_teacher_of(a_section())
    with refused(("not_found", "section_id")):
        writes.plan_assessment(viewer=stranger, **new(section, standard))
    absent = new(section, standard, section_id=10**9)
    with refused(("not_found", "section_id")):
        writes.plan_assessment(viewer=stranger, **absent)


@pytest.mark.parametrize(
    "role", [Role.COUNSELLOR, Role.SUPPORT, Role.STUDENT, Role.GUARDIAN, Role.INTEGRATION]
)
def test_others_plan_nothing(section: Section, role: Role, standard: int) -> None:
    limit: dict[str, Any] = {"ends_at": clock.now() + timedelta(hours=1), "reason": "A broken page"}
    viewer = a_viewer(role, **limit if role is Role.SUPPORT else {})
    with refused(("not_found", None)):
        writes.plan_assessment(viewer=viewer, **new(section, standard))


def test_the_section_of_another_tenant_looks_absent(operator: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        theirs, standard = a_section(), a_standard().pk
    with refused(("not_found", "section_id"), ("not_found", "standard_ids.0")):
        writes.plan_assessment(viewer=operator, **new(theirs, standard))


def test_all_that_is_wrong_is_told_at_once(section: Section, teacher: Viewer) -> None:
    retired = a_standard(retired_at=clock.now()).pk
    with refused(
        ("value_missing", "title"),
        ("value_invalid", "weight"),
        ("not_found", "standard_ids.0"),
        ("standard_retired", "standard_ids.1"),
    ):
        writes.plan_assessment(
            viewer=teacher, **new(section, 10**9, retired, title=" ", weight=Decimal("-0.01"))
        )


@pytest.mark.parametrize("weight", ["0.001", "10000", "NaN", "Infinity", "1e999999"])
def test_a_weight_that_no_column_holds_is_refused(
    section: Section, teacher: Viewer, standard: int, weight: str
) -> None:
    with refused(("value_invalid", "weight")):
        writes.plan_assessment(viewer=teacher, **new(section, standard, weight=Decimal(weight)))


def test_an_assessment_needs_a_standard_and_has_at_most_50(section: Section, teacher: Viewer) -> None:
    with refused(("nothing_given", "standard_ids")):
        writes.plan_assessment(viewer=teacher, **new(section))
    with refused(("too_many_given", "standard_ids")):
        writes.plan_assessment(viewer=teacher, **new(section, *range(51)))


def test_many_are_planned_at_once_in_their_order(teacher: Viewer, section: Section) -> None:
    standards = [a_standard().pk for _ in range(3)]
    titles = [f"Quiz {number}" for number in range(20)]
    planned = writes.plan_assessments(
        viewer=teacher, assessments=[new(section, *standards, title=title) for title in titles]
    )
    found = Assessment.objects.in_bulk(planned.assessment_ids)
    assert [found[key].title for key in planned.assessment_ids] == titles
    assert AlignedStandard.objects.count() == 60


def test_of_many_none_is_planned_if_one_is_wrong(teacher: Viewer, section: Section, standard: int) -> None:
    elsewhere = a_section()
    with refused(("not_found", "assessments.1.section_id"), ("value_too_long", "assessments.2.title")):
        writes.plan_assessments(
            viewer=teacher,
            assessments=[
                new(section, standard),
                new(elsewhere, standard),
                new(section, standard, title="x" * 201),
            ],
        )


def test_nothing_is_planned_into_a_locked_grading_period(
    section: Section, teacher: Viewer, standard: int
) -> None:
    period = a_grading_period(starts_on=DUE_ON - A_DAY, ends_on=DUE_ON, locks_on=teacher.today)
    with refused(("grading_period_locked", "due_on")):
        writes.plan_assessment(viewer=teacher, **new(section, standard))
    later = new(section, standard, due_on=DUE_ON + A_DAY)
    elsewhere = new(a_section(), standard)
    with refused(
        ("grading_period_locked", "assessments.1.due_on"), ("not_found", "assessments.2.section_id")
    ):
        planned = [later, new(section, standard), elsewhere]
        writes.plan_assessments(viewer=teacher, assessments=planned)
    assert writes.plan_assessments(viewer=teacher, assessments=[later]).assessment_ids
    admin = a_viewer(Role.SCHOOL_ADMIN, school=section.course.school)
    assert writes.plan_assessment(viewer=admin, **new(section, standard)).assessment_id
    period.delete()
    assert writes.plan_assessment(viewer=teacher, **new(section, standard)).assessment_id


def test_the_number_of_statements_does_not_depend_on_how_many_are_planned() -> None:
    room = a_class(standards=5)
    few, many = (
        [new(room.section, *(standard.pk for standard in room.standards)) for _ in range(size)]
        for size in (1, 200)
    )
    writes.plan_assessments(viewer=room.teacher, assessments=few)
    counted = [
        statements(partial(writes.plan_assessments, viewer=room.teacher, assessments=planned))
        for planned in (few, many)
    ]
    assert counted[0] == counted[1] <= 15
