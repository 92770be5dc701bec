"""Determinations for tests and benchmarks, as they would be if commands had made them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from jumprope.mastery.determinations.models import Determination, DeterminationChange

DETERMINED_AT = datetime(2026, 10, 2, 15, tzinfo=UTC)


def a_determination(**changes: Any) -> Determination:
    """A determination of 3 with its history; section, student and standard have to be given."""
    values = {"value": Decimal(3), "determined_at": DETERMINED_AT}
    determination = Determination.objects.create(**values | changes)
    DeterminationChange.objects.create(
        determination=determination,
        revision=determination.revision,
        value=determination.value,
        level=determination.level,
        explanation=determination.explanation,
        changed_at=determination.determined_at,
    )
    return determination
