"""What is taught and assessed of the frameworks that the tenant aligns its standards to, and what is not."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments import reads as alignments
from jumprope.learning.alignments.reads import Aligned
from jumprope.learning.standards import reads as standards
from jumprope.mastery.coverage.reads.places import Over, Place, Places, StandardCoverage, in_banks


@dataclass(frozen=True, slots=True)
class FrameworkCoverage:
    """What of the frameworks has been assessed in a place, what is taught and was not, and which learning
    targets are not even that.

    What stands for a heading says that the targets under it are taught, and of none that it was assessed: the
    heading was, as a whole.

    aligned  by a standard of a framework, what stands for it in the tenant
    """

    assessed: Sequence[StandardCoverage]
    not_assessed: Collection[int]
    not_taught: Collection[int]
    aligned: Mapping[int, Sequence[Aligned]]


def framework_coverage(
    *, viewer: Viewer, over: Over, keys: Collection[int]
) -> dict[Place, FrameworkCoverage]:
    """The coverage, by state and national standards, of these sections; or of these courses or schools, by
    their sections of the current school year. Absent are those that have no such sections, and those that are
    not the viewer's to see.

    The frameworks are those that the tenant has aligned a standard to. What is assessed or taught counts for
    all that it stands for today, or for itself if it stands for nothing. Eight queries.
    """
    places = Places.allowed(viewer, over, keys)
    aligned: defaultdict[int, list[Aligned]] = defaultdict(list)
    stands_for: defaultdict[int, set[int]] = defaultdict(set)
    for each in alignments.alignments_in_force():
        aligned[each.target_id].append(each)
        stands_for[each.standard_id].add(each.target_id)
    frameworks = standards.frameworks_with(aligned.keys())
    assessed = places.assessed(stood_for=True)
    found: dict[Place, FrameworkCoverage] = {}
    for place, in_bank in in_banks(places.taught()).items():
        here = [each for each in assessed.get(place, ()) if each.standard_id in frameworks.standards]
        those = {each.standard_id for each in here}
        taught = set().union(*(stands_for.get(key, {key}) for key in in_bank)) & frameworks.standards
        taught |= frameworks.targets_under(taught | those)
        not_taught = frameworks.targets.keys() - taught
        found[place] = FrameworkCoverage(here, taught - those, not_taught, aligned)
    return found
