"""What a teacher says in place of what was calculated. The calculated number stays beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.models import LONGEST_REASON, Determination
from jumprope.mastery.determinations.writes.determining import record
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.writes import LevelRetired
from jumprope.school.courses import reads as courses
from jumprope.school.courses import writes as courses_writes


class LevelOfAnotherScale(Refused):
    """Mastery is said in the levels of the scale that holds."""

    code = "level_of_another_scale"
    message = _("The level belongs to the scale “{its}”; here “{here}” holds.")
    field = "level_id"


class NotOverridden(Refused):
    """There is nothing to take back."""

    code = "not_overridden"
    message = _("This mastery is as calculated; nobody has said another level.")


@dataclass(frozen=True, kw_only=True)
class MasteryOverridden(Answer):
    """The determination that says what the teacher says."""

    determination_id: int


@dataclass(frozen=True, kw_only=True)
class OverrideCleared(Answer):
    """The determination that says what was calculated again."""

    determination_id: int


@command(access.OVERRIDE_MASTERY, event="mastery.overridden")
def override(
    *, viewer: Viewer, section_id: int, student_id: int, standard_id: int, level_id: int, reason: str
) -> MasteryOverridden:
    """Say a level in place of the calculated one, with a reason; it stays, whatever is calculated later, as
    long as its scale holds.

    Raises `NotFound` for a section that is absent or not the viewer's to judge in, for mastery that was never
    determined, and for a level; `LevelRetired`, `LevelOfAnotherScale`, and what `kit.values` refuses of the
    reason.
    """
    determination = _locked(viewer, section_id, student_id, standard_id)
    _check_level(determination, level_id)
    reason = values.clean_prose(reason, field="reason", at_most=LONGEST_REASON)
    if (determination.override_level_id, determination.override_reason) != (level_id, reason):
        _say(viewer, determination, level_id, reason)
    return MasteryOverridden(determination_id=determination.pk)


@command(access.OVERRIDE_MASTERY, event="mastery.override_cleared")
def clear_override(*, viewer: Viewer, section_id: int, student_id: int, standard_id: int) -> OverrideCleared:
    """Let the calculated level hold again. Raises `NotFound` as `override` does, and `NotOverridden`."""
    determination = _locked(viewer, section_id, student_id, standard_id)
    if determination.override_level_id is None:
        raise NotOverridden
    _say(viewer, determination, None, "")
    return OverrideCleared(determination_id=determination.pk)


def _locked(viewer: Viewer, section_id: int, student_id: int, standard_id: int) -> Determination:
    """The determination, in a section that is locked and that the viewer may judge in. Three statements."""
    allowed = courses_writes.lock_sections(
        rule=access.sections_to_override_in(viewer), section_ids=[section_id]
    )
    determination = Determination.objects.filter(
        section__in=allowed, student=student_id, standard=standard_id
    ).first()
    if section_id not in allowed:
        raise NotFound(field="section_id")
    if determination is None:
        raise NotFound(field="standard_id")
    return determination


def _check_level(determination: Determination, level_id: int) -> None:
    level = policies.level(level_id)
    if level is None:
        raise NotFound(field="level_id")
    if level.retired_at is not None:
        raise LevelRetired(name=level.name)
    places = courses.places([determination.section_id])
    in_force = policies.in_force(places, standard_ids=[determination.standard_id])
    here = in_force.at(determination.section_id, determination.standard_id).scale
    if level.scale_id != here.pk:
        raise LevelOfAnotherScale(its=level.scale.name, here=here.name)


def _say(viewer: Viewer, determination: Determination, level_id: int | None, reason: str) -> None:
    determination.override_level_id, determination.override_reason = level_id, reason
    determination.overridden_by_id = None if level_id is None else viewer.account_id
    determination.revision += 1
    determination.save(update_fields=["override_level", "override_reason", "overridden_by", "revision"])
    record(viewer=viewer, determinations=[determination])
