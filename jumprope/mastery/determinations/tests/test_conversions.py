"""Saying how numbers on one scale are shown on another."""

from decimal import Decimal
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import writes
from jumprope.mastery.policies.factories import a_scale
from jumprope.mastery.policies.models import Scale, ScaleConversion
from jumprope.platform.permissions.factories import a_viewer
from tests.fixtures import Ask
from tests.outcomes import refused

ENDS = [{"given": Decimal(0), "shown": Decimal(0)}, {"given": Decimal(4), "shown": Decimal(100)}]


@pytest.fixture
def points(scale: Scale) -> Scale:  # noqa: ARG001 - it is the second one
    """A scale from 0 to 100."""
    return a_scale(highest=Decimal(100))


def convert(
    viewer: Viewer, origin_id: int, destination_id: int, given: Any = ENDS, kind: str = "linear"
) -> int:
    return writes.set_conversion(
        viewer=viewer, origin_id=origin_id, destination_id=destination_id, kind=kind, points=given
    ).conversion_id


def test_a_conversion_is_kept_and_replaced(operator: Viewer, scale: Scale, points: Scale) -> None:
    first = convert(operator, scale.pk, points.pk)
    again = convert(operator, scale.pk, points.pk, kind="steps")
    assert again == first
    assert ScaleConversion.objects.values_list("kind", "points").get() == (
        "steps",
        [{"given": "0", "shown": "0"}, {"given": "4", "shown": "100"}],
    )


def test_what_cannot_be_is_refused(operator: Viewer, scale: Scale, points: Scale) -> None:
    with refused(("conversion_leads_nowhere", "destination_id")):
        convert(operator, scale.pk, scale.pk)
    with refused(("not_found", "origin_id"), ("not_found", "destination_id")):
        convert(operator, 10**9, 10**9 + 1)
    with refused(("conversion_not_total", "points.1.given")):
        convert(operator, points.pk, scale.pk)
    with refused(("nothing_given", "points")):
        convert(operator, scale.pk, points.pk, [])
    principal = a_viewer(Role.SCHOOL_ADMIN)
    with refused(("not_found", None)):
        convert(principal, scale.pk, points.pk)


def test_everyone_sees_it_with_its_scale(operator: Viewer, scale: Scale, points: Scale, ask: Ask) -> None:
    convert(operator, scale.pk, points.pk)
    shown = "scales { name conversions { kind destination { name } points { given shown } } }"
    found = ask(a_viewer(Role.STUDENT), f"{{ {shown} }}")["scales"]
    assert [each["conversions"] for each in found] == [
        [
            {
                "kind": "LINEAR",
                "destination": {"name": points.name},
                "points": [{"given": "0", "shown": "0"}, {"given": "4", "shown": "100"}],
            }
        ],
        [],
    ]
