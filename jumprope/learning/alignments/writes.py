"""Aligning standards to state and national ones, and withdrawing that."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.described import DescribedTwice
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments import access
from jumprope.learning.alignments.models import Alignment
from jumprope.learning.standards import reads as standards


class AlignedToItself(Refused):
    """That says nothing."""

    code = "aligned_to_itself"
    message = _("A standard is not aligned to itself. Choose a state or national standard.")


class NewAlignment(TypedDict):
    """That a standard stands for another: `exact`, `close` or `part_of`."""

    standard_id: int
    target_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class StandardsAligned(Answer):
    """The alignments that hold now, in the order in which they were given."""

    alignment_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class AlignmentsWithdrawn(Answer):
    """The alignments that hold no longer."""

    alignment_ids: list[int]


@command(access.ALIGN_STANDARDS, event="standards.aligned")
def align_standards(*, viewer: Viewer, alignments: Sequence[NewAlignment]) -> StandardsAligned:
    """Align standards to others, or change the kind of alignment.

    Raises `NotFound` for a standard, `AlignedToItself`, `DescribedTwice`, `TakenMeanwhile`, and what
    `kit.values` refuses. At most six statements.
    """
    values.check_size(alignments, field="alignments")
    said = [Alignment(**alignment, aligned_at=viewer.now) for alignment in alignments]
    kept = Alignment.objects.select_for_update().filter(standard__in={one.standard_id for one in said})
    known = {_pair(one): one.pk for one in kept.order_by("pk")}
    named = {key for one in said for key in _pair(one)}
    refuse_all(_faults(said, standards.standards_among(named, rule=access.to_align(viewer))))
    for one in said:
        one.pk = known.get(_pair(one))
    taken = uniqueness.TakenMeanwhile(field="alignments")
    with uniqueness.unless_taken(Alignment, "alignments_one_per_pair", taken):
        rows.save(said, changing=["kind", "aligned_at", "withdrawn_at"])
    return StandardsAligned(alignment_ids=[one.pk for one in said])


def _faults(said: Sequence[Alignment], known: Collection[int]) -> Iterator[Refused]:
    seen: set[tuple[int, int]] = set()
    for position, one in enumerate(said):
        at = f"alignments.{position}"
        yield from values.clean(one, at=at)
        for name in ("standard_id", "target_id"):
            if getattr(one, name) not in known:
                yield NotFound(field=f"{at}.{name}")
        if one.standard_id == one.target_id:
            yield AlignedToItself(field=f"{at}.target_id")
        if _pair(one) in seen:
            yield DescribedTwice(field=at)
        seen.add(_pair(one))


def _pair(alignment: Alignment) -> tuple[int, int]:
    return alignment.standard_id, alignment.target_id


@command(access.ALIGN_STANDARDS, event="alignments.withdrawn")
def withdraw_alignments(*, viewer: Viewer, alignment_ids: Sequence[int]) -> AlignmentsWithdrawn:
    """Let alignments hold no longer. Raises `NotFound`, and what `kit.values` refuses. Three statements."""
    values.check_size(alignment_ids, field="alignment_ids")
    rule = access.to_align(viewer) & access.visible(viewer)
    found = rows.lock(Alignment, rule, alignment_ids)
    refuse_all(
        NotFound(field=f"alignment_ids.{position}")
        for position, key in enumerate(alignment_ids)
        if key not in found
    )
    Alignment.objects.filter(pk__in=found).update(withdrawn_at=viewer.now)
    return AlignmentsWithdrawn(alignment_ids=sorted(found))
