"""Making and rewriting sections, and saying in which terms they are taught."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import access
from jumprope.school.courses.models import Course, Section, SectionTerm
from jumprope.school.courses.writes.courses import CourseRetired

MOST_TERMS = 100
"""In how many terms one section is taught."""


class SectionNameTaken(Refused):
    """The course has a section of this name in the same school year."""

    code = "section_name_taken"
    message = _("The course has a section “{name}” in this school year already.")
    field = "name"


class TermOfAnotherYear(Refused):
    """A section is taught in one school year; the next year has sections of its own."""

    code = "term_of_another_year"
    message = _("All terms of a section lie in one school year, and this one lies in another.")


class NewSection(TypedDict):
    """A section to be made; its school year is that of its terms."""

    course_id: int
    term_ids: Sequence[int]
    name: str


@dataclass(frozen=True, kw_only=True)
class SectionsMade(Answer):
    """The new sections, in the order in which they were given."""

    section_ids: list[int]


@command(access.MANAGE_COURSES, event="sections.made")
def make_sections(*, viewer: Viewer, sections: Sequence[NewSection]) -> SectionsMade:
    """Make sections, each taught in 1 to 100 terms of one school year.

    Raises `NotFound` for a course or a term, `CourseRetired`, `TermOfAnotherYear`, `SectionNameTaken`,
    `TakenMeanwhile`, and what `kit.values` refuses.
    """
    values.check_size(sections, field="sections")
    for position, section in enumerate(sections):
        _check_terms(section["term_ids"], field=f"sections.{position}.term_ids")
    courses = rows.lock(
        Course, access.courses_to_manage(viewer), {section["course_id"] for section in sections}
    )
    years = calendars.years_of_terms({term for section in sections for term in section["term_ids"]})
    new = [_section(section, years) for section in sections]
    refuse_all(_faults_of_sections(sections, new, courses, years))
    # Whoever renames a section meanwhile does not hold its course.
    with uniqueness.unless_taken(
        Section, "courses_section_name", uniqueness.TakenMeanwhile(field="sections")
    ):
        keys = rows.insert(new)
    _teach({key: section["term_ids"] for key, section in zip(keys, sections, strict=True)})
    return SectionsMade(section_ids=keys)


def _section(section: NewSection, years: Mapping[int, int]) -> Section:
    """The section, in the school year of the first of its terms that is known."""
    new = Section(course_id=section["course_id"], name=section["name"])
    if known := [term for term in section["term_ids"] if term in years]:
        new.school_year_id = years[known[0]]
    return new


def _faults_of_sections(
    given: Sequence[NewSection],
    new: Sequence[Section],
    courses: Mapping[int, Course],
    years: Mapping[int, int],
) -> Iterator[Refused]:
    among = Section.objects.filter(course__in=courses, school_year__in=set(years.values()))
    taken = set(among.values_list("course_id", "school_year_id", "name"))
    for position, section in enumerate(new):
        at = f"sections.{position}"
        yield from values.clean(section, at=at)
        if section.course_id not in courses:
            yield NotFound(field=f"{at}.course_id")
        elif courses[section.course_id].retired_at is not None:
            yield CourseRetired(code=courses[section.course_id].code, field=f"{at}.course_id")
        yield from _faults_of_terms(
            given[position]["term_ids"], section.school_year_id, years, field=f"{at}.term_ids"
        )
        name = (section.course_id, section.school_year_id, section.name)
        if name in taken:
            yield SectionNameTaken(name=section.name, field=f"{at}.name")
        taken.add(name)


@step
def rewrite_section(
    *, viewer: Viewer, section_id: int, name: str | None, term_ids: Sequence[int] | None
) -> None:
    """Lock a section and change what is given of it. What it does to those enrolled, the caller looks at.

    Nine statements at most. Raises `NotFound` for the section or a term, `TermOfAnotherYear`,
    `SectionNameTaken`, and what `kit.values` refuses.
    """
    if term_ids is not None:
        _check_terms(term_ids, field="term_ids")
    section = rows.locked_one(Section, access.sections_to_change(viewer), section_id, field="section_id")
    if name is not None:
        section.name = name
    years = calendars.years_of_terms(term_ids or ())
    refuse_all(
        [
            *values.clean(section),
            *_faults_of_terms(term_ids or (), section.school_year_id, years, field="term_ids"),
        ]
    )
    with uniqueness.unless_taken(Section, "courses_section_name", SectionNameTaken(name=section.name)):
        section.save(update_fields=["name"])
    if term_ids is not None:
        _teach_only_in(section_id, term_ids)


def _check_terms(term_ids: Sequence[int], *, field: str) -> None:
    values.check_size(term_ids, field=field, at_most=MOST_TERMS)


def _faults_of_terms(
    term_ids: Sequence[int], school_year_id: int, years: Mapping[int, int], *, field: str
) -> Iterator[Refused]:
    for position, term in enumerate(term_ids):
        if term not in years:
            yield NotFound(field=f"{field}.{position}")
        elif years[term] != school_year_id:
            yield TermOfAnotherYear(field=f"{field}.{position}")


def _teach_only_in(section_id: int, term_ids: Sequence[int]) -> None:
    """Let a locked section be taught in these terms and no others. Three statements."""
    held = SectionTerm.objects.filter(section=section_id)
    held.exclude(term__in=term_ids).delete()
    before = set(held.values_list("term_id", flat=True))
    _teach({section_id: [term for term in term_ids if term not in before]})


def _teach(terms: Mapping[int, Sequence[int]]) -> None:
    """Let sections be taught in terms, both as keys. One statement."""
    rows.append(
        SectionTerm(section_id=section, term_id=term)
        for section, term_ids in terms.items()
        for term in dict.fromkeys(term_ids)
    )
