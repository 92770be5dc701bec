"""Saying which types of days and which class periods a school has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.timetables import access
from jumprope.school.timetables.models import ClassPeriod, DayType
from jumprope.school.timetables.writes.retiring import ClassPeriodRetired, DayTypeRetired
from jumprope.school.timetables.writes.schools import check_school

MOST_PARTS = 100
"""How many day types, or class periods, are recorded at once."""


class DayTypeCodeTaken(Refused):
    """The day types of a school are told apart by their codes."""

    code = "day_type_code_taken"
    message = _("The school has another day type “{name}”.")


class ClassPeriodNameTaken(Refused):
    """The class periods of a school are told apart by their names."""

    code = "class_period_name_taken"
    message = _("The school has another class period “{name}”.")


Part = TypeVar("Part", DayType, ClassPeriod)


class SaidDayType(TypedDict):
    """A type of days; with a key, one that is known."""

    day_type_id: NotRequired[int | None]
    code: str
    name: str
    position: int


class SaidClassPeriod(TypedDict):
    """A class period; with a key, one that is known."""

    class_period_id: NotRequired[int | None]
    name: str
    position: int


@dataclass(frozen=True, kw_only=True)
class DayTypesRecorded(Answer):
    """The day types, in the order in which they were given."""

    day_type_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class ClassPeriodsRecorded(Answer):
    """The class periods, in the order in which they were given."""

    class_period_ids: list[int]


@command(access.MANAGE_TIMETABLES, event="day_types.recorded")
def record_day_types(*, viewer: Viewer, school_id: int, day_types: Sequence[SaidDayType]) -> DayTypesRecorded:
    """Make types of days of a school, and change those that are named by their keys.

    Raises `NotFound` for the school or a day type, `DayTypeRetired`, `DayTypeCodeTaken`, `DescribedTwice`,
    and what `kit.values` refuses; `TakenMeanwhile` for a code that someone else takes at the same moment.
    """
    found, taken = _described(
        viewer, DayType, school_id, day_types, name="code", key="day_type_id", at="day_types"
    )
    retired = [
        DayTypeRetired(code=kind.code, field=f"{place}.day_type_id")
        for place, kind in found.rows.items()
        if kind.retired_at is not None
    ]
    named = [DayTypeCodeTaken(name=name, field=at) for at, name in taken.items()]
    refuse_all([*found.refusals, *retired, *named])
    with uniqueness.unless_taken(
        DayType, "timetables_day_type_code", uniqueness.TakenMeanwhile(field="day_types")
    ):
        return DayTypesRecorded(day_type_ids=described.save(found))


@command(access.MANAGE_TIMETABLES, event="class_periods.recorded")
def record_class_periods(
    *, viewer: Viewer, school_id: int, class_periods: Sequence[SaidClassPeriod]
) -> ClassPeriodsRecorded:
    """Make class periods of a school, and change those that are named by their keys.

    Raises `NotFound` for the school or a class period, `ClassPeriodRetired`, `ClassPeriodNameTaken`,
    `DescribedTwice`, and what `kit.values` refuses; `TakenMeanwhile` for a name that someone else takes at
    the same moment.
    """
    found, taken = _described(
        viewer, ClassPeriod, school_id, class_periods, name="name", key="class_period_id", at="class_periods"
    )
    retired = [
        ClassPeriodRetired(name=period.name, field=f"{place}.class_period_id")
        for place, period in found.rows.items()
        if period.retired_at is not None
    ]
    named = [ClassPeriodNameTaken(name=name, field=at) for at, name in taken.items()]
    refuse_all([*found.refusals, *retired, *named])
    with uniqueness.unless_taken(
        ClassPeriod, "timetables_class_period_name", uniqueness.TakenMeanwhile(field="class_periods")
    ):
        return ClassPeriodsRecorded(class_period_ids=described.save(found))


def _described(
    viewer: Viewer,
    model: type[Part],
    school_id: int,
    given: Sequence[Mapping[str, object]],
    *,
    name: str,
    key: str,
    at: str,
) -> tuple[described.Described[Part], dict[str, str]]:
    """Parts of a school's timetable as they are described, and the names that others have, by their place.

    Whoever names them holds all of the school's, so that no two come to have one name; one that is given up
    here is free from the next time on. Four statements at most.
    """
    values.check_size(given, field=at, at_most=MOST_PARTS)
    held = list(model.objects.select_for_update().filter(school=school_id).order_by("pk"))
    check_school(viewer, school_id)
    own = [{**one, "school_id": school_id} for one in given]
    found = described.read(model, own, key=key, rule=Q(school=school_id), at=at)
    holders: dict[str, int | str] = {getattr(row, name): row.pk for row in held}
    taken: dict[str, str] = {}
    for place, row in found.rows.items():
        if holders.setdefault(getattr(row, name), row.pk or place) != (row.pk or place):
            taken[f"{place}.{name}"] = getattr(row, name)
    return found, taken
