"""What is determined in a section, as those above build on it."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.reads.findings import Key, findings_in, key_of
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
    kept = Determination.objects.filter(section=section_id).select_related("override_level")
    if standard_ids is not None:
        kept = kept.filter(standard__in=standard_ids)
    return {key_of(each): _holds(viewer, each) for each in kept}


def what_held_in(*, viewer: Viewer, section_id: int, days: Days) -> dict[Key, Holds]:
    """What the evidence of a section that was due on these days says, by whom and what.

    What a teacher has said holds here as it does on the whole, where there is such evidence. Five queries.
    Raises `policies.ScaleMissing`.
    """
    said = {
        key: held for key, held in what_holds(viewer=viewer, section_id=section_id).items() if held.overridden
    }
    found = findings_in([section_id], due=days)
    return {key: said.get(key, Holds(finding.value, overridden=False)) for key, finding in found.items()}


def _holds(viewer: Viewer, determination: Determination) -> Holds:
    said = determination.override_level
    if said is None or not access.holds(viewer, determination.override_expires_on):
        return Holds(determination.value, overridden=False)
    return Holds(said.threshold, overridden=True)
