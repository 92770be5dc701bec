"""What has to be true of a level that a teacher says in place of a calculated one, whatever it is said of."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.conclusions import LONGEST_REASON, Said
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.mastery.policies import reads as policies


class LevelOfAnotherScale(Refused):
    """Mastery is said in the levels of the scale that holds."""

    code = "level_of_another_scale"
    message = _("The level belongs to the scale “{its}”; here “{here}” holds.")
    field = "level_id"


class OverrideExpiresTooSoon(Refused):
    """An override that is over before it began says nothing."""

    code = "override_expires_too_soon"
    message = _("An override holds for a day at least: it expires on {earliest} or later.")
    field = "expires_on"


def to_be_said(
    *, viewer: Viewer, level_id: int, reason: str, expires_on: date | None, scale: policies.Scale
) -> Said:
    """What the viewer wants to say on a scale, fit to be kept. One query.

    Raises `NotFound` for the level, `policies.LevelRetired`, `LevelOfAnotherScale`, `OverrideExpiresTooSoon`,
    and what `kit.values` refuses of the reason.
    """
    level = policies.level(level_id)
    if level is None:
        raise NotFound(field="level_id")
    if level.retired_at is not None:
        raise policies.LevelRetired(name=level.name)
    if level.scale_id != scale.pk:
        raise LevelOfAnotherScale(its=level.scale.name, here=scale.name)
    reason = values.clean_prose(reason, field="reason", at_most=LONGEST_REASON)
    if expires_on is not None and expires_on <= viewer.today:
        raise OverrideExpiresTooSoon(earliest=viewer.today + timedelta(days=1))
    return Said(level_id, reason, expires_on)
