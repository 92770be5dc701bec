"""What the product knows of OneRoster's rows, in the shape in which a delivery says them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from jumprope.exchange.oneroster.reads import of_people
from jumprope.exchange.oneroster.rules import departing, kept
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.kit.columns import Columns, Values
from jumprope.learning.assessments import reads as assessments
from jumprope.learning.standards import reads as standards
from jumprope.platform.identifiers import reads as identifiers
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import reads as calendars
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses
from jumprope.school.people import reads as people
from jumprope.school.rosters import reads as rosters

K = TypeVar("K", bound=kept.Kept)

STANDARD = "standard"
"""The kind of what CASE names, by its GUID."""

DISTRICT = "tenant"
"""The kind of the org that is the tenant itself."""

SOURCE = "oneroster"
"""What external identifiers call this source."""

COLUMNS: Mapping[type[kept.Kept], Columns] = {
    kept.School: tenancy.SCHOOLS,
    kept.SchoolYear: calendars.SCHOOL_YEARS,
    kept.Term: calendars.TERMS,
    kept.GradingPeriod: calendars.GRADING_PERIODS,
    kept.Course: courses.COURSES,
    kept.Section: courses.SECTIONS,
    kept.GradeLevel: courses.GRADE_LEVELS,
    kept.Student: people.STUDENTS,
    kept.StaffMember: people.STAFF_MEMBERS,
    kept.Guardian: people.GUARDIANS,
    kept.Relationship: people.RELATIONSHIPS,
    kept.ContactMethod: people.CONTACT_METHODS,
    kept.PersonIdentifier: people.PERSON_IDENTIFIERS,
    kept.Demographics: people.DEMOGRAPHICS,
    kept.Enrolment: rosters.ENROLMENTS,
    kept.SectionTeacher: rosters.SECTION_TEACHERS,
    kept.AssessmentType: assessments.TYPES,
    kept.Assessment: assessments.ASSESSMENTS,
}

FURTHER: Mapping[type[kept.Kept], Callable[[Collection[int]], Mapping[int, Values]]] = {
    kept.Section: courses.terms_of_sections,
    kept.Student: people.entries_of_students,
    kept.Assessment: assessments.standards_of_assessments,
}
"""What is said of rows and stands in other tables, as columns by key. One query each."""


def keys(kind: str, sourced_ids: Collection[str]) -> dict[str, int]:
    """The primary keys of rows of a kind by their sourcedIds; unknown ones are absent. One query."""
    if kind == STANDARD:
        return standards.ids(sourced_ids)
    if kind == kept.GradeLevel.KIND:
        return {code: key for code, key in courses.grade_level_codes().items() if code in sourced_ids}
    return identifiers.subjects(kind=kind, source=SOURCE, identifiers=sourced_ids)


def keys_of(records: Collection[kept.Kept], kind: type[kept.Kept]) -> dict[str, int]:
    """The primary keys of rows like these, by their sourcedIds; unknown ones are absent. One query.

    What OneRoster gives no sourcedId and somebody has written down by hand is found by those whom it is
    about, which takes four queries more.
    """
    found = keys(kind.KIND, [record.sourced_id for record in records])
    nameless = [record for record in records if record.sourced_id not in found]
    if kind is kept.Relationship:
        return found | _between([one for one in nameless if isinstance(one, kept.Relationship)])
    if kind in kept.PARTICULARS:
        return found | of_people.like([one for one in nameless if isinstance(one, kept.OfAPerson)], keys)
    return found


def _between(relationships: Collection[kept.Relationship]) -> dict[str, int]:
    if not relationships:
        return {}
    guardians = keys(kept.Guardian.KIND, {one.guardian_id for one in relationships})
    students = keys(kept.Student.KIND, {one.student_id for one in relationships})
    pairs = {
        one.sourced_id: (guardians[one.guardian_id], students[one.student_id])
        for one in relationships
        if one.guardian_id in guardians and one.student_id in students
    }
    held = people.relationships_between(list(pairs.values()))
    return {sourced_id: held[pair] for sourced_id, pair in pairs.items() if pair in held}


def particulars(users: Sequence[Sequence[departing.Person]]) -> list[departing.Particulars]:
    """How these users are reached, and their numbers, in their order. Seven queries at most."""
    persons = [one for user in users for one in user]
    return of_people.particulars(
        users,
        {
            kind.KIND: keys(kind.KIND, [one.sourced_id for one in persons if isinstance(one, kind)])
            for kind in kept.PEOPLE
        },
        named=lambda kind, rows: identifiers.names(kind=kind, source=SOURCE, subjects=rows),
    )


def all_keys(kind: str) -> dict[str, int]:
    """The primary keys of all rows of a kind that have a sourcedId. One query."""
    if kind == kept.GradeLevel.KIND:
        return courses.grade_level_codes()
    return identifiers.all_subjects(kind=kind, source=SOURCE)


def records(record: type[K], named: Mapping[str, int]) -> dict[str, K]:
    """The rows with these keys as records, by sourcedId; with a query for each kind that they refer to."""
    columns = COLUMNS[record].of(list(named.values()))
    if further := FURTHER.get(record):
        for key, values in further(list(columns)).items():
            columns[key] |= values
    sourced = _sourced(record, columns.values())
    return {
        sourced_id: record(sourced_id=sourced_id, **_translated(columns[key], sourced))
        for sourced_id, key in named.items()
        if key in columns
    }


Sourced = Mapping[str, Mapping[int | None, str]]


def _sourced(record: type[kept.Kept], columns: Iterable[Values]) -> Sourced:
    """The sourcedIds of what rows refer to, by the attribute that refers and by key."""
    found: dict[str, Mapping[int | None, str]] = {}
    for attribute, kind in kept.references(record).items():
        referred = {key for values in columns for key in _each(values[attribute]) if key is not None}
        named = _names(kind, referred)
        # A member of staff of no school works for all of them.
        found[attribute] = {None: "", **dict(named.items())}
    return found


def _names(kind: str, keys_: Collection[int]) -> dict[int, str]:
    if kind == STANDARD:
        return {key: words.guid for key, words in standards.words_of(keys_).items()}
    if kind == kept.GradeLevel.KIND:
        return {key: code for code, key in courses.grade_level_codes().items()}
    return identifiers.names(kind=kind, source=SOURCE, subjects=keys_)


def scores(said: Collection[kept.Score]) -> dict[str, tuple[assessments.Saved, kept.Score]]:
    """The scores that are saved in the places of these, and what they say; by sourcedId. Four queries."""
    keys_of_assessments = keys(kept.Assessment.KIND, {one.assessment_id for one in said})
    keys_of_students = keys(kept.Student.KIND, {one.student_id for one in said})
    keys_of_standards = keys(STANDARD, {one.standard_id for one in said})
    saved = assessments.saved(
        assessment_ids=keys_of_assessments.values(), student_ids=keys_of_students.values()
    )
    found: dict[str, tuple[assessments.Saved, kept.Score]] = {}
    for one in said:
        place = (
            keys_of_assessments.get(one.assessment_id, 0),
            keys_of_students.get(one.student_id, 0),
            keys_of_standards.get(one.standard_id, 0),
        )
        if (there := saved.get(place)) is not None:
            found[one.sourced_id] = there, replace(one, value=there.value, mark=there.mark)
    return found


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _translated(values: Values, sourced: Sourced) -> Values:
    return {
        name: _named(value, sourced[name]) if name in sourced else value for name, value in values.items()
    }


def _named(value: Any, names: Mapping[int | None, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(sorted(names.get(key, "") for key in value))
    return names.get(value, "")


AT_ONCE = 200
"""Of how many assessments the scores are read at once."""


def gradebooks() -> Iterator[tuple[kept.Assessment, list[kept.Score]]]:
    """Each assessment in the order of their sourcedIds, with its scores in the order of their students' and
    standards'. Six queries for each 200 assessments.
    """
    named = all_keys(kept.Assessment.KIND)
    ordered = sorted(named)
    for first in range(0, len(ordered), AT_ONCE):
        batch = {each: named[each] for each in ordered[first : first + AT_ONCE]}
        found = records(kept.Assessment, batch)
        said = assessments.scores_said(batch.values())
        students = _names(kept.Student.KIND, {one.student_id for of in said.values() for one in of})
        guids = _names(STANDARD, {one.standard_id for of in said.values() for one in of})
        for sourced_id, key in batch.items():
            scores_ = [
                kept.Score(
                    sourced_id=joined(sourced_id, students[one.student_id], guids[one.standard_id]),
                    assessment_id=sourced_id,
                    student_id=students[one.student_id],
                    standard_id=guids[one.standard_id],
                    value=one.value,
                    mark=one.mark,
                )
                for one in said[key]
            ]
            yield found[sourced_id], sorted(scores_, key=lambda one: (one.student_id, one.standard_id))


class KnownBackground:
    """What earlier deliveries have brought, asked for when a delivery leans on it. See `Background`."""

    def known(self, kind: str) -> frozenset[str]:
        """The sourcedIds that name rows of a kind. One query."""
        return frozenset(all_keys(kind))

    def terms(self) -> Mapping[str, kept.Term]:
        """The terms. Three queries."""
        return records(kept.Term, all_keys(kept.Term.KIND))

    def years_and_periods(self) -> Mapping[str, kept.Term]:
        """The school years and the grading periods, each as the term that it can be as well. Five queries."""
        years = records(kept.SchoolYear, all_keys(kept.SchoolYear.KIND))
        periods = records(kept.GradingPeriod, all_keys(kept.GradingPeriod.KIND))
        return {
            one.sourced_id: kept.Term(
                sourced_id=one.sourced_id,
                school_year_id=one.school_year_id if isinstance(one, kept.GradingPeriod) else one.sourced_id,
                name=one.name,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
            )
            for one in (*years.values(), *periods.values())
        }

    def leavers(self) -> Mapping[str, date]:
        """The students who have left or are to, each with the day. Two queries."""
        left = people.leavers()
        named = all_keys(kept.Student.KIND)
        return {sourced_id: left[key] for sourced_id, key in named.items() if key in left}

    def systems(self) -> frozenset[str]:
        """The other systems in which people have numbers. One query."""
        return frozenset(people.systems_of_identifiers())

    def standards(self) -> frozenset[str]:
        """The GUIDs of the standards in the bank that are in force. One query."""
        return standards.guids_in_force()

    def marks(self) -> frozenset[str]:
        """The codes of the marks that can be given. One query."""
        return assessments.marks_in_force()

    def days_of_sections(self) -> Mapping[str, Days]:
        """The days on which each section is taught, from its first term to its last. Four queries."""
        named = all_keys(kept.Section.KIND)
        terms = {term.sourced_id: term for term in self.terms().values()}
        taught: dict[str, list[kept.Term]] = defaultdict(list)
        for section in records(kept.Section, named).values():
            taught[section.sourced_id] += [terms[term] for term in section.term_ids if term in terms]
        return {
            section: Days(min(term.starts_on for term in found), max(term.ends_on for term in found))
            for section, found in taught.items()
            if found
        }
