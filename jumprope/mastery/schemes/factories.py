"""Schemes for tests and benchmarks; all invented."""

from decimal import Decimal
from itertools import count
from typing import Any

from jumprope.kit import clock
from jumprope.mastery.policies.rules import Calculation
from jumprope.mastery.schemes.models import MasteryScheme, SchemePart, SchemeRevision

_numbers = count(1)


def a_scheme(**changes: Any) -> MasteryScheme:
    """A scheme of one part, the average of all standards, for the tenant; the scale has to be given."""
    scheme = MasteryScheme.objects.create(**{"name": f"Scheme {next(_numbers)}"} | changes)
    SchemeRevision.objects.create(scheme=scheme, number=1, made_at=clock.now())
    a_part(scheme=scheme)
    return scheme


def a_part(*, scheme: MasteryScheme, **changes: Any) -> SchemePart:
    """Another part of a scheme as it stands: the average of what is below it."""
    average = Calculation.parse("weighted_average", {})
    revision = scheme.revisions.latest("number")
    values: dict[str, Any] = {
        "scheme_revision": revision,
        "position": revision.parts.count(),
        "name": "Part",
        "weight": Decimal(1),
        "calculation_type": average.type.value,
        "settings": average.dump(),
    }
    return SchemePart.objects.create(**values | changes)


def the_whole(scheme: MasteryScheme) -> SchemePart:
    """The first part of a scheme as it stands."""
    return scheme.revisions.latest("number").parts.get(position=0)
