"""Which standards have been assessed in sections, courses and schools, and which not yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments
from jumprope.learning.banks import reads as banks
from jumprope.learning.standards import reads as standards
from jumprope.mastery.coverage import access
from jumprope.mastery.coverage.rules import Group, Told, told
from jumprope.mastery.determinations import reads as determinations
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses


class Over(StrEnum):
    """What coverage is of; the value is the path to it from what belongs to a section."""

    SECTION = "section"
    COURSE = "section__course"
    SCHOOL = "section__course__school"

    @property
    def from_section(self) -> str:
        """The path to it from a section itself."""
        return self.value.removeprefix("section").removeprefix("__") or "pk"


class Measure(StrEnum):
    """What the standards that were not assessed are looked for in."""

    BANK = "bank"
    FRAMEWORKS = "frameworks"


@dataclass(frozen=True, slots=True)
class StandardCoverage:
    """How often a standard was assessed, and what may be told of the levels that students have reached."""

    standard_id: int
    times: int
    reached: Told


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was assessed in a place, in the order of the standards' keys, and what was not."""

    assessed: Sequence[StandardCoverage]
    not_assessed: Collection[int]
    measured_against: Measure


Place = int
Expected = Mapping[Place, tuple[Measure, frozenset[int]]]


def coverage(*, viewer: Viewer, over: Over, keys: Collection[int]) -> dict[int, Coverage]:
    """The coverage of these sections; or of these courses or schools, by their sections of the current school
    year. Absent are those that have no such sections, and those that are not the viewer's to see.

    A standard was assessed where a student has a number or a level on it. Those that were not are looked for
    in the published versions of the banks, the school's and the tenant's, for the year; where there is none,
    in the frameworks that the assessed ones are of. Six queries, and another where there is no bank.
    """
    allowed = _allowed(viewer, over, keys)
    taught = courses.taught(rule=_within(viewer, over, allowed, section="pk"), by=over.from_section)
    times = assessments.times_assessed(
        rule=_within(viewer, over, allowed, section="assessment__section"), by=over.value
    )
    reached = _reached(viewer, over, allowed)
    assessed = _by_place({*times, *reached})
    expected = _expected(taught, assessed)
    return {
        place: Coverage(
            assessed=[
                StandardCoverage(key, times.get((place, key), 0), reached.get((place, key), Told(0, {})))
                for key in sorted(assessed[place])
            ],
            not_assessed=standards_expected - assessed[place],
            measured_against=measure,
        )
        for place, (measure, standards_expected) in expected.items()
    }


def _allowed(viewer: Viewer, over: Over, keys: Collection[int]) -> set[int]:
    match over:
        case Over.SECTION:
            return courses.sections_among(keys, rule=access.sections_to_cover(viewer))
        case Over.COURSE:
            return courses.courses_among(keys, rule=access.courses_to_cover(viewer))
        case Over.SCHOOL:
            return tenancy.schools_among(keys, rule=access.schools_to_cover(viewer))


def _within(viewer: Viewer, over: Over, keys: Collection[int], *, section: str) -> Q:
    """The rows in these places, by the path from a row to its section."""

    def path(further: str) -> str:
        return "__".join(step for step in (section, further) if step != "pk") or "pk"

    here = Q(**{f"{path(over.from_section)}__in": keys})
    if over is Over.SECTION:
        return here
    year = path("school_year")
    return here & Q(**{f"{year}__starts_on__lte": viewer.today, f"{year}__ends_on__gte": viewer.today})


def _reached(viewer: Viewer, over: Over, keys: Collection[int]) -> dict[tuple[int, int], Told]:
    rule = _within(viewer, over, keys, section="section")
    everyone: dict[tuple[int, int], Group] = {}
    by_level: defaultdict[tuple[int, int], dict[int, Group]] = defaultdict(dict)
    for row in determinations.students_who_reached(viewer=viewer, rule=rule, by=over.value):
        group = Group(row.students, row.unseen)
        if row.level_id is None:
            everyone[row.place_id, row.standard_id] = group
        else:
            by_level[row.place_id, row.standard_id][row.level_id] = group
    return {about: told(group, by_level[about]) for about, group in everyone.items()}


def _by_place(pairs: Iterable[tuple[Place, int]]) -> defaultdict[Place, set[int]]:
    found: defaultdict[Place, set[int]] = defaultdict(set)
    for place, standard in pairs:
        found[place].add(standard)
    return found


def _expected(taught: Sequence[courses.Taught], assessed: Mapping[Place, set[int]]) -> Expected:
    """What was to be assessed in each place."""
    wanted = _in_banks(taught)
    used = set().union(*(assessed.get(place, ()) for place, found in wanted.items() if not found))
    beside = standards.targets_beside(used) if used else {}
    return {
        place: (Measure.BANK, frozenset(found))
        if found
        else (Measure.FRAMEWORKS, frozenset().union(*(beside[key] for key in assessed.get(place, ()))))
        for place, found in wanted.items()
    }


def _in_banks(taught: Sequence[courses.Taught]) -> dict[Place, set[int]]:
    """What the banks of each place's school, and those of the tenant, have published for its years."""
    published: defaultdict[tuple[int, int | None], set[int]] = defaultdict(set)
    for each in banks.published(school_year_ids={row.school_year_id for row in taught}):
        published[each.school_year_id, each.school_id].add(each.standard_id)
    wanted: dict[Place, set[int]] = {row.place_id: set() for row in taught}
    for row in taught:
        wanted[row.place_id] |= (
            published[row.school_year_id, None] | published[row.school_year_id, row.school_id]
        )
    return wanted
