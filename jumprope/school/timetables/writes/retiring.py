"""Retiring day types, class periods and bell schedules, and using them again. What has them keeps them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import retiring, rows
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.school.timetables import access
from jumprope.school.timetables.models import BellSchedule, ClassPeriod, DayType


class DayTypeRetired(Refused):
    """No further day is of a type that is retired, and no further meeting on such days."""

    code = "day_type_retired"
    message = _("The day type “{code}” has been retired.")


class DayTypeNotRetired(Refused):
    """It is in use as it is."""

    code = "day_type_not_retired"
    message = _("The day type “{code}” has not been retired.")


class ClassPeriodRetired(Refused):
    """No further section meets in a class period that is retired, and no further bells ring for it."""

    code = "class_period_retired"
    message = _("The class period “{name}” has been retired.")


class ClassPeriodNotRetired(Refused):
    """It is in use as it is."""

    code = "class_period_not_retired"
    message = _("The class period “{name}” has not been retired.")


class BellScheduleRetired(Refused):
    """No further day gets bells that are retired, and they stay as they are."""

    code = "bell_schedule_retired"
    message = _("The bell schedule “{name}” has been retired.")


class BellScheduleNotRetired(Refused):
    """It is in use as it is."""

    code = "bell_schedule_not_retired"
    message = _("The bell schedule “{name}” has not been retired.")


@dataclass(frozen=True, kw_only=True)
class DayTypeWritten(Answer):
    """The day type."""

    day_type_id: int


@dataclass(frozen=True, kw_only=True)
class ClassPeriodWritten(Answer):
    """The class period."""

    class_period_id: int


@dataclass(frozen=True, kw_only=True)
class BellScheduleWritten(Answer):
    """The bell schedule."""

    bell_schedule_id: int


@command(access.MANAGE_TIMETABLES, event="day_type.retired")
def retire_day_type(*, viewer: Viewer, day_type_id: int) -> DayTypeWritten:
    """Let no further day or meeting have a day type. Raises `NotFound`, `DayTypeRetired`."""
    kind = _locked_day_type(viewer, day_type_id)
    retiring.retire(kind, at=viewer.now, already=DayTypeRetired(code=kind.code, field="day_type_id"))
    return DayTypeWritten(day_type_id=day_type_id)


@command(access.MANAGE_TIMETABLES, event="day_type.used_again")
def use_day_type_again(*, viewer: Viewer, day_type_id: int) -> DayTypeWritten:
    """Use a day type that was retired, as if it had not been. Raises `NotFound`, `DayTypeNotRetired`."""
    kind = _locked_day_type(viewer, day_type_id)
    retiring.use_again(kind, never=DayTypeNotRetired(code=kind.code, field="day_type_id"))
    return DayTypeWritten(day_type_id=day_type_id)


@command(access.MANAGE_TIMETABLES, event="class_period.retired")
def retire_class_period(*, viewer: Viewer, class_period_id: int) -> ClassPeriodWritten:
    """Let no further section meet in a class period, and no further bells ring for it.

    Raises `NotFound`, `ClassPeriodRetired`.
    """
    period = _locked_class_period(viewer, class_period_id)
    already = ClassPeriodRetired(name=period.name, field="class_period_id")
    retiring.retire(period, at=viewer.now, already=already)
    return ClassPeriodWritten(class_period_id=class_period_id)


@command(access.MANAGE_TIMETABLES, event="class_period.used_again")
def use_class_period_again(*, viewer: Viewer, class_period_id: int) -> ClassPeriodWritten:
    """Use a class period that was retired, as if it had not been.

    Raises `NotFound`, `ClassPeriodNotRetired`.
    """
    period = _locked_class_period(viewer, class_period_id)
    retiring.use_again(period, never=ClassPeriodNotRetired(name=period.name, field="class_period_id"))
    return ClassPeriodWritten(class_period_id=class_period_id)


@command(access.MANAGE_TIMETABLES, event="bell_schedule.retired")
def retire_bell_schedule(*, viewer: Viewer, bell_schedule_id: int) -> BellScheduleWritten:
    """Let no further day have a bell schedule. Raises `NotFound`, `BellScheduleRetired`."""
    schedule = locked_bell_schedule(viewer, bell_schedule_id)
    retiring.retire(
        schedule, at=viewer.now, already=BellScheduleRetired(name=schedule.name, field="bell_schedule_id")
    )
    return BellScheduleWritten(bell_schedule_id=bell_schedule_id)


@command(access.MANAGE_TIMETABLES, event="bell_schedule.used_again")
def use_bell_schedule_again(*, viewer: Viewer, bell_schedule_id: int) -> BellScheduleWritten:
    """Use a bell schedule that was retired, as if it had not been.

    Raises `NotFound`, `BellScheduleNotRetired`.
    """
    schedule = locked_bell_schedule(viewer, bell_schedule_id)
    retiring.use_again(schedule, never=BellScheduleNotRetired(name=schedule.name, field="bell_schedule_id"))
    return BellScheduleWritten(bell_schedule_id=bell_schedule_id)


def _locked_day_type(viewer: Viewer, day_type_id: int) -> DayType:
    rule = access.timetables_to_manage(viewer)
    return rows.locked_one(DayType, rule, day_type_id, field="day_type_id")


def _locked_class_period(viewer: Viewer, class_period_id: int) -> ClassPeriod:
    rule = access.timetables_to_manage(viewer)
    return rows.locked_one(ClassPeriod, rule, class_period_id, field="class_period_id")


@step
def locked_bell_schedule(viewer: Viewer, bell_schedule_id: int) -> BellSchedule:
    """A bell schedule that the viewer may change, under lock. Raises `NotFound`. Two statements."""
    rule = access.timetables_to_manage(viewer)
    return rows.locked_one(BellSchedule, rule, bell_schedule_id, field="bell_schedule_id")
