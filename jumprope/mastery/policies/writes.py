"""Making scales, and the parts of setting a policy and of retiring a level that concern no determination."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import reads as standards
from jumprope.mastery.policies import access, reads
from jumprope.mastery.policies.models import Level, Policy, Scale, ScaleConversion
from jumprope.mastery.policies.rules import (
    MOST_POINTS,
    Calculation,
    Conversion,
    Ends,
    InputRefused,
    Point,
)
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses

MOST_LEVELS = 50
"""How many levels one scale has."""

MOST_DECIMALS = 4
"""The decimal places of a determination's number."""


class ScaleNameTaken(Refused):
    """Scales are told apart by their names."""

    code = "scale_name_taken"
    message = _("There is a scale “{name}” already.")
    field = "name"


class ScaleEmpty(Refused):
    """Between its ends a scale has room."""

    code = "scale_empty"
    message = _("The greatest score has to be above the least.")
    field = "highest"


class LevelNameTaken(Refused):
    """Levels of a scale are told apart by their names."""

    code = "level_name_taken"
    message = _("Another level of the scale is called “{name}” too.")


class LevelOffScale(Refused):
    """No score could reach it, or every score would."""

    code = "level_off_scale"
    message = _("A threshold has to lie on the scale, from {lowest} to {highest}.")


class ThresholdTaken(Refused):
    """Of two levels with one threshold, one could never be reached."""

    code = "threshold_taken"
    message = _("Another level of the scale has the threshold {threshold} too.")


class LastLevel(Refused):
    """A scale without levels could say nothing."""

    code = "last_level"
    message = _("“{name}” is the only level that is left of its scale.")
    field = "level_id"


class TooManyPlaces(Refused):
    """A policy is for one section, one course, one school, or all of the tenant."""

    code = "too_many_places"
    message = _("Name a section, a course or a school, or none of them for the whole tenant.")


class SettingOffScale(Refused):
    """No score could meet it, or the result could be a number that nobody can give."""

    code = "setting_off_scale"
    message = _("This number has to lie on the policy's scale, from {lowest} to {highest}.")


class ConversionLeadsNowhere(Refused):
    """A scale needs no conversion to itself."""

    code = "conversion_leads_nowhere"
    message = _("A conversion leads from one scale to another. Choose two different scales.")
    field = "destination_id"


class ConversionPoint(TypedDict):
    """What a number on the scale that is converted is on the other."""

    given: Decimal
    shown: Decimal


class NewLevel(TypedDict):
    """A level to be made: reached from its threshold up; the colour as `#rrggbb`."""

    name: str
    threshold: Decimal
    colour: str


@dataclass(frozen=True, kw_only=True)
class ScaleMade(Answer):
    """The new scale, and its levels in the order in which they were given."""

    scale_id: int
    level_ids: list[int]


@command(access.MANAGE_SCALES, event="scale.made")
def make_scale(
    *,
    viewer: Viewer,  # noqa: ARG001 - who may, makes them for the whole tenant
    name: str,
    lowest: Decimal,
    highest: Decimal,
    levels: Sequence[NewLevel],
) -> ScaleMade:
    """Make a scale with its 1 to 50 levels. The first scale of a tenant holds wherever no policy does.

    Raises `ScaleNameTaken`, `ScaleEmpty`, `LevelNameTaken`, `LevelOffScale`, `ThresholdTaken`, and what
    `kit.values` refuses.
    """
    values.check_size(levels, field="levels", at_most=MOST_LEVELS)
    scale = Scale(name=name, lowest=lowest, highest=highest)
    parts = [Level(scale=scale, **level) for level in levels]
    refuse_all(_faults_of_scale(scale))
    refuse_all(_faults_of_levels(scale, parts))
    with uniqueness.unless_taken(Scale, "policies_scale_name", ScaleNameTaken(name=scale.name)):
        scale.save(force_insert=True)
    for part in parts:
        part.scale_id = scale.pk
    return ScaleMade(scale_id=scale.pk, level_ids=rows.insert(parts))


def _faults_of_scale(scale: Scale) -> Iterator[Refused]:
    unfit = values.clean(scale)
    yield from unfit
    if not unfit and scale.highest <= scale.lowest:
        yield ScaleEmpty()


def _faults_of_levels(scale: Scale, levels: Sequence[Level]) -> Iterator[Refused]:
    names: set[str] = set()
    thresholds: set[Decimal] = set()
    for position, level in enumerate(levels):
        at = f"levels.{position}"
        unfit = values.clean(level, at=at)
        if unfit:
            yield from unfit
            continue
        if level.name in names:
            yield LevelNameTaken(name=level.name, field=f"{at}.name")
        if level.threshold in thresholds:
            yield ThresholdTaken(threshold=level.threshold, field=f"{at}.threshold")
        if not scale.lowest <= level.threshold <= scale.highest:
            yield LevelOffScale(lowest=scale.lowest, highest=scale.highest, field=f"{at}.threshold")
        names.add(level.name)
        thresholds.add(level.threshold)


