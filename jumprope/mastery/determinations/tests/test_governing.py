"""Policies and levels that change what is determined already."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class, a_class
from jumprope.learning.standards.factories import a_standard
from jumprope.mastery.determinations import reads, writes
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.tests.gradebooks import give, level_of, mastery
from jumprope.mastery.policies.factories import a_policy, a_scale, the_level
from jumprope.mastery.policies.models import Level, Policy, Scale
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_course, a_section
from tests.outcomes import refused, statements


@pytest.fixture
def scored(room: Class) -> Class:
    """The class, in which the first student showed 4 and then 1: 2.05 by the built-in average, 4 at best."""
    give(room, 4, 4)
    give(room, 1, 1, assessment=room.another_assessment(due_on=date(2026, 10, 8)))
    return room


def set_policy(viewer: Viewer, scale: Scale, **changes: Any) -> int:
    values: dict[str, Any] = {"scale_id": scale.pk, "calculation_type": "highest"}
    return writes.set_policy(viewer=viewer, **values | changes).policy_id


def test_a_policy_determines_anew_what_it_governs(scored: Class, operator: Viewer, scale: Scale) -> None:
    assert mastery(scored).value == Decimal("2.05")
    set_policy(operator, scale)
    assert (mastery(scored).value, mastery(scored).revision) == (Decimal(4), 3)
    assert mastery(scored).changes.order_by("-revision")[0].changed_by_id is None
    assert AuditEvent.objects.order_by("-position")[0].event == "policy.set"


@pytest.mark.parametrize("place", ["section_id", "course_id", "school_id"])
def test_a_policy_holds_in_its_place_only(scored: Class, operator: Viewer, scale: Scale, place: str) -> None:
    keys = {
        "section_id": scored.section.pk,
        "course_id": scored.section.course_id,
        "school_id": scored.section.course.school_id,
    }
    elsewhere = a_class()
    give(elsewhere, 4)
    give(elsewhere, 1, assessment=elsewhere.another_assessment(due_on=date(2026, 10, 8)))
    set_policy(operator, scale, **{place: keys[place]})
    assert (mastery(scored).value, mastery(elsewhere).value) == (Decimal(4), Decimal("2.05"))


def test_a_policy_for_one_standard_leaves_the_others(scored: Class, operator: Viewer, scale: Scale) -> None:
    set_policy(operator, scale, standard_id=scored.standards[1].pk)
    assert (mastery(scored).value, mastery(scored, standard=1).value) == (Decimal("2.05"), Decimal(4))


def test_the_narrowest_policy_goes_on_holding(scored: Class, operator: Viewer, scale: Scale) -> None:
    set_policy(operator, scale, section_id=scored.section.pk, calculation_type="lowest")
    set_policy(operator, scale)
    assert mastery(scored).value == 1


def test_a_scope_has_one_policy_which_is_replaced(scored: Class, operator: Viewer, scale: Scale) -> None:
    first = set_policy(operator, scale, section_id=scored.section.pk)
    settings = {"percent": Decimal(50), "decimals": 1}
    again = set_policy(
        operator, scale, section_id=scored.section.pk, calculation_type="decaying_average", settings=settings
    )
    assert again == first == Policy.objects.get().pk
    assert Policy.objects.get().settings["percent"] == "50"
    assert mastery(scored).value == Decimal("2.5")


def test_another_scale_has_other_levels(scored: Class, operator: Viewer) -> None:
    hundred = a_scale(highest=Decimal(100))
    set_policy(operator, hundred)
    assert mastery(scored).level == the_level(hundred, "Extending")


def override(room: Class, scale: Scale) -> Level:
    """The teacher says that the first student is at the beginning of the first standard."""
    beginning = the_level(scale, "Beginning")
    writes.override(
        viewer=room.teacher,
        section_id=room.section.pk,
        student_id=room.students[0].pk,
        standard_id=room.standards[0].pk,
        level_id=beginning.pk,
        reason="Copied.",
        expected_revision=mastery(room).revision,
    )
    return beginning


def test_overrides_survive_a_policy_of_the_same_scale(scored: Class, operator: Viewer, scale: Scale) -> None:
    beginning = override(scored, scale)
    set_policy(operator, scale)
    assert (mastery(scored).value, mastery(scored).override_level) == (Decimal(4), beginning)
    assert mastery(scored).overridden_by_id == scored.teacher.account_id


def test_another_scale_clears_overrides_and_their_reason_stays_in_the_history(
    scored: Class, operator: Viewer, scale: Scale
) -> None:
    beginning = override(scored, scale)
    set_policy(operator, a_scale(highest=Decimal(100)))
    now = mastery(scored)
    assert (now.override_level, now.override_reason, now.overridden_by) == (None, "", None)
    cleared, said = now.changes.order_by("-revision")[:2]
    assert (said.override_level, said.override_reason) == (beginning, "Copied.")
    assert (cleared.revision, cleared.override_level, cleared.override_reason) == (now.revision, None, "")
    assert not reads.drift([scored.section.pk])


def test_an_override_on_another_scale_goes_even_where_nothing_else_changes(
    room: Class, operator: Viewer, scale: Scale
) -> None:
    give(room, None, mark="M")
    override(room, scale)
    before = mastery(room)
    set_policy(operator, a_scale(highest=Decimal(100)), calculation_type="decaying_average")
    assert mastery(room).explanation == before.explanation
    assert (mastery(room).override_level, mastery(room).revision) == (None, before.revision + 1)


def test_a_policy_keeps_how_the_number_came_about_before(
    scored: Class, operator: Viewer, scale: Scale
) -> None:
    before = mastery(scored)
    set_policy(operator, scale)
    told = [change.explanation for change in before.changes.order_by("revision")]
    assert told[-2:] == [before.explanation, mastery(scored).explanation]
    assert [explanation["type"] for explanation in told[-2:]] == ["decaying_average", "highest"]


def test_a_school_administrator_governs_the_own_school(scored: Class, scale: Scale) -> None:
    school = scored.section.course.school
    admin = a_viewer(Role.SCHOOL_ADMIN, school=school)
    own = [
        {"section_id": scored.section.pk},
        {"course_id": scored.section.course_id},
        {"school_id": school.pk},
    ]
    for place in own:
        assert set_policy(admin, scale, **place)
    for place in ({"section_id": a_section().pk}, {"course_id": a_course().pk}, {"school_id": a_school().pk}):
        with refused(("not_found", next(iter(place)))):
            set_policy(admin, scale, **place)
    with refused(("not_found", None)):
        set_policy(admin, scale)


def test_who_does_not_govern_the_tenant_locks_none_of_its_sections(scored: Class, scale: Scale) -> None:
    admin = a_viewer(Role.SCHOOL_ADMIN, school=scored.section.course.school)
    with CaptureQueriesContext(connection) as captured, pytest.raises(NotFound):
        set_policy(admin, scale)
    assert not [query["sql"] for query in captured if "courses_section" in query["sql"]]


@pytest.mark.parametrize(
    "role", [Role.TEACHER, Role.COUNSELLOR, Role.STUDENT, Role.GUARDIAN, Role.INTEGRATION]
)
def test_others_set_no_policy(scale: Scale, role: Role) -> None:
    viewer = a_viewer(role)
    with refused(("not_found", None)):
        set_policy(viewer, scale)


def test_what_another_tenant_has_looks_absent(operator: Viewer, scale: Scale, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        section, standard, foreign = a_section(), a_standard(), a_scale()
    places = {"section_id": section.pk, "course_id": section.course_id, "school_id": section.course.school_id}
    for name, key in places.items():
        for absent in (key, 10**9):
            with refused(("not_found", name)):
                set_policy(operator, scale, **{name: absent})
    with refused(("not_found", "standard_id"), ("not_found", "scale_id")):
        set_policy(operator, foreign, standard_id=standard.pk)


@pytest.mark.parametrize(
    ("calculation_type", "settings", "code", "field"),
    [
        ("power", {}, "unknown_calculation_type", "calculation_type"),
        ("highest", {"percent": Decimal(65)}, "setting_not_used", "settings.percent"),
        ("decaying_average", {"percent": Decimal(49)}, "out_of_range", "settings.percent"),
        ("n_mastery", {}, "setting_required", "settings.mastery"),
        ("highest", {"clip": [Decimal(4), Decimal(1)]}, "invalid_clip", "settings.clip"),
        ("highest", {"decimals": 5}, "out_of_range", "settings.decimals"),
        ("highest", {"colour": 1}, "unknown_setting", "settings.colour"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    operator: Viewer, scale: Scale, calculation_type: str, settings: dict[str, object], code: str, field: str
) -> None:
    with refused((code, field)):
        set_policy(operator, scale, calculation_type=calculation_type, settings=settings)


@pytest.mark.parametrize(
    ("calculation_type", "settings", "fields"),
    [
        ("highest", {"clip": [Decimal(5_000_000), Decimal(6_000_000)]}, ["clip.0", "clip.1"]),
        ("highest", {"clip": [Decimal("-0.01"), Decimal(4)]}, ["clip.0"]),
        ("n_mastery", {"mastery": Decimal("4.01")}, ["mastery"]),
        ("power_law", {"fallback": "n_mastery", "mastery": Decimal(-1)}, ["mastery"]),
    ],
)
def test_a_number_of_a_setting_that_is_not_on_the_scale_is_refused(
    operator: Viewer, scale: Scale, calculation_type: str, settings: dict[str, object], fields: list[str]
) -> None:
    with refused(*[("setting_off_scale", f"settings.{field}") for field in fields]):
        set_policy(operator, scale, calculation_type=calculation_type, settings=settings)


def test_the_ends_of_the_scale_may_be_set(operator: Viewer, scale: Scale) -> None:
    settings = {"clip": [scale.lowest, scale.highest], "mastery": scale.highest}
    assert set_policy(operator, scale, calculation_type="n_mastery", settings=settings)


def test_a_policy_is_for_one_place(operator: Viewer, scored: Class, scale: Scale) -> None:
    with refused(("too_many_places", "course_id")):
        set_policy(operator, scale, section_id=scored.section.pk, course_id=scored.section.course_id)


def test_a_retired_level_is_not_reached_any_more(scored: Class, operator: Viewer, scale: Scale) -> None:
    assert level_of(mastery(scored)) == "Developing"
    developing = the_level(scale, "Developing")
    assert writes.retire_level(viewer=operator, level_id=developing.pk).level_id == developing.pk
    assert (level_of(mastery(scored)), mastery(scored).value) == ("Beginning", Decimal("2.05"))
    assert mastery(scored).changes.get(revision=2).level == developing
    assert not reads.drift([scored.section.pk])


def test_a_level_is_retired_once_and_the_last_one_not_at_all(operator: Viewer, scale: Scale) -> None:
    levels = list(scale.levels.order_by("threshold"))
    for level in levels[1:]:
        writes.retire_level(viewer=operator, level_id=level.pk)
    with refused(("level_retired", "level_id")):
        writes.retire_level(viewer=operator, level_id=levels[1].pk)
    with refused(("last_level", "level_id")):
        writes.retire_level(viewer=operator, level_id=levels[0].pk)
    with refused(("not_found", "level_id")):
        writes.retire_level(viewer=operator, level_id=10**9)


def test_only_the_tenants_administrators_retire_levels(scale: Scale) -> None:
    admin = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    level = the_level(scale, "Developing")
    with refused(("not_found", None)):
        writes.retire_level(viewer=admin, level_id=level.pk)
    writes.retire_level(viewer=a_viewer(Role.TENANT_ADMIN), level_id=level.pk)
    level.refresh_from_db()
    assert level.retired_at is not None


def test_a_changed_assessment_changes_mastery(scored: Class) -> None:
    later = scored.assessment.due_on + timedelta(days=30)
    writes.change_assessment(viewer=scored.teacher, assessment_id=scored.assessment.pk, due_on=later)
    assert mastery(scored).value == Decimal("2.95")  # 1, then 4
    writes.change_assessment(viewer=scored.teacher, assessment_id=scored.assessment.pk, weight=Decimal(0))
    assert mastery(scored).value == 1
    assert AuditEvent.objects.order_by("-position")[0].event == "assessment.changed"


def test_another_title_changes_no_mastery(scored: Class) -> None:
    before = list(Determination.objects.values())
    writes.change_assessment(viewer=scored.teacher, assessment_id=scored.assessment.pk, title=" Moons ")
    scored.assessment.refresh_from_db()
    assert (scored.assessment.title, list(Determination.objects.values())) == ("Moons", before)


def test_an_assessment_changes_only_as_it_could_be_made(scored: Class) -> None:
    with refused(("value_missing", "title"), ("value_invalid", "weight")):
        writes.change_assessment(
            viewer=scored.teacher, assessment_id=scored.assessment.pk, title="", weight=Decimal(-1)
        )
    stranger = a_class().teacher
    for assessment in (scored.assessment.pk, 10**9):
        with refused(("not_found", "assessment_id")):
            writes.change_assessment(viewer=stranger, assessment_id=assessment, title="Mine")


def test_the_statements_of_a_policy_grow_with_tens_of_sections(operator: Viewer, scale: Scale) -> None:
    def classes(size: int) -> None:
        for _ in range(size):
            give(a_class(students=3), 1, 2, 3, 4)

    counted = []
    for more, calculation_type in [(1, "highest"), (9, "lowest"), (1, "latest")]:
        classes(more)
        change = partial(set_policy, operator, scale, calculation_type=calculation_type)
        counted.append(statements(change))
    of_ten = 7
    assert counted[0] == counted[1] == counted[2] - of_ten


def test_a_policy_also_holds_for_what_is_saved_later(room: Class, scale: Scale) -> None:
    a_policy(scale=scale, section=room.section, calculation_type="lowest")
    give(room, 4)
    give(room, 1, assessment=room.another_assessment())
    assert mastery(room).value == 1
