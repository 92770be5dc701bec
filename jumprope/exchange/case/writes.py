"""Taking CASE packages in as frameworks."""

from collections.abc import Sequence
from dataclasses import dataclass

from jumprope.exchange.case import reads
from jumprope.exchange.case.rules.packages import Package
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import writes as standards
from jumprope.learning.standards.access import MANAGE_STANDARDS


@dataclass(frozen=True, kw_only=True)
class CaseImported(Answer):
    """How many frameworks, standards and associations were created, updated, left unchanged, ended and
    moved.
    """

    frameworks: dict[str, int]
    standards: dict[str, int]
    associations: dict[str, int]


@command(MANAGE_STANDARDS, event="case.imported")
def import_packages(*, viewer: Viewer, packages: Sequence[Package]) -> CaseImported:
    """Keep what the packages say, all or nothing. Raises `reads.StandardInAnotherFramework`."""
    standards.lock_frameworks([package.document.identifier for package in packages])
    found = reads.arrivals(packages)
    for arrival in found:
        standards.publish(viewer=viewer, publication=arrival.publication, revision=arrival.revision)
    return CaseImported(**reads.tallies(found))
