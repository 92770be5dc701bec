"""Alignments for tests; all invented."""

from typing import Any

from jumprope.kit import clock
from jumprope.learning.alignments.models import Alignment
from jumprope.learning.standards.factories import a_standard


def an_alignment(**changes: Any) -> Alignment:
    """That a standard says the same as another, both made where they are not given."""
    values: dict[str, Any] = {"kind": "exact", "aligned_at": clock.now()}
    for name in ("standard", "target"):
        if name not in changes:
            values[name] = a_standard()
    return Alignment.objects.create(**values | changes)
