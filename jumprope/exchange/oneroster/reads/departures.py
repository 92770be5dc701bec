"""All rosters of a tenant as OneRoster's records, file by file, each in the order of its sourcedIds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TypeVar

from jumprope.exchange.oneroster.reads import known
from jumprope.exchange.oneroster.reads.changes import BATCH
from jumprope.exchange.oneroster.rules import departing, kept
from jumprope.exchange.oneroster.rules.records import (
    AcademicSession,
    Category,
    Class,
    Course,
    Demographics,
    Enrollment,
    LineItem,
    LineItemLearningObjective,
    Org,
    Record,
    Result,
    ResultLearningObjective,
    User,
    UserRole,
)
from jumprope.platform.tenancy import reads as tenancy

K = TypeVar("K", bound=kept.Kept)


@dataclass(frozen=True, slots=True)
class District:
    """The tenant, as the org that everything lies in."""

    sourced_id: str
    name: str


def district_of(tenant_id: int) -> District:
    """The tenant in scope, which has a sourcedId. Two queries."""
    (sourced_id,) = known.all_keys(known.DISTRICT)
    return District(sourced_id, tenancy.named(tenant_id).name)


def orgs(district: District) -> Iterator[Org]:
    """The district and its schools."""
    schools = [departing.school(one, district_id=district.sourced_id) for one in _all(kept.School)]
    yield from _sorted([departing.district(district.sourced_id, district.name), *schools])


def academic_sessions(_district: District) -> Iterator[AcademicSession]:
    """School years, terms and grading periods; a year or a period that is a term too stands there once."""
    told = [departing.session(one) for one in _all(kept.SchoolYear)]
    told += [departing.session(one) for one in _all(kept.GradingPeriod)]
    known_so = {one.sourced_id for one in told}
    told += [departing.session(one) for one in _all(kept.Term) if one.sourced_id not in known_so]
    yield from _sorted(told)


def courses(_district: District) -> Iterator[Course]:
    """The courses."""
    return (departing.course(one) for one in _all(kept.Course))


def classes(_district: District) -> Iterator[Class]:
    """The sections."""
    schools = {one.sourced_id: one.school_id for one in _all(kept.Course)}
    return (departing.section(one, school_id=schools[one.course_id]) for one in _all(kept.Section))


def users(_district: District) -> Iterator[User]:
    """Everybody once, whatever they are."""
    agents: dict[str, list[str]] = defaultdict(list)
    for relationship in _all(kept.Relationship):
        if relationship.ended_on is None:
            agents[relationship.student_id].append(relationship.guardian_id)
    everybody = _people()
    while batch := list(islice(everybody, BATCH)):
        for people, told in zip(batch, known.particulars(batch), strict=True):
            yield departing.user(people[0], told, agents=agents[people[0].sourced_id])


def roles(district: District) -> Iterator[UserRole]:
    """What everybody is."""
    return (
        departing.role(person, district_id=district.sourced_id) for people in _people() for person in people
    )


def demographics(_district: District) -> Iterator[Demographics]:
    """The demographics of students."""
    return (departing.demographics(one) for one in _all(kept.Demographics))


def enrollments(_district: District) -> Iterator[Enrollment]:
    """Who is in which section, and who teaches it: on days on which it is taught."""
    taught = known.KnownBackground().days_of_sections()
    courses_of = {one.sourced_id: one.course_id for one in _all(kept.Section)}
    schools = {one.sourced_id: one.school_id for one in _all(kept.Course)}
    for one in _together(kept.Enrolment, kept.SectionTeacher):
        if isinstance(one, kept.Enrolment | kept.SectionTeacher):
            lasting = kept.while_taught(one, taught[one.section_id])
            if lasting is not None:
                yield departing.enrolment(lasting, school_id=schools[courses_of[one.section_id]])


def categories(_district: District) -> Iterator[Category]:
    """The assessment types."""
    return (departing.category(one) for one in _all(kept.AssessmentType))


def line_items(_district: District) -> Iterator[LineItem]:
    """The assessments."""
    sections = {one.sourced_id: one for one in _all(kept.Section)}
    schools = {one.sourced_id: one.school_id for one in _all(kept.Course)}
    for one in _all(kept.Assessment):
        section = sections[one.section_id]
        school_id, term_id = schools[section.course_id], section.term_ids[0]
        yield departing.line_item(one, school_id=school_id, term_id=term_id)


def alignments(_district: District) -> Iterator[LineItemLearningObjective]:
    """Which standards assessments are on."""
    return (each for one in _all(kept.Assessment) for each in departing.alignments(one))


def results(_district: District) -> Iterator[Result]:
    """What each student showed in each assessment."""
    for assessment, scores in known.gradebooks():
        for _, of_student in groupby(scores, key=lambda score: score.student_id):
            yield departing.result(list(of_student), assessment=assessment)


def scores(_district: District) -> Iterator[ResultLearningObjective]:
    """What each student showed on each standard."""
    return (departing.score(score) for _, of_assessment in known.gradebooks() for score in of_assessment)


FILES: dict[type[Record], Callable[[District], Iterator[Record]]] = {
    Org: orgs,
    AcademicSession: academic_sessions,
    Course: courses,
    Class: classes,
    User: users,
    UserRole: roles,
    Demographics: demographics,
    Enrollment: enrollments,
    Category: categories,
    LineItem: line_items,
    LineItemLearningObjective: alignments,
    Result: results,
    ResultLearningObjective: scores,
}
"""The files that are handed out, and what stands in them."""


def _all(kind: type[K]) -> Iterator[K]:
    """All rows of a kind that have a sourcedId, in its order; a few queries for each 5,000."""
    named = known.all_keys(kind.KIND)
    for batch in _batches(sorted(named)):
        found = known.records(kind, {sourced_id: named[sourced_id] for sourced_id in batch})
        yield from found.values()


def _together(*kinds: type[kept.Kept]) -> Iterator[kept.Kept]:
    """All rows of several kinds, in the order of their sourcedIds, and those of one sourcedId by kind."""
    named = {kind: known.all_keys(kind.KIND) for kind in kinds}
    for batch in _batches(sorted(set().union(*named.values()))):
        found = [
            known.records(kind, {each: keys[each] for each in batch if each in keys})
            for kind, keys in named.items()
        ]
        for sourced_id in batch:
            yield from (records[sourced_id] for records in found if sourced_id in records)


def _people() -> Iterator[list[departing.Person]]:
    """The rows of each person: who is a student and a guardian has two."""
    people: list[departing.Person] = []
    for one in _together(*kept.PEOPLE):
        if isinstance(one, kept.Student | kept.StaffMember | kept.Guardian):
            if people and people[0].sourced_id != one.sourced_id:
                yield people
                people = []
            people.append(one)
    if people:
        yield people


def _batches(sourced_ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(sourced_ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


R = TypeVar("R", bound=Record)


def _sorted(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda record: record.sourced_id)
