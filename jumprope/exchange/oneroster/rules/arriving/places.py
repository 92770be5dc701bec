"""Schools, school years and their parts, courses and sections."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.problems import Code, Place, shown
from jumprope.exchange.oneroster.rules.records import AcademicSession, Class, Course, Org
from jumprope.exchange.oneroster.rules.sessions import NoYear, Sessions, named_apart, year_around
from jumprope.school.calendars.rules import Days

CODE_LENGTH = 40
NAME_LENGTH = 100


def schools(context: Context) -> Iterator[Arrival]:
    """The schools. Districts are the tenant itself; departments, states and the like are left aside.

    A department that lies in no school and is named as the school of a class is one.
    """
    departments = []
    for row in context.delivery.records(Org):
        place = Place("orgs.csv", row.line)
        if row.record is None:
            yield Arrival(place, row.sourced_id, None)
            continue
        context.orgs[row.sourced_id] = row.record.type
        if row.record.type == "school":
            yield _school(row.record, place)
        elif row.record.type == "department":
            departments.append((row.record, place))
    if departments:
        schools_of_classes = {
            row.record.school_sourced_id for row in context.delivery.records(Class) if row.record
        }
        for said, place in departments:
            is_taught_at = said.sourced_id in schools_of_classes | context.known_schools
            if is_taught_at and not context.names_a_school(said.parent_sourced_id):
                context.orgs[said.sourced_id] = "school"
                message = "Classes are taught at this department, which lies in no school; it is made one."
                context.warn(place, Code.WRONG_KIND, message, "type")
                yield _school(said, place)


def _school(said: Org, place: Place) -> Arrival:
    return Arrival(place, said.sourced_id, kept.School(sourced_id=said.sourced_id, name=said.name))


def sessions(context: Context) -> Iterator[Arrival]:
    """School years, then terms and grading periods. None of them leaves: their dates say when they end."""
    context.terms |= context.background.terms()
    could_be_terms = context.background.years_and_periods()
    named = {
        term: Place("classes.csv", row.line)
        for row in context.delivery.records(Class)
        for term in (row.record.term_sourced_ids if row.record else ())
    }
    rows = [
        (Place("academicSessions.csv", row.line), row.record)
        for row in context.delivery.records(AcademicSession)
        if row.record
    ] or list(_untold_sessions(context, {*context.terms, *could_be_terms}))
    places = {said.sourced_id: place for place, said in rows}
    known = {**could_be_terms, **context.terms}
    said = Sessions(
        {said.sourced_id: said for _, said in rows},
        {
            year: Days(term.starts_on, term.ends_on)
            for year, term in could_be_terms.items()
            if term.school_year_id == year
        },
        {sourced_id: term.school_year_id for sourced_id, term in known.items()},
        {sourced_id: term.name for sourced_id, term in context.terms.items()},
        named.keys(),
    )
    try:
        for sourced_id, record in said.kept():
            if isinstance(record, kept.Term):
                context.terms[sourced_id] = record
            yield Arrival(places[sourced_id], record.sourced_id, record)
    except NoYear as error:
        message, sourced_id = error.args
        context.refuse(places[sourced_id], Code.NO_SCHOOL_YEAR, message, "parentSourcedId")
    for sourced_id in sorted(named.keys() & could_be_terms.keys() - context.terms.keys()):
        yield _named_at_last(context, named[sourced_id], could_be_terms[sourced_id])


def _named_at_last(context: Context, place: Place, term: kept.Term) -> Arrival:
    """A school year or a grading period that is known, and that a class is the first to name: a term too."""
    names = {
        one.name.casefold() for one in context.terms.values() if one.school_year_id == term.school_year_id
    }
    if term.name.casefold() in names:
        term = replace(term, name=named_apart(term.name, term.sourced_id))
    context.terms[term.sourced_id] = term
    return Arrival(place, term.sourced_id, term)


def _untold_sessions(context: Context, known: Collection[str]) -> Iterator[tuple[Place, AcademicSession]]:
    """The terms that classes name where no session is told of: each is the whole school year around today."""
    if not context.delivery.delivery.leaves_out(AcademicSession):
        return
    days = year_around(Days(context.today, context.today))
    named: set[str] = set()
    for row in context.delivery.records(Class):
        for term in row.record.term_sourced_ids if row.record else ():
            if term in known or term in named:
                continue
            named.add(term)
            place = Place("classes.csv", row.line)
            message = f"Nothing is said of the session {shown(term)}; it is made, and is this school year."
            context.warn(place, Code.UNKNOWN_REFERENCE, message, "termSourcedIds")
            yield (
                place,
                AcademicSession(
                    sourced_id=term,
                    title=term,
                    type="term",
                    start_date=days.first,
                    end_date=days.over,
                ),
            )


def courses(context: Context) -> Iterator[Arrival]:
    """The courses, each a school's own. One without a code has its sourcedId for a code.

    After those that are told of come those that are made of the classes that have none.
    """
    for row in context.delivery.records(Course):
        place = Place("courses.csv", row.line)
        if (said := row.record) is None:
            yield Arrival(place, row.sourced_id, None)
        elif context.is_school(said.org_sourced_id, place, "orgSourcedId"):
            code = said.course_code or said.sourced_id
            yield _course(context, place, said.sourced_id, said.org_sourced_id, code, said.title)
    yield from _courses_of_classes(context)


def _course(
    context: Context, place: Place, sourced_id: str, school_id: str, code: str, title: str
) -> Arrival:
    if len(code) > CODE_LENGTH:
        message = f"A course needs a code of at most {CODE_LENGTH} characters."
        context.refuse(place, Code.TEXT_TOO_LONG, message, "courseCode")
    record = kept.Course(sourced_id=sourced_id, school_id=school_id, code=code, title=title)
    return Arrival(place, sourced_id, record)


def _courses_of_classes(context: Context) -> Iterator[Arrival]:
    """A course for each class that names none, and for each that is named and of which nothing is said.

    Its code is the sourcedId of the class or the course, or a digest of one that is too long. No other class
    has that; a classCode is often no more than a number.
    """
    untold = context.delivery.delivery.leaves_out(Course)
    made = set(context.background.known(kept.Course.KIND)) if untold else set()
    for row in context.delivery.records(Class):
        if (said := row.record) is None or (said.course_sourced_id and not untold):
            continue
        sourced_id = _course_of(said)
        if said.course_sourced_id and sourced_id in made:
            continue
        made.add(sourced_id)
        place = Place("classes.csv", row.line)
        if context.is_school(said.school_sourced_id, place, "schoolSourcedId"):
            message = "Nothing is said of the course of this class; one is made that has its title."
            context.warn(place, Code.MISSING_VALUE, message, "courseSourcedId")
            code = said.course_sourced_id or said.sourced_id
            if len(code) > CODE_LENGTH:
                code = hashlib.sha256(code.encode()).hexdigest()[:CODE_LENGTH]
            yield _course(context, place, sourced_id, said.school_sourced_id, code, said.title)


def _course_of(said: Class) -> str:
    """The sourcedId of the course of a class; of one of its own, if it names none."""
    return said.course_sourced_id or joined("course of", said.sourced_id)


def sections(context: Context) -> Iterator[Arrival]:
    """The sections. Classes of a course often share a title; the class code then tells them apart."""
    context.days_of_sections |= context.background.days_of_sections()
    for row in context.delivery.records(Class):
        place = Place("classes.csv", row.line)
        if (said := row.record) is None:
            yield Arrival(place, row.sourced_id, None)
            continue
        context.told[Class.FILE].add(row.sourced_id)
        ids = tuple(sorted(set(said.term_sourced_ids)))
        terms = [context.terms[term] for term in ids if term in context.terms]
        if len({term.school_year_id for term in terms}) != 1:
            message = "A class is taught in terms of one school year; make a class of its own for each."
            context.refuse(place, Code.NO_SCHOOL_YEAR, message, "termSourcedIds")
            continue
        context.days_of_sections[row.sourced_id] = Days(
            min(term.starts_on for term in terms), max(term.ends_on for term in terms)
        )
        record = kept.Section(
            sourced_id=row.sourced_id, course_id=_course_of(said), name=_name(said), term_ids=ids
        )
        yield Arrival(place, row.sourced_id, record)


def _name(said: Class) -> str:
    if not said.class_code or said.class_code in said.title:
        return said.title
    return f"{said.title[: NAME_LENGTH - len(said.class_code) - 3]} ({said.class_code})"
