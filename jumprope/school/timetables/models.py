"""Types of school days, the periods of a day and the bells that ring them, the days themselves, and when
sections meet.

A section meets in a class period on days of a type. At which time that is, the bell schedule of the day says:
so the bells of a short day move every section at once, and no meeting is written anew.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel

PLACES = (MinValueValidator(1), MaxValueValidator(1000))


class DayType(TenantModel):
    """A sort of school day at a school, on which the same sections meet: day A of a rotation, or every day.

    One that is retired stays with the days and meetings that have it, and no other gets it.

    Personal data: none.
    """

    school = TenantForeignKey(
        "tenancy.School", related_name="day_types", indexed=False, help_text=_("The school.")
    )
    code = models.CharField(_("code"), max_length=20, help_text=_("Its short name, for example `A`."))
    name = models.CharField(_("name"), max_length=60, help_text=_("What it is called."))
    position = models.PositiveSmallIntegerField(
        _("position"), validators=PLACES, help_text=_("Its place among the school's day types, from 1.")
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("Since when no day gets it any more.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "school", "code"], name="timetables_day_type_code")
        ]

    def __str__(self) -> str:
        return self.code


class ClassPeriod(TenantModel):
    """A part of a school's day in which sections meet, whenever the bells ring for it: Period 1.

    One that is retired stays with the meetings and bells that have it, and no other gets it.

    Personal data: none.
    """

    school = TenantForeignKey(
        "tenancy.School", related_name="class_periods", indexed=False, help_text=_("The school.")
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("What it is called, for example `Period 1`.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), validators=PLACES, help_text=_("Its place in the day, from 1.")
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("Since when no section comes to meet in it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "school", "name"], name="timetables_class_period_name")
        ]

    def __str__(self) -> str:
        return self.name


class BellSchedule(TenantModel):
    """At which times the class periods of a school begin and end on some of its days: regular, early release.

    One that is retired goes on ringing on the days that have it, and no other gets it.

    Personal data: none.
    """

    school = TenantForeignKey(
        "tenancy.School", related_name="bell_schedules", indexed=False, help_text=_("The school.")
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("What it is called."))
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("Since when no day gets it any more.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "school", "name"], name="timetables_bell_schedule_name")
        ]

    def __str__(self) -> str:
        return self.name


class BellPeriod(TenantModel):
    """From when until when a class period lasts by a bell schedule, in times local to the school.

    Personal data: none.
    """

    bell_schedule = TenantForeignKey(
        BellSchedule, related_name="periods", indexed=False, help_text=_("The bell schedule.")
    )
    class_period = TenantForeignKey(
        ClassPeriod, related_name="bell_periods", help_text=_("The class period.")
    )
    starts_at = models.TimeField(_("starts at"), help_text=_("The time at which it begins."))
    ends_at = models.TimeField(_("ends at"), help_text=_("The time at which it is over."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "bell_schedule", "class_period"], name="timetables_bell_period_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="timetables_bell_period_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"class period {self.class_period_id} at {self.starts_at}"


class CalendarDay(TenantModel):
    """What a date is at a school. Of a date without one nothing is known: it is no school day.

    Only an instructional day has a type and bells.

    Personal data: none.
    """

    class DayKind(models.TextChoices):
        """What a date is at a school."""

        INSTRUCTIONAL = "instructional", _("Students are taught")
        STAFF = "staff", _("Staff work, students stay at home")
        HOLIDAY = "holiday", _("Holiday")
        CLOSED = "closed", _("The school is closed on a day that was to be one of school")

    school = TenantForeignKey(
        "tenancy.School", related_name="calendar_days", indexed=False, help_text=_("The school.")
    )
    date = models.DateField(_("date"), help_text=_("The date."))
    kind = models.CharField(_("kind"), max_length=14, choices=DayKind, help_text=_("What it is."))
    day_type = TenantForeignKey(
        DayType, null=True, blank=True, related_name="days", help_text=_("Its type, if it is a school day.")
    )
    bell_schedule = TenantForeignKey(
        BellSchedule,
        null=True,
        blank=True,
        related_name="days",
        help_text=_("The bells that ring on it, if it is a school day."),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, default="", help_text=_("What is to be known about it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "school", "date"], name="timetables_calendar_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class SectionMeeting(TenantModel):
    """That a section meets in a class period on days of a type. It is a plan: another takes its place.

    Personal data: none.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="meetings", indexed=False, help_text=_("The section.")
    )
    day_type = TenantForeignKey(
        DayType, related_name="meetings", help_text=_("The type of the days on which it meets.")
    )
    class_period = TenantForeignKey(
        ClassPeriod, related_name="meetings", help_text=_("The class period in which it meets.")
    )
    room = models.CharField(_("room"), max_length=40, blank=True, default="", help_text=_("Where."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "day_type", "class_period"], name="timetables_meeting_once"
            )
        ]

    def __str__(self) -> str:
        return f"section {self.section_id} in class period {self.class_period_id}"
