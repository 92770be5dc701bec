"""Questions about alignments."""

from collections.abc import Collection
from typing import Any, Final, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from jumprope.learning.alignments.models import Alignment, AlignmentKind

__all__ = [
    "STOOD_FOR",
    "Aligned",
    "AlignmentKind",
    "alignments",
    "alignments_in_force",
    "stood_for",
]

STOOD_FOR: Final = "stood_for"
"""What `stood_for` calls the key of the standard that a row's own stands for."""


class Aligned(NamedTuple):
    """A standard, and a state or national one that it stands for: `exact`, `close`, or `part_of` it."""

    standard_id: int
    target_id: int
    kind: str


def alignments(*, target_ids: Collection[int]) -> list[Aligned]:
    """What stands for these state or national standards of the tenant today, in a fixed order. One query."""
    return _aligned(Alignment.objects.filter(target__in=target_ids, withdrawn_at=None))


def alignments_in_force() -> list[Aligned]:
    """All that stands for a state or national standard in the tenant today, in a fixed order. One query."""
    return _aligned(Alignment.objects.filter(withdrawn_at=None))


def _aligned(found: "QuerySet[Alignment]") -> list[Aligned]:
    rows = found.order_by("target_id", "standard_id").values_list("standard_id", "target_id", "kind")
    return [Aligned(*row) for row in rows]


def stood_for() -> dict[str, Any]:
    """Annotations of rows with a `standard`: each comes once for every standard that its own stands for
    today, as `stood_for`, and with its own if that stands for none. No query.
    """
    holding = Q(standard__alignments__withdrawn_at=None)
    return {
        "alignment": FilteredRelation("standard__alignments", condition=holding),
        STOOD_FOR: Coalesce("alignment__target_id", "standard_id"),
    }
