"""Batches of new and changed rows, handed to the apps whose rows they are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jumprope.exchange.oneroster.reads import SOURCE, Changes, DeliveryRefused, keys, scores
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving import Arrival
from jumprope.exchange.oneroster.rules.problems import Problem
from jumprope.kit import errors
from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments_reads
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations import writes as determinations
from jumprope.platform.identifiers import writes as identifiers
from jumprope.platform.tenancy import writes as tenancy
from jumprope.school.calendars import writes as calendars
from jumprope.school.courses import writes as courses
from jumprope.school.groups import writes as groups
from jumprope.school.people import writes as people
from jumprope.school.rosters import writes as rosters

Descriptions = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Taker:
    """The step that takes rows of a kind: what it calls them, and their keys; `fixed` is what a row keeps,
    and is said of new ones only.
    """

    take_in: Callable[..., list[int]]
    rows: str
    key: str
    fixed: tuple[str, ...] = ()


@step
def take_in_students(*, viewer: Viewer, students: Descriptions) -> list[int]:
    """Write down students. Those who are new and have left already came first, and have a history.

    Those who are at another school than before leave the groups of the former one. The statements of
    `people.writes.take_in_students`, twice if there are such, and of `groups.writes.follow`. Raises what the
    former refuses.
    """
    gone = {position for position, one in enumerate(students) if _came_and_went(one)}
    came = [{**one, "left_on": None} if position in gone else one for position, one in enumerate(students)]
    keys = people.take_in_students(viewer=viewer, students=cast(Sequence[people.NewStudent], came))
    if gone:
        left = [
            people.SaidStudent(student_id=keys[at], left_on=students[at]["left_on"]) for at in sorted(gone)
        ]
        people.take_in_students(viewer=viewer, students=left)
    groups.follow(student_ids=keys, on=viewer.today)
    return keys


def _came_and_went(student: Mapping[str, Any]) -> bool:
    return "student_id" not in student and student.get("left_on") is not None


WHOSE = tuple(kept.references(kept.OfAPerson))

TAKERS: Mapping[type[kept.Kept], Taker] = {
    kept.School: Taker(tenancy.take_in_schools, "schools", "school_id"),
    kept.SchoolYear: Taker(calendars.take_in_school_years, "school_years", "school_year_id"),
    kept.Term: Taker(calendars.take_in_terms, "terms", "term_id"),
    kept.GradingPeriod: Taker(calendars.take_in_grading_periods, "grading_periods", "grading_period_id"),
    kept.Course: Taker(courses.take_in_courses, "courses", "course_id"),
    kept.Section: Taker(courses.take_in_sections, "sections", "section_id"),
    kept.GradeLevel: Taker(courses.take_in_grade_levels, "grade_levels", "grade_level_id"),
    kept.Student: Taker(take_in_students, "students", "student_id"),
    kept.StaffMember: Taker(people.take_in_staff, "staff", "staff_member_id"),
    kept.Guardian: Taker(people.take_in_guardians, "guardians", "guardian_id"),
    kept.Relationship: Taker(people.take_in_relationships, "relationships", "relationship_id"),
    kept.ContactMethod: Taker(
        people.take_in_contact_methods, "contact_methods", "contact_method_id", fixed=WHOSE
    ),
    kept.PersonIdentifier: Taker(people.take_in_identifiers, "identifiers", "identifier_id", fixed=WHOSE),
    kept.Demographics: Taker(people.take_in_demographics, "demographics", "demographics_id"),
    kept.Enrolment: Taker(rosters.take_in_enrolments, "enrolments", "enrolment_id"),
    kept.SectionTeacher: Taker(rosters.take_in_teachings, "teachings", "section_teacher_id"),
    kept.AssessmentType: Taker(assessments.take_in_types, "types", "assessment_type_id"),
    kept.Assessment: Taker(determinations.take_in_assessments, "assessments", "assessment_id"),
}


@step
def take_in(*, viewer: Viewer, changes: Changes) -> None:
    """Write down a batch, and learn what the source calls the rows that are new and have no code.

    One query for each kind that the rows refer to, the statements of the step that takes them, and one more.
    Raises `DeliveryRefused` with the places of what that step refuses.
    """
    arrivals = [*changes.new, *(each.arrival for each in changes.changed.values())]
    if not arrivals:
        return
    if changes.kind is kept.Score:
        take_in_scores(viewer=viewer, arrivals=arrivals)
        return
    taker = TAKERS[changes.kind]
    descriptions = _described(changes.kind, [each.record for each in arrivals if each.record])
    for description, key in zip(descriptions[len(changes.new) :], changes.changed, strict=True):
        description[taker.key] = key
        for name in taker.fixed:
            description.pop(name, None)
    try:
        written = taker.take_in(viewer=viewer, **{taker.rows: descriptions})
    except errors.Refused as refusal:
        raise DeliveryRefused(_placed(refusal.problems, arrivals)) from refusal
    if changes.kind is not kept.GradeLevel:
        new = {each.sourced_id: key for each, key in zip(changes.new, written, strict=False)}
        identifiers.learn(kind=changes.kind.KIND, source=SOURCE, subjects=new)


@step
def let_go(identifier_ids: Collection[int]) -> None:
    """Free the numbers that people are to have no more, for whoever is to have them. One statement."""
    if identifier_ids:
        people.let_identifiers_go(identifier_ids=identifier_ids)


@step
def take_in_scores(*, viewer: Viewer, arrivals: Sequence[Arrival]) -> None:
    """Write down scores that are new or others, section by section, and determine mastery anew.

    Five queries, and the statements of `determinations.take_in_results` for each section. Raises
    `DeliveryRefused` with the places of what that refuses.
    """
    said = [each.record for each in arrivals if isinstance(each.record, kept.Score)]
    cells = _described(kept.Score, said)
    before = scores(said)
    for one, cell in zip(said, cells, strict=True):
        cell["expected_revision"] = before[one.sourced_id][0].revision if one.sourced_id in before else None
    sections = assessments_reads.sections_of({cell["assessment_id"] for cell in cells})
    by_section: dict[int, list[int]] = defaultdict(list)
    for position, cell in enumerate(cells):
        by_section[sections[cell["assessment_id"]]].append(position)
    for section, positions in by_section.items():
        try:
            of_section = [cast(assessments.Result, cells[position]) for position in positions]
            determinations.take_in_results(viewer=viewer, section_id=section, cells=of_section)
        except errors.Refused as refusal:
            placed = _placed(refusal.problems, [arrivals[position] for position in positions])
            raise DeliveryRefused(placed) from refusal


def _described(kind: type[kept.Kept], records: Sequence[kept.Kept]) -> list[dict[str, Any]]:
    """What the records say, with primary keys where they refer to other rows."""
    said = [record.said() for record in records]
    for attribute, referred in kept.references(kind).items():
        named = {each for values in said if attribute in values for each in _each(values[attribute])}
        # The sourcedId of no school is empty.
        found: dict[str, int | None] = {**keys(referred, named), "": None}
        for values in said:
            if attribute in values:
                values[attribute] = _keys(values[attribute], found)
    return said


def _each(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _keys(value: str | tuple[str, ...], found: Mapping[str, int | None]) -> Any:
    return [found[each] for each in value] if isinstance(value, tuple) else found[value]


def _placed(problems: Iterable[errors.Problem], arrivals: Sequence[Arrival]) -> Iterable[Problem]:
    """What a step refuses, with the file and the line of the row: paths begin with its position."""
    for problem in problems:
        _, _, path = (problem.field or "").partition(".")
        position, _, field = path.partition(".")
        place = arrivals[int(position)].place if position.isdigit() else arrivals[0].place
        yield Problem(place.file, place.line, 0, field or None, problem.code, problem.message)