@step
def retire(*, viewer: Viewer, level_id: int) -> Level:
    """Give a level no more; return it. Raises `NotFound`, `reads.LevelRetired` and `LastLevel`.

    Three statements.
    """
    level = Level.objects.select_related("scale").filter(pk=level_id).first()
    if level is None:
        raise NotFound(field="level_id")
    if not Level.objects.filter(scale=level.scale_id, retired_at=None).exclude(pk=level.pk).exists():
        raise LastLevel(name=level.name)
    retiring.retire(level, at=viewer.now, already=reads.LevelRetired(name=level.name))
    return level


@step
def put_conversion(
    *, origin_id: int, destination_id: int, kind: str, points: Sequence[ConversionPoint]
) -> int:
    """Say how numbers on one scale are shown on another, in place of what was said; return its key.

    Raises `NotFound` for a scale, `ConversionLeadsNowhere`, what `kit.values` refuses of the list, and what
    `reads.conversion_refused` makes of points that are not taken. Three statements.
    """
    values.check_size(points, field="points", at_most=MOST_POINTS)
    if origin_id == destination_id:
        raise ConversionLeadsNowhere
    scales = {scale.pk: scale for scale in Scale.objects.filter(pk__in=[origin_id, destination_id])}
    refuse_all(
        NotFound(field=field)
        for field, key in {"origin_id": origin_id, "destination_id": destination_id}.items()
        if key not in scales
    )
    conversion = _conversion(scales[origin_id], scales[destination_id], kind, points)
    row = ScaleConversion(
        origin_id=origin_id, destination_id=destination_id, kind=conversion.kind, points=conversion.dump()
    )
    kept = ScaleConversion.objects.filter(origin=origin_id, destination=destination_id)
    row.pk = kept.values_list("pk", flat=True).first()
    row.save()
    return row.pk


def _conversion(
    origin: Scale, destination: Scale, kind: str, points: Sequence[ConversionPoint]
) -> Conversion:
    try:
        return Conversion.parse(
            kind,
            [Point(**point) for point in points],
            origin=Ends(origin.lowest, origin.highest),
            destination=Ends(destination.lowest, destination.highest),
        )
    except InputRefused as refused:
        raise reads.conversion_refused(refused) from refused


@step
def put_policy(
    *,
    viewer: Viewer,
    section_id: int | None = None,
    course_id: int | None = None,
    school_id: int | None = None,
    standard_id: int | None = None,
    scale_id: int,
    calculation_type: str,
    settings: Mapping[str, object],
) -> int:
    """Set the policy of a scope, in place of the one that it has, and return its key. At most six statements.

    Raises `TooManyPlaces`, `NotFound` for what is absent or not the viewer's to govern, `SettingOffScale`,
    and what `reads.calculation_refused` makes of a calculation that is not taken.
    """
    scope = {"section": section_id, "course": course_id, "school": school_id, "standard": standard_id}
    calculation = _calculation(calculation_type, settings)
    policy = Policy(
        **{f"{name}_id": key for name, key in scope.items()},
        scale_id=scale_id,
        calculation_type=calculation.type.value,
        settings=calculation.dump(),
    )
    refuse_all(_faults_of_policy(viewer, policy, calculation))
    policy.pk = Policy.objects.filter(**scope).values_list("pk", flat=True).first()
    policy.save()
    return policy.pk


def _calculation(calculation_type: str, settings: Mapping[str, object]) -> Calculation:
    try:
        calculation = Calculation.parse(calculation_type, settings)
        if calculation.decimals > MOST_DECIMALS:
            reason = f"decimals must be at most {MOST_DECIMALS}: more are not kept."
            raise InputRefused("out_of_range", "decimals", reason)
    except InputRefused as refused:
        raise reads.calculation_refused(refused) from refused
    return calculation


def _faults_of_policy(viewer: Viewer, policy: Policy, calculation: Calculation) -> Iterator[Refused]:
    places = {name: getattr(policy, name) for name in ("section_id", "course_id", "school_id")}
    named = [name for name, key in places.items() if key is not None]
    if len(named) > 1:
        yield TooManyPlaces(field=named[1])
    elif not _governs(viewer, policy):
        yield NotFound(field=named[0] if named else None)
    if policy.standard_id is not None and not standards.retired({policy.standard_id}):
        yield NotFound(field="standard_id")
    scale = Scale.objects.filter(pk=policy.scale_id).first()
    if scale is None:
        yield NotFound(field="scale_id")
    else:
        yield from _settings_off_scale(calculation, scale)


def _settings_off_scale(calculation: Calculation, scale: Scale) -> Iterator[SettingOffScale]:
    for name, number in calculation.numbers_on_scale():
        if not scale.lowest <= number <= scale.highest:
            yield SettingOffScale(lowest=scale.lowest, highest=scale.highest, field=f"settings.{name}")


def _governs(viewer: Viewer, policy: Policy) -> bool:
    """Whether there is such a place, and the viewer may say what holds there. One statement at most."""
    if policy.section_id is not None:
        rule = access.governed(viewer, school="course__school")
        return bool(courses.sections_among({policy.section_id}, rule=rule))
    if policy.course_id is not None:
        return bool(courses.courses_among({policy.course_id}, rule=access.governed(viewer, school="school")))
    if policy.school_id is not None:
        return bool(tenancy.schools_among({policy.school_id}, rule=access.governed(viewer, school="pk")))
    return access.governs_tenant(viewer)
