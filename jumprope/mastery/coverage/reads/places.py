"""What is found in sections, courses and schools: how often what was assessed, with what result, and what the
banks have for them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments
from jumprope.learning.banks import reads as banks
from jumprope.mastery.coverage import access
from jumprope.mastery.coverage.rules import Group, Told, told_of_a_part, told_of_the_whole
from jumprope.mastery.determinations import reads as determinations
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses

Place = int
"""The key of a section, a course or a school."""


class Over(StrEnum):
    """What coverage is of; the value is the path to it from what belongs to a section."""

    SECTION = "section"
    COURSE = "section__course"
    SCHOOL = "section__course__school"

    @property
    def from_section(self) -> str:
        """The path to it from a section itself."""
        return self.value.removeprefix("section").removeprefix("__") or "pk"


@dataclass(frozen=True, slots=True)
class StandardCoverage:
    """How often a standard was assessed, and what may be told of the levels that students have reached."""

    standard_id: int
    times: int
    reached: Told


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one kind that the viewer may be told of, with the school years that count there."""

    viewer: Viewer
    over: Over
    keys: Collection[Place]

    @classmethod
    def allowed(cls, viewer: Viewer, over: Over, keys: Collection[Place]) -> "Places":
        """Those of these sections, courses or schools that are the viewer's to see. One query."""
        match over:
            case Over.SECTION:
                allowed = courses.sections_among(keys, rule=access.sections_to_cover(viewer))
                return cls(viewer, over, allowed)
            case Over.COURSE:
                return cls(viewer, over, courses.courses_among(keys, rule=access.courses_to_cover(viewer)))
            case Over.SCHOOL:
                return cls(viewer, over, tenancy.schools_among(keys, rule=access.schools_to_cover(viewer)))

    def taught(self) -> list[courses.Taught]:
        """In which school years sections are taught there. One query."""
        return courses.taught(rule=self._within(section="pk"), by=self.over.from_section)

    def assessed(self, *, stood_for: bool) -> dict[Place, list[StandardCoverage]]:
        """What was assessed there, in the order of the standards' keys: the standards themselves, or those
        that they stand for. Three queries.
        """
        rule = self._within(section="assessment__section")
        times = assessments.times_assessed(rule=rule, by=self.over.value, stood_for=stood_for)
        reached = self._reached(stood_for=stood_for)
        found: defaultdict[Place, list[StandardCoverage]] = defaultdict(list)
        for place, key in sorted({*times, *reached}):
            about = place, key
            found[place].append(StandardCoverage(key, times.get(about, 0), reached.get(about, Told(0, {}))))
        return found

    def _reached(self, *, stood_for: bool) -> dict[tuple[Place, int], Told]:
        everyone: dict[tuple[Place, int], determinations.Reached] = {}
        by_level: defaultdict[tuple[Place, int], dict[int, Group]] = defaultdict(dict)
        for row in determinations.students_who_reached(
            viewer=self.viewer,
            rule=self._within(section="section"),
            by=self.over.value,
            stood_for=stood_for,
        ):
            if row.level_id is None:
                everyone[row.place_id, row.standard_id] = row
            else:
                by_level[row.place_id, row.standard_id][row.level_id] = _group(row)
        return {about: self._told(row, by_level[about]) for about, row in everyone.items()}

    def _told(self, row: determinations.Reached, by_level: Mapping[int, Group]) -> Told:
        whole = self.over is Over.SCHOOL and row.standards == 1
        return (told_of_the_whole if whole else told_of_a_part)(_group(row), by_level)

    def _within(self, *, section: str) -> Q:
        """The rows in these places, by the path from a row to its section."""

        def path(further: str) -> str:
            return "__".join(step for step in (section, further) if step != "pk") or "pk"

        here = Q(**{f"{path(self.over.from_section)}__in": self.keys})
        if self.over is Over.SECTION:
            return here
        year, today = path("school_year"), self.viewer.today
        return here & Q(**{f"{year}__starts_on__lte": today, f"{year}__ends_on__gte": today})


def _group(row: determinations.Reached) -> Group:
    return Group(row.students, row.unseen, row.students - row.seen)


def in_banks(taught: Sequence[courses.Taught]) -> dict[Place, set[int]]:
    """What the banks of each place's school, and those of the tenant, have published for its years.

    One query.
    """
    published: defaultdict[tuple[int, int | None], set[int]] = defaultdict(set)
    for each in banks.published(school_year_ids={row.school_year_id for row in taught}):
        published[each.school_year_id, each.school_id].add(each.standard_id)
    wanted: dict[Place, set[int]] = {row.place_id: set() for row in taught}
    for row in taught:
        wanted[row.place_id] |= (
            published[row.school_year_id, None] | published[row.school_year_id, row.school_id]
        )
    return wanted
