"""Courses and sections as another system knows them: many at once, new ones and known ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NotRequired, TypedDict

from jumprope.kit import described, rows, uniqueness, values
from jumprope.kit.command import step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import access
from jumprope.school.courses.models import Course, Section, SectionTerm
from jumprope.school.courses.writes.courses import CourseCodeTaken, CourseRetired
from jumprope.school.courses.writes.sections import SectionNameTaken, TermOfAnotherYear


class SaidCourse(TypedDict):
    """A course of a school; with a key, one that is known."""

    course_id: NotRequired[int]
    school_id: int
    code: str
    title: str


class SaidSection(TypedDict):
    """A section of a course, in terms of one year; with a key, one that is known."""

    section_id: NotRequired[int]
    course_id: int
    name: str
    term_ids: Sequence[int]


@step
def take_in_courses(*, viewer: Viewer, courses: Sequence[SaidCourse], at: str = "courses") -> list[int]:
    """Write down courses; their keys in the order given. Nine statements at most.

    A course stays at its school. Raises `NotFound` for a course or a school, `CourseCodeTaken`,
    `DescribedTwice`, and what `kit.values` refuses.
    """
    found = described.read(Course, courses, key="course_id", rule=access.courses_to_manage(viewer), at=at)
    named = {course.school_id for course in found.rows.values()}
    schools = tenancy.schools_among(named, rule=access.schools_to_teach_at(viewer))
    moved = {place for place, _ in described.moved(found, "school_id")}
    elsewhere = [
        NotFound(field=f"{place}.school_id")
        for place, course in found.rows.items()
        if course.school_id not in schools or place in moved
    ]
    taken = [
        CourseCodeTaken(code=course.code, field=f"{place}.code")
        for place, course in described.alike(found, "school_id", "code")
    ]
    refuse_all([*found.refusals, *elsewhere, *taken])
    with uniqueness.unless_taken(Course, "courses_course_code", uniqueness.TakenMeanwhile(field=at)):
        return described.save(found)


@step
def take_in_sections(*, viewer: Viewer, sections: Sequence[SaidSection], at: str = "sections") -> list[int]:
    """Write down sections and in which terms they are taught; their keys in the order given.

    Who is enrolled stays enrolled, whatever terms are left; so a section stays with its course and in its
    year. Thirteen statements at most. Raises `NotFound` for a section, a course or a term, `CourseRetired`
    for a new section, `TermOfAnotherYear`, `SectionNameTaken`, `DescribedTwice`, and what
    `kit.values` refuses.
    """
    courses = rows.lock(Course, access.courses_to_manage(viewer), {one["course_id"] for one in sections})
    years = calendars.years_of_terms({term for one in sections for term in one["term_ids"]})
    columns = [_columns(one, years) for one in sections]
    found = described.read(Section, columns, key="section_id", rule=access.sections_to_change(viewer), at=at)
    taken = [
        SectionNameTaken(name=section.name, field=f"{place}.name")
        for place, section in described.alike(found, "course_id", "school_year_id", "name")
    ]
    refuse_all([*found.refusals, *_faults(found, sections, courses, years), *taken])
    with uniqueness.unless_taken(Section, "courses_section_name", uniqueness.TakenMeanwhile(field=at)):
        keys = described.save(found)
    _teach_only({key: one["term_ids"] for key, one in zip(keys, sections, strict=True)})
    return keys


def _columns(said: SaidSection, years: Mapping[int, int]) -> dict[str, object]:
    """The section's own columns; its year is that of its terms."""
    columns = {name: value for name, value in said.items() if name != "term_ids"}
    return {**columns, "school_year_id": next((years[term] for term in said["term_ids"] if term in years), 0)}


def _faults(
    found: described.Described[Section],
    said: Sequence[SaidSection],
    courses: Mapping[int, Course],
    years: Mapping[int, int],
) -> Iterator[Refused]:
    moved = set(described.moved(found, "course_id", "school_year_id"))
    for (place, section), one in zip(found.rows.items(), said, strict=True):
        course = courses.get(section.course_id)
        if course is None or (place, "course_id") in moved:
            yield NotFound(field=f"{place}.course_id")
        elif section._state.adding and course.retired_at is not None:
            yield CourseRetired(code=course.code, field=f"{place}.course_id")
        if one["term_ids"] and (place, "school_year_id") in moved:
            yield NotFound(field=f"{place}.term_ids")
        if not one["term_ids"]:
            yield values.NothingGiven(field=f"{place}.term_ids")
        for position, term in enumerate(one["term_ids"]):
            if term not in years:
                yield NotFound(field=f"{place}.term_ids.{position}")
            elif years[term] != section.school_year_id:
                yield TermOfAnotherYear(field=f"{place}.term_ids.{position}")


def _teach_only(terms: Mapping[int, Sequence[int]]) -> None:
    """Let each of these sections be taught in its terms and no others. Three statements."""
    wanted = {(section, term) for section, named in terms.items() for term in named}
    held = SectionTerm.objects.filter(section__in=terms)
    known = {(each.section_id, each.term_id): each.pk for each in held}
    gone = [key for pair, key in known.items() if pair not in wanted]
    if gone:
        SectionTerm.objects.filter(pk__in=gone).delete()
    rows.append(
        SectionTerm(section_id=section, term_id=term) for section, term in sorted(wanted - known.keys())
    )
