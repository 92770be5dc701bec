"""Making scales."""

from decimal import Decimal
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.mastery.policies import writes
from jumprope.mastery.policies.factories import a_scale
from jumprope.mastery.policies.models import Level, Scale
from jumprope.mastery.policies.writes import NewLevel, ScaleMade
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")

NOT_YET = NewLevel(name="Not yet", threshold=Decimal(1), colour="#b3261e")
MET = NewLevel(name="Met", threshold=Decimal(3), colour="#1b6e3c")


def make(viewer: Viewer, *levels: NewLevel, **changes: Any) -> ScaleMade:
    values: dict[str, Any] = {"name": "Four points", "lowest": Decimal(1), "highest": Decimal(4)}
    return writes.make_scale(viewer=viewer, levels=levels, **values | changes)


def test_a_scale_is_made_with_its_levels(operator: Viewer) -> None:
    made = make(operator, NOT_YET, MET, name=" Four points ")
    scale = Scale.objects.get()
    assert (scale.pk, scale.name, scale.lowest, scale.highest) == (
        made.scale_id,
        "Four points",
        Decimal(1),
        Decimal(4),
    )
    levels = Level.objects.in_bulk(made.level_ids)
    assert [(levels[key].name, levels[key].threshold) for key in made.level_ids] == [
        ("Not yet", Decimal(1)),
        ("Met", Decimal(3)),
    ]
    assert {level.scale_id for level in levels.values()} == {scale.pk}
    assert AuditEvent.objects.get().event == "scale.made"


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMIN, Role.TEACHER, Role.COUNSELLOR, Role.INTEGRATION])
def test_only_the_tenants_administrators_make_scales(role: Role) -> None:
    viewer = a_viewer(role, school=a_school())
    with refused(("not_found", None)):
        make(viewer, MET)
    make(a_viewer(Role.TENANT_ADMIN), MET)
    assert Scale.objects.exists()


def test_scales_are_told_apart_by_their_names(operator: Viewer) -> None:
    taken = a_scale().name
    with refused(("scale_name_taken", "name")):
        make(operator, MET, name=f" {taken}")
    make(operator, MET, name=taken.upper())
    assert Scale.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"name": " "}, [("value_missing", "name")]),
        ({"name": "x" * 101}, [("value_too_long", "name")]),
        ({"highest": Decimal(1)}, [("scale_empty", "highest")]),
        ({"lowest": Decimal("1.001")}, [("value_invalid", "lowest")]),
        ({"highest": Decimal("NaN")}, [("value_invalid", "highest")]),
        ({"highest": Decimal(10_000)}, [("value_invalid", "highest")]),
    ],
)
def test_a_scale_that_cannot_be_is_refused(
    operator: Viewer, changes: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    with refused(*problems):
        make(operator, MET, **changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": ""}, ("value_missing", "levels.1.name")),
        ({"name": " Not yet "}, ("level_name_taken", "levels.1.name")),
        ({"threshold": Decimal(1)}, ("threshold_taken", "levels.1.threshold")),
        ({"threshold": Decimal("0.99")}, ("level_off_scale", "levels.1.threshold")),
        ({"threshold": Decimal("4.01")}, ("level_off_scale", "levels.1.threshold")),
        ({"threshold": Decimal("sNaN")}, ("value_invalid", "levels.1.threshold")),
        ({"colour": "green"}, ("value_invalid", "levels.1.colour")),
        ({"colour": "#1B6E3C"}, ("value_invalid", "levels.1.colour")),
    ],
)
def test_a_level_that_cannot_be_is_refused(
    operator: Viewer, changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    with refused(problem):
        make(operator, NOT_YET, MET | changes)  # type: ignore[arg-type]


def test_a_scale_has_1_to_50_levels(operator: Viewer) -> None:
    with refused(("nothing_given", "levels")):
        make(operator)
    with refused(("too_many_given", "levels")):
        make(operator, *[MET] * 51)


def test_the_number_of_statements_does_not_depend_on_the_number_of_levels(operator: Viewer) -> None:
    make(operator, MET, name="First")
    levels = [
        NewLevel(name=f"Level {step}", threshold=Decimal(step) / 25 + 1, colour="#000000")
        for step in range(50)
    ]
    one = statements(lambda: make(operator, MET, name="One"))
    assert statements(lambda: make(operator, *levels, name="Fifty")) == one
