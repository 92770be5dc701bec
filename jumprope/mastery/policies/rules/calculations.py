"""A calculation type with its settings: read from what people write, checked, and written for storage."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Self

from jumprope.mastery.policies.rules.calculation_types import CalculationType
from jumprope.mastery.policies.rules.inputs import InputRefused, number, plain, whole_number

MOST_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of one calculation type: how it is read, and what it is when it is not given."""

    name: str
    read: Callable[[str, object], Decimal | int]
    default: Decimal | int | None = None
    required: bool = False


OWN_SETTINGS: Mapping[CalculationType, tuple[Setting, ...]] = {
    CalculationType.MODE: (Setting("n", partial(whole_number, within=(1, 100))),),
    CalculationType.DECAYING_AVERAGE: (
        Setting("percent", partial(number, within=(50, 99)), default=Decimal(65)),
    ),
    CalculationType.LATEST_WEIGHTED: (
        Setting("percent", partial(number, within=(1, 99)), default=Decimal(65)),
    ),
    CalculationType.N_MASTERY: (
        Setting("n", partial(whole_number, within=(1, 10)), default=5),
        Setting("mastery", number, required=True),
    ),
    CalculationType.MEAN_OF_BEST: (Setting("n", partial(whole_number, within=(1, 100)), required=True),),
}
"""The settings that belong to one type alone; types that are not here have none."""

SHARED_SETTINGS = frozenset({"minimum_scores", "clip", "fallback", "decimals"})
"""The settings that every type has."""

ALL_SETTINGS = SHARED_SETTINGS.union(*({setting.name for setting in own} for own in OWN_SETTINGS.values()))
"""The settings that some type has."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation type and its settings, known to be good.

    own             the settings of the type itself, by name; one that is optional and not given is absent
    minimum_scores  with fewer scores that count, there is no result (and no fallback either)
    clip            the least and the greatest result
    fallback        the calculation that stands in where the type's own formula has no result
    decimals        the decimal places of the result
    """

    type: CalculationType
    own: Mapping[str, Decimal | int]
    minimum_scores: int = 1
    clip: tuple[Decimal, Decimal] | None = None
    fallback: "Calculation | None" = None
    decimals: int = 2

    @classmethod
    def parse(cls, calculation_type: object, settings: Mapping[str, object]) -> Self:
        """The calculation that these settings make of this type; numbers are int or Decimal.

        A setting that is null is one that is not given.
        A setting that neither the type nor its fallback uses is refused: it would promise something that does
        not happen. Where both use one of the same name, it is the type's, and the fallback has its default.

        Raises InputRefused, with the setting's name or "calculation_type" for its field:
        unknown_calculation_type, unknown_setting, setting_not_used, setting_required, invalid_clip,
        invalid_fallback, and those of `number` and `whole_number`.
        """
        chosen = _calculation_type("calculation_type", "The calculation type", calculation_type)
        settings = {
            name: value for name, value in settings.items() if value is not None or name not in ALL_SETTINGS
        }
        fallback = _fallback(chosen, settings)
        _refuse_strangers(chosen, fallback, settings)
        return cls(
            type=chosen,
            own=_own_settings(chosen, settings),
            minimum_scores=whole_number("minimum_scores", settings.get("minimum_scores", 1), (1, 100)),
            clip=_clip(settings["clip"]) if "clip" in settings else None,
            fallback=fallback,
            decimals=whole_number("decimals", settings.get("decimals", 2), (0, MOST_DECIMALS)),
        )

    def numbers_on_scale(self) -> Iterator[tuple[str, Decimal]]:
        """The settings that are scores, by the paths of their names: the ends of the clip, and mastery."""
        if self.clip:
            yield from zip(("clip.0", "clip.1"), self.clip, strict=True)
        for calculation in (self, self.fallback):
            if calculation and "mastery" in calculation.own:
                yield "mastery", Decimal(calculation.own["mastery"])

    @classmethod
    def restore(cls, calculation_type: str, stored: Mapping[str, object]) -> Self:
        """The calculation whose `dump` this is."""
        return cls.parse(
            calculation_type,
            {name: value if name == "fallback" else _exact(value) for name, value in stored.items()},
        )

    def dump(self) -> dict[str, object]:
        """Every setting in force as plain JSON: decimals as strings, always in the same order.

        Defaults are written out, so that what is stored goes on meaning what it meant, whatever they become.
        """
        own = {**(self.fallback.own if self.fallback else {}), **self.own}
        settings: dict[str, object] = {
            name: plain(value) if isinstance(value, Decimal) else value for name, value in sorted(own.items())
        }
        settings["minimum_scores"] = self.minimum_scores
        settings["clip"] = [plain(end) for end in self.clip] if self.clip else None
        settings["fallback"] = self.fallback.type.value if self.fallback else None
        settings["decimals"] = self.decimals
        return settings


def _calculation_type(field: str, called: str, name: object) -> CalculationType:
    try:
        return CalculationType(str(name))
    except ValueError:
        message = f"{called} must be one of {', '.join(CalculationType)}."
        raise InputRefused("unknown_calculation_type", field, message) from None


def _fallback(chosen: CalculationType, settings: Mapping[str, object]) -> Calculation | None:
    if "fallback" not in settings:
        return None
    fallback = _calculation_type("fallback", "fallback", settings["fallback"])
    taken = _own_names(chosen)
    needed = {setting.name for setting in OWN_SETTINGS.get(fallback, ()) if setting.required}
    if fallback is chosen or needed & taken:
        message = f"fallback must be another type than {fallback}, which cannot stand in for {chosen}."
        raise InputRefused("invalid_fallback", "fallback", message)
    free = {name: value for name, value in settings.items() if name not in taken}
    return Calculation(fallback, _own_settings(fallback, free))


def _own_names(*types: CalculationType) -> set[str]:
    return {setting.name for each in types for setting in OWN_SETTINGS.get(each, ())}


def _own_settings(chosen: CalculationType, settings: Mapping[str, object]) -> dict[str, Decimal | int]:
    own: dict[str, Decimal | int] = {}
    for setting in OWN_SETTINGS.get(chosen, ()):
        if setting.name in settings:
            own[setting.name] = setting.read(setting.name, settings[setting.name])
        elif setting.required:
            message = f"{chosen} needs the setting {setting.name}."
            raise InputRefused("setting_required", setting.name, message)
        elif setting.default is not None:
            own[setting.name] = setting.default
    return own


def _refuse_strangers(
    chosen: CalculationType, fallback: Calculation | None, settings: Mapping[str, object]
) -> None:
    used = _own_names(chosen, *([fallback.type] if fallback else [])) | SHARED_SETTINGS
    for name in settings:
        if name in used:
            continue
        code = "setting_not_used" if name in ALL_SETTINGS else "unknown_setting"
        message = f"{chosen} has no setting {name!r}; it has {', '.join(sorted(used))}."
        raise InputRefused(code, name, message)


def _clip(ends: object) -> tuple[Decimal, Decimal]:
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        raise InputRefused("invalid_clip", "clip", "clip must be two numbers: [low, high].")
    low, high = number("clip.0", ends[0]), number("clip.1", ends[1])
    if low > high:
        message = f"clip must not begin above its end: [{plain(low)}, {plain(high)}]."
        raise InputRefused("invalid_clip", "clip", message)
    return low, high


def _exact(stored: object) -> object:
    match stored:
        case str():
            return Decimal(stored)
        case list():
            return [_exact(each) for each in stored]
        case _:
            return stored
