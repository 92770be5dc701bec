"""What is determined in a section, as those above build on it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.reads.findings import Key, findings_in
from jumprope.school.calendars.rules import Days


@dataclass(frozen=True, slots=True)
class Holds:
    """The number that holds of a student on a standard; None where there is none.

    Where a teacher has said a level, it is that level's threshold.
    """

    number: Decimal | None
    overridden: bool


def what_holds(
    *, viewer: Viewer, section_id: int, standard_ids: Collection[int] | None = None
) -> dict[Key, Holds]:
    """What holds in a section today, on some standards or on all, by whom and what. One query."""
    kept = Determination.objects.filter(section=section_id)
    if standard_ids is not None:
        kept = kept.filter(standard__in=standard_ids)
    return _holding(viewer, kept)


def what_held_in(*, viewer: Viewer, section_id: int, days: Days) -> dict[Key, Holds]:
    """What the evidence of a section that was due on these days says, by whom and what.

    What a teacher has said holds here as it does on the whole, where there is such evidence. Five queries.
    Raises `policies.ScaleMissing`.
    """
    overridden = Determination.objects.filter(section=section_id, override_level__isnull=False)
    said = _holding(viewer, overridden.filter(access.override_holds(viewer)))
    found = findings_in([section_id], due=days)
    return {key: said.get(key, Holds(finding.value, overridden=False)) for key, finding in found.items()}


def _holding(viewer: Viewer, determinations: "QuerySet[Determination]") -> dict[Key, Holds]:
    """What holds by these determinations. Their explanations, the most of them, stay where they are."""
    columns = ("value", "override_level_id", "override_level__threshold", "override_expires_on")
    found = determinations.values_list("section_id", "student_id", "standard_id", *columns)
    return {Key(*row[:3]): _holds(viewer, *row[3:]) for row in found}


def _holds(
    viewer: Viewer,
    value: Decimal | None,
    level_id: int | None,
    threshold: Decimal | None,
    expires_on: date | None,
) -> Holds:
    if level_id is None or not access.holds(viewer, expires_on):
        return Holds(value, overridden=False)
    return Holds(threshold, overridden=True)
