"""Planning units: making, changing and archiving them, and saying what is taught in them."""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import reads as standards
from jumprope.learning.units import access
from jumprope.learning.units.models import Unit, UnitStandard
from jumprope.school.courses import writes as courses

MOST_STANDARDS = 200
"""How many standards are taught in one unit."""


class UnitEndsBefore(Refused):
    """A unit takes a day at least."""

    code = "unit_ends_before"
    message = _("A unit has to end on the day it starts, or later.")


class UnitDetail(TextChoices):
    """What a unit may do without."""

    STARTS_ON = "starts_on", _("The first day")
    ENDS_ON = "ends_on", _("The last day")


@dataclass(frozen=True, kw_only=True)
class UnitWritten(Answer):
    """The unit that was planned, changed, archived or taken back."""

    unit_id: int


@command(access.PLAN_UNITS, event="unit.planned")
def plan_unit(
    *,
    viewer: Viewer,
    section_id: int,
    title: str,
    description: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    standard_ids: Sequence[int] = (),
) -> UnitWritten:
    """Plan a unit of a section, after those that there are, on up to 200 standards in this order.

    Raises `NotFound` for the section or a standard, `StandardRetired`, `UnitEndsBefore`, and what
    `kit.values` refuses. At most nine statements of its own.
    """
    allowed = courses.lock_sections(rule=access.sections_to_plan_in(viewer), section_ids={section_id})
    unit = Unit(
        section_id=section_id,
        title=title,
        description=description or "",
        position=_next_position(section_id),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    faults = [] if allowed else [NotFound(field="section_id")]
    refuse_all([*faults, *_faults(unit), *_faults_of_standards(standard_ids)])
    unit.save(force_insert=True)
    _put_standards(unit.pk, standard_ids)
    return UnitWritten(unit_id=unit.pk)


@command(access.PLAN_UNITS, event="unit.changed")
def change_unit(
    *,
    viewer: Viewer,
    unit_id: int,
    title: str | None = None,
    description: str | None = None,
    position: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    clear: Collection[UnitDetail | str] = (),
) -> UnitWritten:
    """Change what is given of a unit, and clear what is to be. Of two units in one position the older comes
    first.

    Raises `NotFound`, `UnitEndsBefore`, and what `kit.changes` and `kit.values` refuse.
    """
    unit = _locked(viewer, unit_id)
    given = {
        "title": title,
        "description": description,
        "position": position,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    refuse_all([*changes.put(unit, given, clear=clear), *_faults(unit)])
    unit.save(update_fields=list(given))
    return UnitWritten(unit_id=unit_id)


@command(access.PLAN_UNITS, event="unit.archived")
def archive_unit(*, viewer: Viewer, unit_id: int) -> UnitWritten:
    """Put a unit away. One that is put away already stays so since then. Raises `NotFound`."""
    unit = _locked(viewer, unit_id)
    unit.archived_at = unit.archived_at or viewer.now
    unit.save(update_fields=["archived_at"])
    return UnitWritten(unit_id=unit_id)


@command(access.PLAN_UNITS, event="unit.taken_back")
def take_back_unit(*, viewer: Viewer, unit_id: int) -> UnitWritten:
    """Take a unit that was put away back among the others. Raises `NotFound`."""
    unit = _locked(viewer, unit_id)
    unit.archived_at = None
    unit.save(update_fields=["archived_at"])
    return UnitWritten(unit_id=unit_id)


@command(access.PLAN_UNITS, event="unit.standards_set")
def set_unit_standards(*, viewer: Viewer, unit_id: int, standard_ids: Sequence[int]) -> UnitWritten:
    """Say which up to 200 standards are taught in a unit, in this order; all others are taken out.

    One that was retired may stay, and cannot be added. Raises `NotFound` for the unit or a standard,
    `StandardRetired`, and what `kit.values` refuses. At most nine statements of its own, however many
    standards.
    """
    _locked(viewer, unit_id)
    taught = UnitStandard.objects.filter(unit=unit_id, position__isnull=False)
    kept = set(taught.values_list("standard_id", flat=True))
    refuse_all(_faults_of_standards(standard_ids, kept=kept))
    _put_standards(unit_id, standard_ids)
    return UnitWritten(unit_id=unit_id)


@step
def copy(*, unit: Unit, section_id: int, later: timedelta) -> int:
    """Copy a unit into a locked section, its days moved by so much, and return its key. Seven statements.

    Its standards come along in their order, but for those that were retired.
    """
    taught = UnitStandard.objects.filter(
        unit=unit.pk, position__isnull=False, standard__retired_at=None
    ).order_by("position", "pk")
    standard_ids = list(taught.values_list("standard_id", flat=True))
    made = Unit.objects.create(
        section_id=section_id,
        title=unit.title,
        description=unit.description,
        position=_next_position(section_id),
        starts_on=unit.starts_on and unit.starts_on + later,
        ends_on=unit.ends_on and unit.ends_on + later,
    )
    _put_standards(made.pk, standard_ids)
    return made.pk


def _locked(viewer: Viewer, unit_id: int) -> Unit:
    return rows.locked_one(Unit, access.to_plan(viewer), unit_id, field="unit_id")


def _next_position(section_id: int) -> int:
    last = Unit.objects.filter(section=section_id).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _faults(unit: Unit) -> Iterator[Refused]:
    unfit = values.clean(unit)
    yield from unfit
    if not unfit and unit.starts_on and unit.ends_on and unit.ends_on < unit.starts_on:
        yield UnitEndsBefore(field="ends_on")


def _faults_of_standards(standard_ids: Sequence[int], *, kept: Set[int] = frozenset()) -> Iterator[Refused]:
    """What is wrong with the standards that are chosen, beside those that are kept. One query at most."""
    if standard_ids:
        values.check_size(standard_ids, field="standard_ids", at_most=MOST_STANDARDS)
    retired = standards.retired(standard_ids)
    in_unit = {standard: retired[standard] and standard not in kept for standard in retired}
    yield from standards.faults_of_choice(standard_ids, in_unit)


def _put_standards(unit_id: int, standard_ids: Sequence[int]) -> None:
    """Let exactly these standards have positions in a unit, in their order. At most five statements."""
    positions = {standard: place for place, standard in enumerate(dict.fromkeys(standard_ids), start=1)}
    known = {each.standard_id: each for each in UnitStandard.objects.filter(unit=unit_id)}
    for standard in positions.keys() - known.keys():
        known[standard] = UnitStandard(unit_id=unit_id, standard_id=standard)
    for standard, each in known.items():
        each.position = positions.get(standard)
    ordered = sorted(known.values(), key=lambda each: each.position or 0)
    rows.save(ordered, changing=["position"])
