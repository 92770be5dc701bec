"""Questions about units."""

from collections.abc import Collection

from django.db.models import Q

from jumprope.kit.errors import NotFound
from jumprope.learning.units.models import Unit

__all__ = ["Unit", "sections_of", "unit"]


def unit(unit_id: int, *, rule: Q) -> Unit:
    """The unit, if the rule allows it. One query. Raises `NotFound`."""
    found = Unit.objects.filter(rule, pk=unit_id).first()
    if found is None:
        raise NotFound(field="unit_id")
    return found


def sections_of(unit_ids: Collection[int]) -> dict[int, int]:
    """The sections that these units of the tenant in scope belong to, by unit; unknown ones are absent.

    One query; none where no unit is named.
    """
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "section_id"))
