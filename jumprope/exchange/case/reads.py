"""What an import would change, and what stands in its way."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jumprope.exchange.case.rules.packages import Package
from jumprope.exchange.case.rules.publications import publication
from jumprope.kit.errors import Refused, refuse_all
from jumprope.learning.standards import reads as standards
from jumprope.learning.standards import rules


class StandardInAnotherFramework(Refused):
    """A GUID names one standard in the whole tenant."""

    code = "standard_in_another_framework"
    message = _(
        "{guid} is in the framework “{title}” of another publisher, and nothing can be in two; leave one out."
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a package says, in the words of frameworks, and what that changes."""

    publication: rules.Publication
    revision: standards.Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows are made, changed, left, ended, and moved here from another framework."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    moved: int = 0


def arrivals(packages: Iterable[Package]) -> list[Arrival]:
    """Compare packages with the frameworks of the tenant in scope; about five queries for each package.

    Raises `StandardInAnotherFramework` for all that other publishers have, with the identifier as `field`.
    """
    publications = [publication(package) for package in packages]
    said = {guid for each in publications for guid in each.guids()}
    found = [Arrival(each, standards.revision(each, said=said)) for each in publications]
    taken = {guid: title for each in found for guid, title in each.revision.taken.items()}
    refuse_all(
        StandardInAnotherFramework(guid=guid, title=title, field=guid) for guid, title in taken.items()
    )
    return found


def tallies(found: Sequence[Arrival]) -> dict[str, dict[str, int]]:
    """How many frameworks, standards and associations arrive as what."""
    revisions = [arrival.revision for arrival in found]
    return {
        "frameworks": _tally([each.framework for each in revisions]),
        "standards": _tally([each.standards for each in revisions]),
        "associations": _tally([each.associations for each in revisions]),
    }


def _tally(changes: Sequence[rules.Changes[Any]]) -> dict[str, int]:
    return asdict(
        Tally(
            created=sum(len(each.created) for each in changes),
            updated=sum(len(each.updated) for each in changes),
            unchanged=sum(each.unchanged for each in changes),
            ended=sum(len(each.ended) for each in changes),
            moved=sum(len(each.moved) for each in changes),
        )
    )
