"""Writing down what reports to the state ask about students."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access
from jumprope.school.people.models import Demographics, DemographicsValue, Student
from jumprope.school.people.models.people import FIRST_YEAR
from jumprope.school.people.writes.students import MOST_TAKEN_IN


class BirthDateImpossible(Refused):
    """Most likely the century is wrong, or it is another day's date."""

    code = "birth_date_impossible"
    message = _("Nobody at school was born on {day}: a birth date lies between {first} and {last}.")


YOUNGEST = timedelta(days=365)
"""Whoever is younger is no student: it is the day of the form, or the year of today."""


class Facts(TypedDict, total=False):
    """What may be said of a student."""

    birth_date: date | None
    sex: str
    american_indian_or_alaska_native: bool | None
    asian: bool | None
    black_or_african_american: bool | None
    native_hawaiian_or_other_pacific_islander: bool | None
    white: bool | None
    two_or_more_races: bool | None
    hispanic_or_latino: bool | None
    country_of_birth: str
    state_of_birth: str
    city_of_birth: str
    residence_status: str


class SaidDemographics(Facts):
    """What is true of a student; what is not said stays."""

    student_id: int
    clear: NotRequired[Sequence[DemographicsValue]]


@dataclass(frozen=True, kw_only=True)
class DemographicsRecorded(Answer):
    """The demographics, in the order in which they were given."""

    demographics_ids: list[int]


@command(access.MANAGE_DEMOGRAPHICS, event="demographics.recorded")
def record_demographics(*, viewer: Viewer, demographics: Sequence[SaidDemographics]) -> DemographicsRecorded:
    """Write down students' demographics. Raises what `take_in_demographics` raises."""
    values.check_size(demographics, field="demographics")
    return DemographicsRecorded(
        demographics_ids=take_in_demographics(viewer=viewer, demographics=demographics)
    )


@step
def take_in_demographics(
    *, viewer: Viewer, demographics: Sequence[SaidDemographics], at: str = "demographics"
) -> list[int]:
    """Write down demographics, one row for each student; their keys in the order given.

    At most 5,000 at once; nine statements at most. Raises `NotFound` for a student, `BirthDateImpossible`,
    `DescribedTwice`, `GivenAndCleared`, and what `kit.values` refuses.
    """
    values.check_size(demographics, field=at, at_most=MOST_TAKEN_IN)
    students = rows.lock(
        Student, access.students_to_describe(viewer), {one["student_id"] for one in demographics}
    )
    refuse_all(_faults_of_students(demographics, students, at=at))
    known = dict(Demographics.objects.filter(student__in=students).values_list("student_id", "pk"))
    found = described.read(
        Demographics,
        [{**one, "demographics_id": known.get(one["student_id"])} for one in demographics],
        key="demographics_id",
        rule=access.demographics_to_manage(viewer),
        at=at,
    )
    refuse_all([*found.refusals, *_impossible(found.rows, today=viewer.today)])
    return described.save(found)


def _impossible(demographics: Mapping[str, Demographics], *, today: date) -> Iterator[Refused]:
    first, last = date(FIRST_YEAR, 1, 1), today - YOUNGEST
    for place, one in demographics.items():
        if isinstance(one.birth_date, date) and not first <= one.birth_date <= last:
            yield BirthDateImpossible(day=one.birth_date, first=first, last=last, field=f"{place}.birth_date")


def _faults_of_students(
    demographics: Sequence[SaidDemographics], students: Collection[int], *, at: str
) -> Iterator[Refused]:
    named: set[int] = set()
    for position, one in enumerate(demographics):
        if one["student_id"] not in students:
            yield NotFound(field=f"{at}.{position}.student_id")
        elif one["student_id"] in named:
            yield described.DescribedTwice(field=f"{at}.{position}.student_id")
        named.add(one["student_id"])
