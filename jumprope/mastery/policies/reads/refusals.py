"""Why a calculation, or what it is tried out on, is not taken: the codes of the rules, for clients. And why a
level is not.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.mastery.policies.rules import InputRefused

REASON: Final = _("{reason}")
ARGUMENTS = {"calculation_type", "scores", "weights"}
"""What is given beside the settings."""


def calculation_refused(refused: InputRefused) -> Refused:
    """The refusal of what the rules refuse: the same code and sentence, and the field as clients know it."""
    field = refused.field if refused.field.split(".")[0] in ARGUMENTS else f"settings.{refused.field}"
    return Refused.codes[refused.code](reason=refused.message, field=field)


def conversion_refused(refused: InputRefused) -> Refused:
    """The refusal of a conversion that the rules refuse: the same code, sentence and field."""
    return Refused.codes[refused.code](reason=refused.message, field=refused.field)


class UnknownCalculationType(Refused):
    """There is no such calculation type."""

    code = "unknown_calculation_type"
    message = REASON


class UnknownSetting(Refused):
    """No calculation type has this setting."""

    code = "unknown_setting"
    message = REASON


class SettingNotUsed(Refused):
    """Neither the calculation type nor its fallback uses this setting."""

    code = "setting_not_used"
    message = REASON


class SettingRequired(Refused):
    """The calculation type does not go without this setting."""

    code = "setting_required"
    message = REASON


class InvalidClip(Refused):
    """The clip is not a least and a greatest result."""

    code = "invalid_clip"
    message = REASON


class InvalidFallback(Refused):
    """The fallback cannot stand in for the calculation type."""

    code = "invalid_fallback"
    message = REASON


class NotANumber(Refused):
    """Something else stands in a number's place."""

    code = "not_a_number"
    message = REASON


class TooManyDigits(Refused):
    """The number is written with more digits than are calculated with."""

    code = "too_many_digits"
    message = REASON


class OutOfRange(Refused):
    """The setting is no number of those that make sense."""

    code = "out_of_range"
    message = REASON


class NotAWholeNumber(Refused):
    """The setting counts something."""

    code = "not_a_whole_number"
    message = REASON


class NotAList(Refused):
    """Scores and weights are lists."""

    code = "not_a_list"
    message = REASON


class TooManyScores(Refused):
    """More scores, or weights, than are calculated with at once."""

    code = "too_many_scores"
    message = REASON


class WeightsDoNotMatch(Refused):
    """Each score has a weight, or none has."""

    code = "weights_do_not_match"
    message = REASON


class UnknownConversionKind(Refused):
    """There is no such kind of conversion."""

    code = "unknown_conversion_kind"
    message = REASON


class ConversionNotTotal(Refused):
    """Some numbers of the scale would be nothing on the other."""

    code = "conversion_not_total"
    message = REASON


class ConversionFalls(Refused):
    """A better number would become a worse one."""

    code = "conversion_falls"
    message = REASON


class ConversionPointOffScale(Refused):
    """A point lies beyond the ends of its scale."""

    code = "conversion_point_off_scale"
    message = REASON


class LevelRetired(Refused):
    """A retired level is not given any more."""

    code = "level_retired"
    message = _("The level “{name}” has been retired.")
    field = "level_id"
