"""What is the same for all schools of a tenant: its subjects, its grade levels, its catalogue of courses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import access
from jumprope.school.courses.models import CatalogueCourse, CatalogueValue, GradeLevel, Subject


class SubjectCodeTaken(Refused):
    """The tenant has a subject of this code."""

    code = "subject_code_taken"
    message = _("There is a subject “{code}” already.")


class GradeLevelCodeTaken(Refused):
    """The tenant's grade levels are told apart by their codes."""

    code = "grade_level_code_taken"
    message = _("There is another grade level “{code}”.")


class CatalogueCodeTaken(Refused):
    """The courses of the catalogue are told apart by their codes."""

    code = "catalogue_code_taken"
    message = _("There is another course “{code}” in the catalogue.")


class CatalogueCourseRetired(Refused):
    """What is in the catalogue no more is followed by no further course, and stays as it was."""

    code = "catalogue_course_retired"
    message = _("The course “{code}” of the catalogue has been retired.")


class CatalogueCourseNotRetired(Refused):
    """It is in the catalogue as it is."""

    code = "catalogue_course_not_retired"
    message = _("The course “{code}” of the catalogue has not been retired.")
    field = "catalogue_course_id"


class NewSubject(TypedDict):
    """A subject to be made, for all schools."""

    code: str
    name: str


class SaidGradeLevel(TypedDict):
    """A grade level; with a key, one that is known."""

    grade_level_id: NotRequired[int | None]
    code: str
    name: str
    position: int


class SaidCatalogueCourse(TypedDict):
    """A course of the catalogue; with a key, one that is known: what is not said of it stays."""

    catalogue_course_id: NotRequired[int | None]
    code: str
    title: str
    subject_id: NotRequired[int | None]
    credits: NotRequired[Decimal | None]
    clear: NotRequired[Sequence[CatalogueValue]]


@dataclass(frozen=True, kw_only=True)
class SubjectsMade(Answer):
    """The new subjects, in the order in which they were given."""

    subject_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class GradeLevelsRecorded(Answer):
    """The grade levels, in the order in which they were given."""

    grade_level_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class CatalogueRecorded(Answer):
    """The courses of the catalogue, in the order in which they were given."""

    catalogue_course_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class CatalogueCourseWritten(Answer):
    """The course of the catalogue."""

    catalogue_course_id: int


@command(access.MANAGE_COURSES, event="subjects.made")
def make_subjects(*, viewer: Viewer, subjects: Sequence[NewSubject]) -> SubjectsMade:
    """Make subjects for all schools of the tenant.

    Raises `NotFound` for those who look after one school only, `SubjectCodeTaken`, and what `kit.values`
    refuses; `TakenMeanwhile` for a code that someone else takes at the same moment.
    """
    _check(viewer, subjects, field="subjects")
    new = [Subject(**subject) for subject in subjects]
    refuse_all(_faults_of_subjects(new))
    taken = uniqueness.TakenMeanwhile(field="subjects")
    with uniqueness.unless_taken(Subject, "courses_subject_code", taken):
        return SubjectsMade(subject_ids=rows.insert(new))


def _faults_of_subjects(new: Sequence[Subject]) -> Iterator[Refused]:
    taken = set(Subject.objects.values_list("code", flat=True))
    for position, subject in enumerate(new):
        at = f"subjects.{position}"
        yield from values.clean(subject, at=at)
        if subject.code in taken:
            yield SubjectCodeTaken(code=subject.code, field=f"{at}.code")
        taken.add(subject.code)


@command(access.MANAGE_COURSES, event="grade_levels.recorded")
def record_grade_levels(*, viewer: Viewer, grade_levels: Sequence[SaidGradeLevel]) -> GradeLevelsRecorded:
    """Make grade levels of the tenant, and change those that are named by their keys.

    Raises `NotFound` for a grade level, and for those who look after one school only; `GradeLevelCodeTaken`,
    `DescribedTwice`, and what `kit.values` refuses; `TakenMeanwhile` for a code that someone else takes at
    the same moment.
    """
    values.check_size(grade_levels, field="grade_levels")
    return GradeLevelsRecorded(grade_level_ids=take_in_grade_levels(viewer=viewer, grade_levels=grade_levels))


