"""How many students have reached which level, counted by the database."""

from typing import NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, When

from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.models import Determination


class Reached(NamedTuple):
    """How many students have reached a level, or any level where it is None, on a standard in a place.

    `unseen` are those of them whose mastery the viewer does not see as staff.
    """

    place_id: int
    standard_id: int
    level_id: int | None
    students: int
    unseen: int


def students_who_reached(*, viewer: Viewer, rule: Q, by: str) -> list[Reached]:
    """How many students have reached any level, and how many each, on which standards in which places.

    `rule` is a condition on determinations, and `by` the path from one to its place: `section`, or
    `section__course`. It is the level that holds today. Whoever is at two levels in two sections of a place
    counts at both, and once altogether. Two queries.
    """
    said = When(access.override_holds(viewer) & Q(override_level__isnull=False), then="override_level_id")
    kept = Determination.objects.filter(rule, section__tenant=F("tenant"))
    reached = kept.annotate(reached=Case(said, default="level_id")).filter(reached__isnull=False)
    anywhere = _counted(viewer, reached.values_list(by, "standard_id"))
    at_levels = _counted(viewer, reached.values_list(by, "standard_id", "reached"))
    return [
        *(Reached(place, standard, None, *numbers) for place, standard, *numbers in anywhere),
        *(Reached(*row) for row in at_levels),
    ]


def _counted(viewer: Viewer, groups: "QuerySet[Determination, tuple[int, ...]]") -> list[tuple[int, ...]]:
    unseen = Count("student", distinct=True, filter=~access.of_staff(viewer))
    return list(groups.annotate(Count("student", distinct=True), unseen=unseen).order_by())
