"""Which types of days and which class periods a school has."""

from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.timetables import writes
from jumprope.school.timetables.factories import a_class_period, a_day_type
from jumprope.school.timetables.models import ClassPeriod, DayType
from jumprope.school.timetables.writes import SaidClassPeriod, SaidDayType
from tests.outcomes import refused, statements


def day(code: str, **changes: object) -> SaidDayType:
    return {"code": code, "name": f"Day {code}", "position": 1, **changes}  # type: ignore[typeddict-item]


def test_day_types_are_made_and_changed_together(oak: School, principal: Viewer) -> None:
    known = a_day_type(school=oak, code="A")
    recorded = writes.record_day_types(
        viewer=principal,
        school_id=oak.pk,
        day_types=[day(" B ", name="Day B", position=2), day("A1", day_type_id=known.pk, name="Gold")],
    )
    found = DayType.objects.in_bulk(recorded.day_type_ids)
    assert [
        (found[key].code, found[key].name, found[key].position, found[key].school_id)
        for key in recorded.day_type_ids
    ] == [("B", "Day B", 2, oak.pk), ("A1", "Gold", 1, oak.pk)]
    assert recorded.day_type_ids[1] == known.pk


def test_class_periods_are_made_and_changed_together(oak: School, principal: Viewer) -> None:
    known = a_class_period(school=oak, name="Period 1")
    recorded = writes.record_class_periods(
        viewer=principal,
        school_id=oak.pk,
        class_periods=[
            SaidClassPeriod(class_period_id=known.pk, name="Homeroom", position=1),
            SaidClassPeriod(name="Period 2", position=2),
        ],
    )
    found = ClassPeriod.objects.in_bulk(recorded.class_period_ids)
    assert [(found[key].name, found[key].position) for key in recorded.class_period_ids] == [
        ("Homeroom", 1),
        ("Period 2", 2),
    ]
    assert recorded.class_period_ids[0] == known.pk


def test_the_parts_of_a_timetable_are_told_apart_at_each_school(oak: School, principal: Viewer) -> None:
    known = a_day_type(school=oak, code="A")
    a_day_type(code="B")
    a_class_period(school=oak, name="Lunch")
    with refused(("day_type_code_taken", "day_types.0.code"), ("day_type_code_taken", "day_types.2.code")):
        writes.record_day_types(viewer=principal, school_id=oak.pk, day_types=[day("A"), day("B"), day(" B")])
    with refused(("day_type_code_taken", "day_types.1.code")):
        writes.record_day_types(
            viewer=principal, school_id=oak.pk, day_types=[day("C", day_type_id=known.pk), day("A")]
        )
    with refused(("class_period_name_taken", "class_periods.0.name")):
        writes.record_class_periods(
            viewer=principal, school_id=oak.pk, class_periods=[SaidClassPeriod(name="Lunch", position=4)]
        )


def test_parts_that_do_not_fit_are_refused(oak: School, principal: Viewer) -> None:
    record = partial(writes.record_day_types, viewer=principal, school_id=oak.pk)
    known = a_day_type(school=oak).pk
    with refused(
        ("value_missing", "day_types.0.code"),
        ("value_invalid", "day_types.1.position"),
        ("value_invalid", "day_types.2.position"),
    ):
        record(day_types=[day(" "), day("B", position=0), day("C", position=1001)])
    with refused(("described_twice", "day_types.1.day_type_id")):
        record(day_types=[day("A", day_type_id=known), day("B", day_type_id=known)])
    with refused(("nothing_given", "day_types")):
        record(day_types=[])
    with refused(("too_many_given", "day_types")):
        record(day_types=[day(f"{number}") for number in range(101)])


def test_a_timetable_is_made_by_who_runs_the_school(oak: School, other_tenant: Tenant) -> None:
    principal = a_viewer(Role.SCHOOL_ADMIN, school=oak)
    elsewhere = a_day_type()
    with tenant_scope(other_tenant.pk):
        foreign = a_day_type()
    for hidden in (elsewhere.school_id, foreign.school_id, 10**9):
        with refused(("not_found", "school_id")):
            writes.record_day_types(viewer=principal, school_id=hidden, day_types=[day("A")])
    for part in (elsewhere.pk, foreign.pk):
        with refused(("not_found", "day_types.0.day_type_id")):
            writes.record_day_types(
                viewer=principal, school_id=oak.pk, day_types=[day("A", day_type_id=part)]
            )
    for role in (Role.TEACHER, Role.COUNSELLOR, Role.STUDENT):
        viewer = a_viewer(role, school=oak)
        with refused(("not_found", None)):
            writes.record_day_types(viewer=viewer, school_id=oak.pk, day_types=[day("A")])


@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.INTEGRATION])
def test_who_looks_after_all_schools_makes_their_timetables(oak: School, role: Role) -> None:
    elm = a_school()
    for school in (oak, elm):
        assert writes.record_day_types(
            viewer=a_viewer(role), school_id=school.pk, day_types=[day("A")]
        ).day_type_ids


def test_the_number_of_parts_does_not_matter_to_the_database(oak: School, principal: Viewer) -> None:
    def record(codes: range) -> int:
        known = [day(f"K{code}", day_type_id=a_day_type(school=oak).pk) for code in codes]
        both = [*known, *(day(f"N{code}") for code in codes)]
        return statements(lambda: writes.record_day_types(viewer=principal, school_id=oak.pk, day_types=both))

    record(range(1))
    assert record(range(1, 2)) == record(range(2, 40))