@step
def take_in_grade_levels(*, viewer: Viewer, grade_levels: Sequence[SaidGradeLevel]) -> list[int]:
    """Write down grade levels; their keys in the order given. Six statements at most.

    Raises what `record_grade_levels` does.
    """
    if not access.may_keep_catalogue(viewer):
        raise NotFound
    held = list(GradeLevel.objects.select_for_update().order_by("pk"))
    found = described.read(GradeLevel, grade_levels, key="grade_level_id", rule=Q(), at="grade_levels")
    taken = (GradeLevelCodeTaken(code=code, field=field) for field, code in _taken(held, found.rows))
    refuse_all([*found.refusals, *taken])
    meanwhile = uniqueness.TakenMeanwhile(field="grade_levels")
    with uniqueness.unless_taken(GradeLevel, "courses_grade_level_code", meanwhile):
        return described.save(found)


@command(access.MANAGE_COURSES, event="catalogue.recorded")
def record_catalogue_courses(
    *, viewer: Viewer, catalogue_courses: Sequence[SaidCatalogueCourse]
) -> CatalogueRecorded:
    """Make courses of the tenant's catalogue, and change those that are named by their keys.

    Raises `NotFound` for a course or a subject, and for those who look after one school only;
    `CatalogueCourseRetired`, `CatalogueCodeTaken`, `DescribedTwice`, `GivenAndCleared`, and what
    `kit.values` refuses; `TakenMeanwhile` for a code that someone else takes at the same moment.
    """
    at = "catalogue_courses"
    _check(viewer, catalogue_courses, field=at)
    held = list(CatalogueCourse.objects.select_for_update().order_by("pk"))
    found = described.read(CatalogueCourse, catalogue_courses, key="catalogue_course_id", rule=Q(), at=at)
    named = {place: one.subject_id for place, one in found.rows.items() if one.subject_id is not None}
    subjects = rows.among(Subject, named.values(), rule=Q())
    refuse_all(
        [
            *found.refusals,
            *(
                CatalogueCourseRetired(code=one.code, field=f"{place}.catalogue_course_id")
                for place, one in found.rows.items()
                if one.retired_at is not None
            ),
            *(CatalogueCodeTaken(code=code, field=field) for field, code in _taken(held, found.rows)),
            *(NotFound(field=f"{at}.subject_id") for at, key in named.items() if key not in subjects),
        ]
    )
    with uniqueness.unless_taken(
        CatalogueCourse, "courses_catalogue_code", uniqueness.TakenMeanwhile(field=at)
    ):
        return CatalogueRecorded(catalogue_course_ids=described.save(found))


@command(access.MANAGE_COURSES, event="catalogue_course.retired")
def retire_catalogue_course(*, viewer: Viewer, catalogue_course_id: int) -> CatalogueCourseWritten:
    """Let no further course follow one of the catalogue; those that do, go on.

    Raises `NotFound`, also for those who look after one school only, and `CatalogueCourseRetired`.
    """
    course = _locked(viewer, catalogue_course_id)
    retiring.retire(
        course, at=viewer.now, already=CatalogueCourseRetired(code=course.code, field="catalogue_course_id")
    )
    return CatalogueCourseWritten(catalogue_course_id=catalogue_course_id)


@command(access.MANAGE_COURSES, event="catalogue_course.offered_again")
def offer_catalogue_course_again(*, viewer: Viewer, catalogue_course_id: int) -> CatalogueCourseWritten:
    """Offer a course of the catalogue that was retired.

    Raises `NotFound`, also for those who look after one school only, and `CatalogueCourseNotRetired`.
    """
    course = _locked(viewer, catalogue_course_id)
    retiring.use_again(course, never=CatalogueCourseNotRetired(code=course.code))
    return CatalogueCourseWritten(catalogue_course_id=catalogue_course_id)


def _locked(viewer: Viewer, catalogue_course_id: int) -> CatalogueCourse:
    held = rows.hold(CatalogueCourse, [catalogue_course_id])
    if catalogue_course_id not in held or not access.may_keep_catalogue(viewer):
        raise NotFound(field="catalogue_course_id")
    return held[catalogue_course_id]


def _check(viewer: Viewer, given: Sequence[object], *, field: str) -> None:
    if not access.may_keep_catalogue(viewer):
        raise NotFound
    values.check_size(given, field=field)


def _taken(
    held: Sequence[GradeLevel | CatalogueCourse], said: Mapping[str, GradeLevel | CatalogueCourse]
) -> Iterator[tuple[str, str]]:
    """The codes that others have, with their fields in the input.

    Those held were read before any was changed: a code that is given up is free from the next time on.
    """
    holders: dict[str, int | str] = {row.code: row.pk for row in held}
    for place, row in said.items():
        own = row.pk or place
        if holders.setdefault(row.code, own) != own:
            yield f"{place}.code", row.code
