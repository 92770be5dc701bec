"""Units are planned, changed, put away and taken back by those who teach the section."""

from datetime import date
from functools import partial

import pytest

from graphplan import ids
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.learning.units import writes
from jumprope.learning.units.factories import a_unit
from jumprope.learning.units.models import Unit, UnitStandard
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member
from jumprope.school.rosters.factories import a_section_teacher
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def section() -> Section:
    """The section that is planned for."""
    return a_section()


@pytest.fixture
def teacher(section: Section) -> Viewer:
    """Its teacher."""
    return a_teacher_of(section)


def a_teacher_of(section: Section, role: Role = Role.TEACHER) -> Viewer:
    """The viewer of someone who teaches the section in this role."""
    account = an_account()
    a_section_teacher(section=section, staff_member=a_staff_member(account=account), role=role)
    return a_viewer(role, account=account)


def taught_in(unit_id: int) -> list[int]:
    """The keys of the standards of a unit, in their order."""
    taught = UnitStandard.objects.filter(unit=unit_id, position__isnull=False)
    return list(taught.order_by("position").values_list("standard_id", flat=True))


def some_standards(number: int) -> list[int]:
    framework = a_framework()
    return [a_standard(framework=framework, position=place).pk for place in range(number)]


def test_a_unit_is_planned_after_the_others_with_its_standards(section: Section, teacher: Viewer) -> None:
    one, two = some_standards(2)
    writes.plan_unit(viewer=teacher, section_id=section.pk, title="Ratios")
    made = writes.plan_unit(
        viewer=teacher,
        section_id=section.pk,
        title=" Orbits ",
        description="How planets move.\nAnd moons.",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 1),
        standard_ids=[two, one, two],
    )
    unit = Unit.objects.get(pk=made.unit_id)
    assert (unit.title, unit.position, unit.section_id) == ("Orbits", 2, section.pk)
    assert unit.description == "How planets move.\nAnd moons."
    assert taught_in(unit.pk) == [two, one]
    assert set(AuditEvent.objects.values_list("event", flat=True)) == {"unit.planned"}


