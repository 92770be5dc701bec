"""Which standards have been assessed in sections, courses and schools, and which not yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import reads as standards
from jumprope.mastery.coverage.reads.places import Over, Place, Places, StandardCoverage, in_banks
from jumprope.school.courses import reads as courses


class Measure(StrEnum):
    """What the standards that were not assessed are looked for in."""

    BANK = "bank"
    FRAMEWORKS = "frameworks"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was assessed in a place, in the order of the standards' keys, and what was not."""

    assessed: Sequence[StandardCoverage]
    not_assessed: Collection[int]
    measured_against: Measure


Expected = Mapping[Place, tuple[Measure, frozenset[int]]]


def coverage(*, viewer: Viewer, over: Over, keys: Collection[int]) -> dict[int, Coverage]:
    """The coverage of these sections; or of these courses or schools, by their sections of the current school
    year. Absent are those that have no such sections, and those that are not the viewer's to see.

    A standard was assessed where a student has a number or a level on it. Those that were not are looked for
    in the published versions of the banks, the school's and the tenant's, for the year; where there is none,
    in the frameworks that the assessed ones are of. Six queries, and another where there is no bank.
    """
    places = Places.allowed(viewer, over, keys)
    assessed = places.assessed(stood_for=False)
    those = {place: {each.standard_id for each in found} for place, found in assessed.items()}
    return {
        place: Coverage(
            assessed=assessed.get(place, []),
            not_assessed=standards_expected - those.get(place, set()),
            measured_against=measure,
        )
        for place, (measure, standards_expected) in _expected(places.taught(), those).items()
    }


def _expected(taught: Sequence[courses.Taught], assessed: Mapping[Place, set[int]]) -> Expected:
    """What was to be assessed in each place."""
    wanted = in_banks(taught)
    used = set().union(*(assessed.get(place, ()) for place, found in wanted.items() if not found))
    beside = standards.targets_beside(used) if used else {}
    return {
        place: (Measure.BANK, frozenset(found))
        if found
        else (Measure.FRAMEWORKS, frozenset().union(*(beside[key] for key in assessed.get(place, ()))))
        for place, found in wanted.items()
    }
