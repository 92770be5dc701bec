"""Schemes for tests and benchmarks; all invented."""

from decimal import Decimal
from itertools import count
from typing import Any

from jumprope.mastery.policies.rules import Calculation
from jumprope.mastery.schemes.models import MasteryScheme, SchemeNode

_numbers = count(1)


def a_scheme(**changes: Any) -> MasteryScheme:
    """A scheme of one part, the average of all standards, for the tenant; the scale has to be given."""
    scheme = MasteryScheme.objects.create(**{"name": f"Scheme {next(_numbers)}"} | changes)
    a_node(scheme=scheme)
    return scheme


def a_node(**changes: Any) -> SchemeNode:
    """A part of a scheme: the average of what is below it; the scheme has to be given."""
    average = Calculation.parse("weighted_average", {})
    values: dict[str, Any] = {
        "position": SchemeNode.objects.filter(scheme=changes["scheme"]).count(),
        "name": "Part",
        "weight": Decimal(1),
        "calculation_type": average.type.value,
        "settings": average.dump(),
    }
    return SchemeNode.objects.create(**values | changes)
