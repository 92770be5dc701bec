"""Making courses, changing and retiring them, and offering them again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import access
from jumprope.school.courses.models import (
    CatalogueCourse,
    Course,
    CourseGradeLevel,
    CourseValue,
    GradeLevel,
    Subject,
)
from jumprope.school.courses.writes.catalogue import CatalogueCourseRetired

MOST_GRADE_LEVELS = 100
"""For how many grade levels one course is."""


class CourseCodeTaken(Refused):
    """The school has a course of this code."""

    code = "course_code_taken"
    message = _("The school has a course “{code}” already.")


class CourseRetired(Refused):
    """What is offered no more is taught no more, and stays as it was."""

    code = "course_retired"
    message = _("The course “{code}” has been retired.")


class CourseNotRetired(Refused):
    """It is offered as it is."""

    code = "course_not_retired"
    message = _("The course “{code}” has not been retired.")
    field = "course_id"


class NewCourse(TypedDict):
    """A course to be made."""

    school_id: int
    code: str
    title: str
    subject_id: NotRequired[int | None]
    credits: NotRequired[Decimal | None]
    description: NotRequired[str]
    catalogue_course_id: NotRequired[int | None]
    grade_level_ids: NotRequired[Sequence[int] | None]


@dataclass(frozen=True, kw_only=True)
class CoursesMade(Answer):
    """The new courses, in the order in which they were given."""

    course_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class CourseChanged(Answer):
    """The course that is another now."""

    course_id: int


@dataclass(frozen=True, kw_only=True)
class CourseNoLonger(Answer):
    """The course that is retired now."""

    course_id: int


@dataclass(frozen=True, kw_only=True)
class CourseOfferedAgain(Answer):
    """The course that is retired no more."""

    course_id: int


@command(access.MANAGE_COURSES, event="courses.made")
def make_courses(*, viewer: Viewer, courses: Sequence[NewCourse]) -> CoursesMade:
    """Make courses, each for at most 100 grade levels.

    Raises `NotFound` for a school, a subject, a course of the catalogue or a grade level,
    `CatalogueCourseRetired`, `CourseCodeTaken`, and what `kit.values` refuses; `TakenMeanwhile` for a code
    that someone else takes at the same moment.
    """
    values.check_size(courses, field="courses")
    given = {f"courses.{position}": course for position, course in enumerate(courses)}
    new = {at: _course(course) for at, course in given.items()}
    levels = {at: course.get("grade_level_ids") or () for at, course in given.items()}
    catalogue = _held_catalogue(course.catalogue_course_id for course in new.values())
    named = {course.school_id for course in new.values()}
    schools = tenancy.schools_among(named, rule=access.schools_to_teach_at(viewer))
    followed = {f"{at}.catalogue_course_id": course.catalogue_course_id for at, course in new.items()}
    refuse_all(
        [
            *_faults_of_courses(new, schools),
            *_faults_of_choices(new, levels),
            *_faults_of_following(followed, catalogue),
        ]
    )
    with uniqueness.unless_taken(Course, "courses_course_code", uniqueness.TakenMeanwhile(field="courses")):
        keys = rows.insert(list(new.values()))
    _open_to({key: levels[at] for key, at in zip(keys, new, strict=True)})
    return CoursesMade(course_ids=keys)


def _course(given: NewCourse) -> Course:
    return Course(**{name: value for name, value in given.items() if name != "grade_level_ids"})


def _faults_of_courses(new: Mapping[str, Course], schools: set[int]) -> Iterator[Refused]:
    taken = set(Course.objects.filter(school__in=schools).values_list("school_id", "code"))
    for at, course in new.items():
        yield from values.clean(course, at=at)
        if course.school_id not in schools:
            yield NotFound(field=f"{at}.school_id")
        elif (course.school_id, course.code) in taken:
            yield CourseCodeTaken(code=course.code, field=f"{at}.code")
        taken.add((course.school_id, course.code))


def _faults_of_choices(
    courses: Mapping[str, Course], levels: Mapping[str, Sequence[int]]
) -> Iterator[Refused]:
    """What is wrong with the subjects of courses and whom they are for, by the courses' paths in the input.

    One statement each for subjects and grade levels, where any are named.
    """
    choices: dict[type[Subject | GradeLevel], dict[str, int | None]] = {
        Subject: {values.path(at, "subject_id"): course.subject_id for at, course in courses.items()},
        GradeLevel: {
            f"{values.path(at, 'grade_level_ids')}.{place}": key
            for at, keys in levels.items()
            for place, key in enumerate(keys)
        },
    }
    for at, keys in levels.items():
        if len(keys) > MOST_GRADE_LEVELS:
            field = values.path(at, "grade_level_ids")
            yield values.TooManyGiven(given=len(keys), at_most=MOST_GRADE_LEVELS, field=field)
    for model, named in choices.items():
        known = rows.among(model, {key for key in named.values() if key is not None}, rule=Q())
        yield from (NotFound(field=field) for field, key in named.items() if key not in {None, *known})


def _held_catalogue(keys: Iterable[int | None]) -> dict[int, CatalogueCourse]:
    """What is to be followed of the catalogue, locked: nobody retires it meanwhile. One statement."""
    return rows.hold(CatalogueCourse, {key for key in keys if key is not None})


def _faults_of_following(
    followed: Mapping[str, int | None], catalogue: Mapping[int, CatalogueCourse]
) -> Iterator[Refused]:
    """What is wrong with courses of the catalogue that are to be followed, by their fields. No query."""
    for field, key in followed.items():
        if key is None:
            continue
        if key not in catalogue:
            yield NotFound(field=field)
        elif catalogue[key].retired_at is not None:
            yield CatalogueCourseRetired(code=catalogue[key].code, field=field)


def _open_to(levels: Mapping[int, Sequence[int]]) -> None:
    """Let courses be for grade levels, both as keys. One statement."""
    rows.append(
        CourseGradeLevel(course_id=course, grade_level_id=level)
        for course, keys in levels.items()
        for level in dict.fromkeys(keys)
    )


@command(access.MANAGE_COURSES, event="course.changed")
def change_course(
    *,
    viewer: Viewer,
    course_id: int,
    title: str | None = None,
    subject_id: int | None = None,
    credits: Decimal | None = None,
    description: str | None = None,
    catalogue_course_id: int | None = None,
    grade_level_ids: Sequence[int] | None = None,
    clear: Sequence[CourseValue] | None = None,
) -> CourseChanged:
    """Change what is given of a course, and take away what is to be cleared.

    Grade levels that are given are all that it is for. Raises `NotFound` for the course, the subject, the
    course of the catalogue or a grade level, `CourseRetired`, `CatalogueCourseRetired`, `GivenAndCleared`,
    and what `kit.values` refuses.
    """
    catalogue = _held_catalogue([catalogue_course_id])
    course = _locked(viewer, course_id)
    retiring.check_in_use(course, CourseRetired(code=course.code, field="course_id"))
    said = {
        "title": title,
        "subject_id": subject_id,
        "credits": credits,
        "description": description,
        "catalogue_course_id": catalogue_course_id,
    }
    followed = catalogue_course_id if catalogue_course_id != course.catalogue_course_id else None
    refuse_all(changes.put(course, said, clear={value.value for value in clear or ()}))
    refuse_all(
        [
            *values.clean(course),
            *_faults_of_choices({"": course}, {"": grade_level_ids or ()}),
            *_faults_of_following({"catalogue_course_id": followed}, catalogue),
        ]
    )
    course.save(update_fields=list(said))
    if grade_level_ids is not None:
        course.course_grade_levels.all().delete()
        _open_to({course_id: grade_level_ids})
    return CourseChanged(course_id=course_id)


@command(access.MANAGE_COURSES, event="course.retired")
def retire_course(*, viewer: Viewer, course_id: int) -> CourseNoLonger:
    """Offer a course no more: its sections go on, but get no new ones. Raises `NotFound`, `CourseRetired`."""
    course = _locked(viewer, course_id)
    retiring.retire(course, at=viewer.now, already=CourseRetired(code=course.code, field="course_id"))
    return CourseNoLonger(course_id=course_id)


@command(access.MANAGE_COURSES, event="course.offered_again")
def offer_course_again(*, viewer: Viewer, course_id: int) -> CourseOfferedAgain:
    """Offer a course that was retired, as if it had not been. Raises `NotFound`, `CourseNotRetired`."""
    course = _locked(viewer, course_id)
    retiring.use_again(course, never=CourseNotRetired(code=course.code))
    return CourseOfferedAgain(course_id=course_id)


def _locked(viewer: Viewer, course_id: int) -> Course:
    return rows.locked_one(Course, access.courses_to_manage(viewer), course_id, field="course_id")
