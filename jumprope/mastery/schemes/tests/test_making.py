"""Making schemes: what is taken, and what is refused where."""

from decimal import Decimal
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class
from jumprope.learning.banks.factories import a_standard_type
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes import writes
from jumprope.mastery.schemes.models import MasteryScheme, SchemePart
from jumprope.mastery.schemes.writes import NewPart
from jumprope.platform.permissions.factories import a_viewer
from tests.outcomes import locked_first, refused


def part(name: str = "Grade", **changes: Any) -> NewPart:
    made = NewPart(name=name, calculation_type="weighted_average")
    made.update(changes)  # type: ignore[typeddict-item]
    return made


def make(viewer: Viewer, scale: Scale, *parts: NewPart, **changes: Any) -> writes.SchemeMade:
    return writes.make_scheme(
        **{"viewer": viewer, "name": "Semester", "scale_id": scale.pk, "parts": parts or [part()], **changes}
    )


def test_a_scheme_is_a_tree_of_parts(operator: Viewer, scale: Scale, room: Class) -> None:
    heading = room.standards[0].pk
    made = make(
        operator,
        scale,
        part(),
        part("Academic", parent=0, weight=Decimal(67)),
        part(
            "Ratios",
            parent=1,
            heading_id=heading,
            calculation_type="n_mastery",
            settings={"n": 1, "mastery": 3},
        ),
        part("The rest", parent=1, calculation_type="median"),
        part("Habits", parent=0, weight=Decimal(33)),
    )
    parts = SchemePart.objects.filter(scheme_revision__scheme=made.scheme_id).order_by("position")
    assert [part.pk for part in parts] == made.part_ids
    told = parts.values_list("name", "parent__name", "weight", "heading_id")
    expected: list[tuple[object, ...]] = [
        ("Grade", None, 1, None),
        ("Academic", "Grade", 67, None),
        ("Ratios", "Academic", 1, heading),
        ("The rest", "Academic", 1, None),
        ("Habits", "Grade", 33, None),
    ]
    assert list(told) == expected
    assert parts[2].settings["mastery"] == "3"


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ([part(parent=0)], "part_misplaced", "parts.0.parent"),
        ([part(), part("Second")], "part_misplaced", "parts.1.parent"),
        ([part(), part("Loop", parent=1)], "part_misplaced", "parts.1.parent"),
        ([part(), part("Deep", parent=-1)], "part_misplaced", "parts.1.parent"),
        ([part(weight=Decimal(0))], "weight_not_above_zero", "parts.0.weight"),
        ([part(" ")], "value_missing", "parts.0.name"),
        ([part(calculation_type="latest")], "calculation_needs_order", "parts.0.calculation_type"),
        ([part(calculation_type="best")], "unknown_calculation_type", "parts.0.calculation_type"),
        ([part(settings={"percent": 65})], "setting_not_used", "parts.0.settings.percent"),
        (
            [part(calculation_type="n_mastery", settings={"mastery": 3, "fallback": "power_law"})],
            "calculation_needs_order",
            "parts.0.calculation_type",
        ),
        ([part(heading_id=10**9)], "not_found", "parts.0.heading_id"),
        ([part(standard_type_id=10**9)], "not_found", "parts.0.standard_type_id"),
    ],
)
def test_a_part_that_cannot_be_is_refused(
    operator: Viewer, scale: Scale, parts: list[NewPart], code: str, field: str
) -> None:
    with refused((code, field)):
        make(operator, scale, *parts)


def test_a_part_with_parts_below_it_takes_no_standards(operator: Viewer, scale: Scale, room: Class) -> None:
    with refused(("part_has_parts", "parts.0.heading_id")):
        make(operator, scale, part(heading_id=room.standards[0].pk), part("Below", parent=0))
    habits = a_standard_type()
    with refused(("part_has_parts", "parts.0.standard_type_id")):
        make(operator, scale, part(standard_type_id=habits.pk), part("Below", parent=0))
    assert not MasteryScheme.objects.exists()


def test_a_part_is_of_a_type_that_is_in_force(operator: Viewer, scale: Scale) -> None:
    habits, retired = a_standard_type(), a_standard_type(retired_at=operator.now)
    with refused(("not_found", "parts.1.standard_type_id")):
        make(operator, scale, part(), part("Habits", parent=0, standard_type_id=retired.pk))
    assert not MasteryScheme.objects.exists()
    made = make(operator, scale, part(), part("Habits", parent=0, standard_type_id=habits.pk))
    assert SchemePart.objects.get(pk=made.part_ids[1]).standard_type == habits


def test_a_scheme_is_for_one_place_that_is_the_viewers(operator: Viewer, scale: Scale, room: Class) -> None:
    course = room.section.course
    principal = a_viewer(Role.SCHOOL_ADMIN, school=course.school)
    with refused(("too_many_places", "course_id")):
        make(operator, scale, course_id=course.pk, school_id=course.school_id)
    with refused(("not_found", None)):
        make(principal, scale)
    with refused(("not_found", "school_id")):
        make(principal, scale, school_id=10**9)
    with refused(("not_found", "scale_id")):
        make(operator, scale, scale_id=10**9)
    with refused(("not_found", None)):
        make(room.teacher, scale, course_id=course.pk)
    make(principal, scale, course_id=course.pk)
    make(principal, scale, school_id=course.school_id)
    make(operator, scale)
    assert MasteryScheme.objects.count() == 3


def test_schemes_of_one_place_have_different_names(operator: Viewer, scale: Scale, room: Class) -> None:
    make(operator, scale)
    with refused(("scheme_name_taken", "name")):
        make(operator, scale, name=" Semester")
    make(operator, scale, course_id=room.section.course_id)


def test_types_are_locked_before_a_scheme_names_them(operator: Viewer, scale: Scale) -> None:
    named = part(standard_type_id=a_standard_type().pk)
    assert locked_first(lambda: make(operator, scale, named)) == ["banks_standardtype"]
    scheme_id = MasteryScheme.objects.get().pk
    assert locked_first(
        lambda: writes.change_scheme(viewer=operator, scheme_id=scheme_id, parts=[named])
    ) == ["banks_standardtype", "schemes_masteryscheme"]
