"""Units for tests and benchmarks; all invented."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from jumprope.learning.standards.models import Standard
from jumprope.learning.units.models import Unit, UnitStandard
from jumprope.school.courses.factories import a_section

_numbers = count(1)


def a_unit(*, standards: Iterable[Standard] = (), **changes: Any) -> Unit:
    """A unit of a section, which is made if none is given, on these standards in their order."""
    number = next(_numbers)
    values: dict[str, Any] = {"title": f"Unit {number}", "position": number}
    if "section" not in changes:
        values["section"] = a_section()
    unit = Unit.objects.create(**values | changes)
    UnitStandard.objects.bulk_create(
        UnitStandard(unit=unit, standard=standard, position=place)
        for place, standard in enumerate(standards, start=1)
    )
    return unit
