"""Grade Alerts for tests and benchmarks; all invented."""

from datetime import date
from typing import Any

from jumprope.learning.alerts.models import GradeAlert

RAISED_ON = date(2026, 10, 5)


def an_alert(**changes: Any) -> GradeAlert:
    """An alert about one assessment; section and student have to be given."""
    return GradeAlert.objects.create(**{"raised_on": RAISED_ON, "missing": 1} | changes)
