"""School years, terms and grading periods, as academic sessions say them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.kinds import last_day
from jumprope.exchange.oneroster.rules.records import AcademicSession
from jumprope.school.calendars.rules import Days

SCHOOL_YEAR, GRADING_PERIOD = "schoolYear", "gradingPeriod"
TERMS_ONCE_NAMED = {SCHOOL_YEAR, GRADING_PERIOD}
"""Sessions of these types are terms as well where a class names them; all others are terms by themselves."""

NAME_LENGTH = 60
FIRST_MONTH = 7
"""The month in which a school year begins that no source has told of."""


Part = kept.Term | kept.GradingPeriod


class NoYear(Exception):
    """A session lies in no school year, or not within its own."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of a delivery, and of those that earlier ones brought what they are needed for.

    known_years    the school years that are known, by sourcedId
    years_of_known the sourcedId of the year of each term, period and year that is known
    known_terms    the names of the terms that are known
    named          the sourcedIds of sessions that classes name
    """

    said: Mapping[str, AcademicSession]
    known_years: Mapping[str, Days]
    years_of_known: Mapping[str, str]
    known_terms: Mapping[str, str]
    named: Collection[str]

    def year_of(self, sourced_id: str) -> kept.SchoolYear | str:
        """The year of a session: its sourcedId, or one that no source has told of and that has to be made.

        It is the first one on the way up from parent to parent, where that leads to one. Raises `NoYear`.
        """
        way = [sourced_id]
        while (session := self.said.get(way[-1])) and session.type != SCHOOL_YEAR:
            if session.parent_sourced_id in ("", *way):
                return self._year_around(sourced_id)
            way.append(session.parent_sourced_id)
        found = way[-1] if session else self.years_of_known.get(way[-1], way[-1])
        days = days_of(session) if session else self.known_years.get(found)
        if days is None:
            return self._year_around(sourced_id)
        if not days.hold(days_of(self.said[sourced_id])):
            raise NoYear("This does not lie within its school year; correct the dates or the parent.")
        return found

    def _year_around(self, sourced_id: str) -> kept.SchoolYear | str:
        """The year of a session that names none: that in which it is known to lie, else one around it."""
        days, known = days_of(self.said[sourced_id]), self.years_of_known.get(sourced_id, "")
        told = [each for each in self.said.values() if each.type == SCHOOL_YEAR]
        around = {each.sourced_id: days_of(each) for each in told} | self._known(known)
        found = [year for year, of_year in around.items() if of_year.hold(days)]
        return known if known in found else found[0] if found else _untold_year(self.said[sourced_id])

    def _known(self, year: str) -> dict[str, Days]:
        return {year: self.known_years[year]} if year in self.known_years and year not in self.said else {}

    def kept(self) -> Iterator[tuple[str, kept.Kept]]:
        """What is kept of each session, with the sourcedId of the session: years first.

        A year or a grading period is a term as well where classes name it as readily as a semester.
        Raises `NoYear`, with the sourcedId as a second argument.
        """
        parts: list[tuple[str, Part]] = []
        untold: set[str] = set()
        for sourced_id, session in self.said.items():
            if session.type == SCHOOL_YEAR:
                yield sourced_id, _year(session)
                parts += self._parts(session, sourced_id)
                continue
            try:
                year = self.year_of(sourced_id)
            except NoYear as error:
                raise NoYear(str(error), sourced_id) from error
            if isinstance(year, kept.SchoolYear):
                if year.sourced_id not in untold:
                    yield sourced_id, year
                untold.add(year.sourced_id)
                year = year.sourced_id
            parts += self._parts(session, year)
        yield from self._told_apart(parts)

    def _parts(self, session: AcademicSession, year: str) -> Iterator[tuple[str, Part]]:
        days, sourced_id = days_of(session), session.sourced_id
        is_named = sourced_id in self.named or sourced_id in self.known_terms
        if session.type not in TERMS_ONCE_NAMED or is_named:
            yield sourced_id, _part(kept.Term, session, days, year)
        if session.type == GRADING_PERIOD:
            yield sourced_id, _part(kept.GradingPeriod, session, days, year)

    def _told_apart(self, parts: list[tuple[str, Part]]) -> Iterator[tuple[str, Part]]:
        """The same; terms of a year that share a title, in any case, have their sourcedIds behind it.

        The one that is known under the title keeps it; where none is, the only one that is a term by itself.
        Grading periods may share a title.
        """
        titles = [(term, self.years_of_known[term], name) for term, name in self._untold()]
        titles += [
            (term, part.school_year_id, part.name) for term, part in parts if isinstance(part, kept.Term)
        ]
        sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
        for sourced_id, year, title in titles:
            sharing[year, title.casefold()].append(sourced_id)
        giving_way = {one for shared in sharing.values() for one in set(shared) - self._keeping(shared)}
        for sourced_id, part in parts:
            apart = named_apart(part.name, sourced_id)
            is_apart = sourced_id in giving_way or self.known_terms.get(sourced_id) == apart
            is_term = isinstance(part, kept.Term)
            yield sourced_id, replace(part, name=apart) if is_apart and is_term else part

    def _untold(self) -> Iterator[tuple[str, str]]:
        """The terms that are known and of which nothing is said, with their names."""
        return ((term, name) for term, name in self.known_terms.items() if term not in self.said)

    def _keeping(self, shared: list[str]) -> set[str]:
        """Which of the terms that share a title keep it."""
        if len(shared) == 1:
            return {*shared}
        if known := {one for one in shared if self._is_known_so(one)}:
            return known
        by_themselves = {one for one in shared if self.said[one].type not in TERMS_ONCE_NAMED}
        return by_themselves if len(by_themselves) == 1 else set()

    def _is_known_so(self, term: str) -> bool:
        """Whether it has had its title before; one of which nothing is said has."""
        return term not in self.said or self.known_terms.get(term) == self.said[term].title


def named_apart(title: str, sourced_id: str) -> str:
    """What a term is called that shares its title with another."""
    return f"{title[: max(NAME_LENGTH - len(sourced_id) - 3, 1)]} ({sourced_id})"


def days_of(session: AcademicSession) -> Days:
    """The days of a session."""
    return Days(session.start_date, last_day(session.end_date))


def _year(session: AcademicSession) -> kept.SchoolYear:
    days = days_of(session)
    return kept.SchoolYear(
        sourced_id=session.sourced_id, name=session.title, starts_on=days.first, ends_on=days.last
    )


def _part(kind: type[Part], session: AcademicSession, days: Days, year: str) -> Part:
    return kind(
        sourced_id=session.sourced_id,
        school_year_id=year,
        name=session.title,
        starts_on=days.first,
        ends_on=days.last,
    )


def _untold_year(session: AcademicSession) -> kept.SchoolYear:
    """The year from July to June that a session lies in; failing that, the calendar year."""
    days = days_of(session)
    year = year_around(days)
    name = f"{year.first.year}-{year.last.year % 100:02}"
    if not year.hold(days):
        year = Days(date(days.first.year, 1, 1), date(days.first.year, 12, 31))
        name = f"{year.first.year}"
    if not year.hold(days):
        raise NoYear("This lies in no school year; name one as its parent.")
    return kept.SchoolYear(
        sourced_id=f"school-year-{name}", name=name, starts_on=year.first, ends_on=year.last
    )


def year_around(days: Days) -> Days:
    """The year from July to June that days begin in."""
    first = date(days.first.year - (days.first.month < FIRST_MONTH), FIRST_MONTH, 1)
    return Days(first, date(first.year + 1, FIRST_MONTH - 1, 30))