def test_all_that_is_wrong_with_a_unit_is_told_at_once(teacher: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign, theirs = a_standard().pk, a_section().pk
    retired = a_standard(retired_at=clock.now()).pk
    for section in (a_section().pk, theirs, 10**9):
        with refused(
            ("not_found", "section_id"),
            ("value_missing", "title"),
            ("not_found", "standard_ids.0"),
            ("standard_retired", "standard_ids.1"),
        ):
            writes.plan_unit(viewer=teacher, section_id=section, title="", standard_ids=[foreign, retired])


def test_a_unit_does_not_end_before_it_starts(section: Section, teacher: Viewer) -> None:
    unit = a_unit(section=section, starts_on=date(2026, 9, 8))
    with refused(("unit_ends_before", "ends_on")):
        writes.change_unit(viewer=teacher, unit_id=unit.pk, ends_on=date(2026, 9, 7))


def test_what_is_given_changes_and_the_rest_stays(section: Section, teacher: Viewer) -> None:
    unit = a_unit(section=section, title="Orbits", description="Planets")
    writes.change_unit(viewer=teacher, unit_id=unit.pk, position=7, ends_on=date(2026, 9, 8))
    unit.refresh_from_db()
    assert (unit.title, unit.description, unit.position) == ("Orbits", "Planets", 7)
    assert unit.ends_on == date(2026, 9, 8)


def test_a_unit_is_put_away_once_and_taken_back(section: Section, teacher: Viewer) -> None:
    unit = a_unit(section=section)
    writes.archive_unit(viewer=teacher, unit_id=unit.pk)
    later = a_teacher_of(section)
    writes.archive_unit(viewer=later, unit_id=unit.pk)
    unit.refresh_from_db()
    assert unit.archived_at == teacher.now
    writes.take_back_unit(viewer=later, unit_id=unit.pk)
    unit.refresh_from_db()
    assert unit.archived_at is None


def test_the_standards_of_a_unit_are_set_in_their_order(section: Section, teacher: Viewer) -> None:
    one, two, three = some_standards(3)
    unit = writes.plan_unit(viewer=teacher, section_id=section.pk, title="Orbits", standard_ids=[one, two])
    for wanted in ([three, two], [one, two, three], []):
        writes.set_unit_standards(viewer=teacher, unit_id=unit.unit_id, standard_ids=wanted)
        assert taught_in(unit.unit_id) == wanted
    assert UnitStandard.objects.count() == 3


def test_a_retired_standard_may_stay_and_not_come_back(section: Section, teacher: Viewer) -> None:
    standard = a_standard()
    unit = a_unit(section=section, standards=[standard])
    standard.retired_at = clock.now()
    standard.save()
    writes.set_unit_standards(viewer=teacher, unit_id=unit.pk, standard_ids=[standard.pk])
    writes.set_unit_standards(viewer=teacher, unit_id=unit.pk, standard_ids=[])
    with refused(("standard_retired", "standard_ids.0")):
        writes.set_unit_standards(viewer=teacher, unit_id=unit.pk, standard_ids=[standard.pk])
    with refused(("too_many_given", "standard_ids")):
        writes.set_unit_standards(viewer=teacher, unit_id=unit.pk, standard_ids=[1] * 201)


def test_the_number_of_statements_does_not_depend_on_the_number_of_standards(
    section: Section, teacher: Viewer
) -> None:
    unit = a_unit(section=section)
    counted = set()
    writes.archive_unit(viewer=teacher, unit_id=unit.pk)  # the tenant's first event takes one more
    for size in (2, 40):
        new = some_standards(size)
        kept = taught_in(unit.pk)[:1] or [a_standard().pk]
        writes.set_unit_standards(viewer=teacher, unit_id=unit.pk, standard_ids=kept)
        call = partial(writes.set_unit_standards, viewer=teacher, unit_id=unit.pk, standard_ids=[*new, *kept])
        counted.add(statements(call))
    assert counted == {14}


def test_units_of_others_look_absent(section: Section, other_tenant: Tenant) -> None:
    unit = a_unit(section=section).pk
    with tenant_scope(other_tenant.pk):
        foreign = a_unit().pk
    stranger = a_teacher_of(a_section())
    for key in (unit, foreign, 10**9):
        for command in (writes.change_unit, writes.archive_unit, writes.take_back_unit):
            with refused(("not_found", "unit_id")):
                command(viewer=stranger, unit_id=key)
        with refused(("not_found", "unit_id")):
            writes.set_unit_standards(viewer=stranger, unit_id=key, standard_ids=[])


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPPORT, Role.STUDENT, Role.INTEGRATION])
def test_others_plan_no_units(section: Section, role: Role) -> None:
    viewer = a_viewer(role)
    with refused(("not_found", None)):
        writes.plan_unit(viewer=viewer, section_id=section.pk, title="Orbits")


def test_units_are_seen_with_their_section(section: Section, teacher: Viewer, other_tenant: Tenant) -> None:
    unit = a_unit(section=section, standards=[a_standard(), a_standard()])
    out, kept = unit.standards.order_by("position")
    out.position = None
    out.save()
    with tenant_scope(other_tenant.pk):
        a_unit(standards=[a_standard()])
    seen = {"Unit": {unit.pk}, "UnitStandard": {kept.pk}}
    nothing: dict[str, set[int]] = {"Unit": set(), "UnitStandard": set()}
    assert seen_by(teacher, *seen) == seen
    assert seen_by(a_teacher_of(section, Role.CO_TEACHER), *seen) == seen
    assert seen_by(a_viewer(Role.SUPPORT), *seen) == seen
    assert seen_by(a_teacher_of(a_section()), *seen) == nothing
    assert seen_by(a_viewer(Role.INTEGRATION), *seen) == nothing


def test_the_api_shows_a_sections_units_in_their_order(ask: Ask, section: Section, teacher: Viewer) -> None:
    second, first = a_unit(section=section, position=2), a_unit(section=section, position=1)
    document = """query ($id: ID!) {
      section(id: $id) { units(first: 5) { edges { node { id standards { standardId } } } } }
    }"""
    answer = ask(teacher, document, id=ids.encode("Section", section.pk))
    shown = [edge["node"]["id"] for edge in answer["section"]["units"]["edges"]]
    assert shown == [ids.encode("Unit", unit.pk) for unit in (first, second)]
