"""Making subjects and courses, changing these, and retiring them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import access
from jumprope.school.courses.models import Course, Subject


class CourseCodeTaken(Refused):
    """The school has a course of this code."""

    code = "course_code_taken"
    message = _("The school has a course “{code}” already.")


class SubjectCodeTaken(Refused):
    """The tenant has a subject of this code."""

    code = "subject_code_taken"
    message = _("There is a subject “{code}” already.")


class CourseRetired(Refused):
    """What is offered no more is taught no more, and stays as it was."""

    code = "course_retired"
    message = _("The course “{code}” has been retired.")


class NewSubject(TypedDict):
    """A subject to be made, for all schools."""

    code: str
    name: str


class NewCourse(TypedDict):
    """A course to be made."""

    school_id: int
    code: str
    title: str
    subject_id: NotRequired[int | None]
    credits: NotRequired[Decimal | None]
    description: NotRequired[str]


@dataclass(frozen=True, kw_only=True)
class CoursesMade(Answer):
    """The new courses, in the order in which they were given."""

    course_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class SubjectsMade(Answer):
    """The new subjects, in the order in which they were given."""

    subject_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class CourseChanged(Answer):
    """The course that is another now."""

    course_id: int


@dataclass(frozen=True, kw_only=True)
class CourseNoLonger(Answer):
    """The course that is retired now."""

    course_id: int


@command(access.MANAGE_COURSES, event="subjects.made")
def make_subjects(*, viewer: Viewer, subjects: Sequence[NewSubject]) -> SubjectsMade:
    """Make subjects for all schools of the tenant.

    Raises `NotFound` for those who look after one school only, `SubjectCodeTaken`, and what `kit.values`
    refuses; `TakenMeanwhile` for a code that someone else takes at the same moment.
    """
    if not access.may_keep_subjects(viewer):
        raise NotFound
    values.check_size(subjects, field="subjects")
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


@command(access.MANAGE_COURSES, event="courses.made")
def make_courses(*, viewer: Viewer, courses: Sequence[NewCourse]) -> CoursesMade:
    """Make courses.

    Raises `NotFound` for a school or a subject, `CourseCodeTaken`, and what `kit.values` refuses;
    `TakenMeanwhile` for a code that someone else takes at the same moment.
    """
    values.check_size(courses, field="courses")
    new = [Course(**course) for course in courses]
    named = {course.school_id for course in new}
    schools = tenancy.schools_among(named, rule=access.schools_to_teach_at(viewer))
    subjects = rows.among(Subject, {course.subject_id for course in new if course.subject_id}, rule=Q())
    refuse_all(_faults_of_courses(new, schools, subjects))
    with uniqueness.unless_taken(Course, "courses_course_code", uniqueness.TakenMeanwhile(field="courses")):
        return CoursesMade(course_ids=rows.insert(new))


def _faults_of_courses(new: Sequence[Course], schools: set[int], subjects: set[int]) -> Iterator[Refused]:
    taken = set(Course.objects.filter(school__in=schools).values_list("school_id", "code"))
    for position, course in enumerate(new):
        at = f"courses.{position}"
        yield from values.clean(course, at=at)
        if course.school_id not in schools:
            yield NotFound(field=f"{at}.school_id")
        elif (course.school_id, course.code) in taken:
            yield CourseCodeTaken(code=course.code, field=f"{at}.code")
        if course.subject_id is not None and course.subject_id not in subjects:
            yield NotFound(field=f"{at}.subject_id")
        taken.add((course.school_id, course.code))


@command(access.MANAGE_COURSES, event="course.changed")
def change_course(
    *,
    viewer: Viewer,
    course_id: int,
    title: str | None = None,
    subject_id: int | None = None,
    credits: Decimal | None = None,
    description: str | None = None,
) -> CourseChanged:
    """Change what is given of a course.

    Raises `NotFound` for the course or the subject, `CourseRetired`, and what `kit.values` refuses.
    """
    course = _locked(viewer, course_id)
    given = {"title": title, "subject_id": subject_id, "credits": credits, "description": description}
    for column, value in given.items():
        if value is not None:
            setattr(course, column, value)
    faults = values.clean(course)
    if subject_id is not None and not rows.among(Subject, [subject_id], rule=Q()):
        faults.append(NotFound(field="subject_id"))
    refuse_all(faults)
    course.save(update_fields=list(given))
    return CourseChanged(course_id=course_id)


@command(access.MANAGE_COURSES, event="course.retired")
def retire_course(*, viewer: Viewer, course_id: int) -> CourseNoLonger:
    """Offer a course no more: its sections go on, but get no new ones. Raises `NotFound`, `CourseRetired`."""
    course = _locked(viewer, course_id)
    course.retired_at = viewer.now
    course.save(update_fields=["retired_at"])
    return CourseNoLonger(course_id=course_id)


def _locked(viewer: Viewer, course_id: int) -> Course:
    course = rows.locked_one(Course, access.courses_to_manage(viewer), course_id, field="course_id")
    if course.retired_at is not None:
        raise CourseRetired(code=course.code, field="course_id")
    return course
