"""Questions about alignments."""

from collections.abc import Collection
from typing import NamedTuple

from jumprope.learning.alignments.models import Alignment


class Aligned(NamedTuple):
    """A standard, and a state or national one that it stands for: `exact`, `close`, or `part_of` it."""

    standard_id: int
    target_id: int
    kind: str


def alignments(*, target_ids: Collection[int]) -> list[Aligned]:
    """What stands for these state or national standards of the tenant today, in a fixed order. One query."""
    found = Alignment.objects.filter(target__in=target_ids, withdrawn_at=None)
    rows = found.order_by("target_id", "standard_id").values_list("standard_id", "target_id", "kind")
    return [Aligned(*row) for row in rows]
