"""How many students have reached which level, counted by the database."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, When

from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments import reads as alignments
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.models import Determination


class Reached(NamedTuple):
    """How many students have reached a level, or any level where it is None, on a standard in a place.

    `unseen` are those of them of whose mastery there the viewer does not see all, and `seen` those of whose
    the viewer sees some; `standards`, how many standards they have reached it on, where several stand for
    one.
    """

    place_id: int
    standard_id: int
    level_id: int | None
    students: int
    unseen: int
    seen: int
    standards: int = 1


def students_who_reached(*, viewer: Viewer, rule: Q, by: str, stood_for: bool = False) -> list[Reached]:
    """How many students have reached any level, and how many each, on which standards in which places.

    `rule` is a condition on determinations, and `by` the path from one to its place: `section`, or
    `section__course`. It is the level that holds today. Whoever is at two levels in two sections of a place
    counts at both, and once altogether. With `stood_for`, what is reached counts on the standards that the
    tenant holds it to stand for. Two queries.
    """
    said = When(access.override_holds(viewer) & Q(override_level__isnull=False), then="override_level_id")
    kept = Determination.objects.filter(rule, section__tenant=F("tenant"))
    reached = kept.annotate(reached=Case(said, default="level_id")).filter(reached__isnull=False)
    standard, further = "standard_id", {}
    if stood_for:
        reached, standard = reached.annotate(**alignments.stood_for()), alignments.STOOD_FOR
        further = {"standards": Count("standard", distinct=True)}
    anywhere = _counted(viewer, reached.values_list(by, standard), further)
    at_levels = _counted(viewer, reached.values_list(by, standard, "reached"), further)
    return [
        *(Reached(place, key, None, *numbers) for place, key, *numbers in anywhere),
        *(Reached(*row) for row in at_levels),
    ]


def _counted(
    viewer: Viewer, groups: "QuerySet[Determination, tuple[int, ...]]", further: Mapping[str, Count]
) -> list[tuple[int, ...]]:
    everyone, reached = Count("student", distinct=True), access.reached(viewer)
    unseen = Count("student", distinct=True, filter=~reached)
    seen = Count("student", distinct=True, filter=reached)
    return list(groups.annotate(everyone, unseen=unseen, seen=seen, **further).order_by())
