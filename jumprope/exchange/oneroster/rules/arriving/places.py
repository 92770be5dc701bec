"""Schools, school years and their parts, courses and sections."""

from collections.abc import Iterator

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context
from jumprope.exchange.oneroster.rules.problems import Code, Place
from jumprope.exchange.oneroster.rules.records import AcademicSession, Class, Course, Org
from jumprope.exchange.oneroster.rules.sessions import NoYear, Sessions
from jumprope.school.calendars.rules import Days

CODE_LENGTH = 40
NAME_LENGTH = 100


def schools(context: Context) -> Iterator[Arrival]:
    """The schools. Districts are the tenant itself; departments, states and the like are left aside."""
    for row in context.delivery.records(Org):
        place = Place("orgs.csv", row.line)
        if row.record is None:
            yield Arrival(place, row.sourced_id, None)
            continue
        context.orgs[row.sourced_id] = row.record.type
        if row.record.type == "school":
            record = kept.School(sourced_id=row.sourced_id, name=row.record.name)
            yield Arrival(place, row.sourced_id, record)


def sessions(context: Context) -> Iterator[Arrival]:
    """School years, then terms and grading periods. None of them leaves: their dates say when they end."""
    rows = [row for row in context.delivery.records(AcademicSession) if row.record]
    places = {row.sourced_id: Place("academicSessions.csv", row.line) for row in rows}
    context.terms |= context.background.terms()
    said = Sessions(
        {row.sourced_id: row.record for row in rows if row.record},
        context.background.years(),
        {sourced_id: term.school_year_id for sourced_id, term in context.terms.items()},
    )
    try:
        for sourced_id, record in said.kept():
            if isinstance(record, kept.Term):
                context.terms[sourced_id] = record
            yield Arrival(places[sourced_id], record.sourced_id, record)
    except NoYear as error:
        message, sourced_id = error.args
        context.refuse(places[sourced_id], Code.NO_SCHOOL_YEAR, message, "parentSourcedId")


def courses(context: Context) -> Iterator[Arrival]:
    """The courses, each a school's own. One without a code has its sourcedId for a code."""
    for row in context.delivery.records(Course):
        place = Place("courses.csv", row.line)
        if (said := row.record) is None:
            yield Arrival(place, row.sourced_id, None)
        elif context.is_school(said.org_sourced_id, place, "orgSourcedId"):
            code = said.course_code or said.sourced_id
            if len(code) > CODE_LENGTH:
                message = f"A course needs a code of at most {CODE_LENGTH} characters."
                context.refuse(place, Code.TEXT_TOO_LONG, message, "courseCode")
            record = kept.Course(
                sourced_id=row.sourced_id, school_id=said.org_sourced_id, code=code, title=said.title
            )
            yield Arrival(place, row.sourced_id, record)


def sections(context: Context) -> Iterator[Arrival]:
    """The sections. Classes of a course often share a title; the class code then tells them apart."""
    context.days_of_sections |= context.background.days_of_sections()
    for row in context.delivery.records(Class):
        place = Place("classes.csv", row.line)
        if (said := row.record) is None:
            yield Arrival(place, row.sourced_id, None)
            continue
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
            sourced_id=row.sourced_id, course_id=said.course_sourced_id, name=_name(said), term_ids=ids
        )
        yield Arrival(place, row.sourced_id, record)


def _name(said: Class) -> str:
    if not said.class_code or said.class_code in said.title:
        return said.title
    return f"{said.title[: NAME_LENGTH - len(said.class_code) - 3]} ({said.class_code})"
