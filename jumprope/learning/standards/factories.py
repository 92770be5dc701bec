"""Standards for tests, in the tenant in scope."""

import uuid
from datetime import UTC, datetime
from typing import Any

from jumprope.learning.standards.models import Framework, Standard

CHANGED_AT = datetime(2026, 7, 1, tzinfo=UTC)


def a_framework(**changes: Any) -> Framework:
    """A framework without standards."""
    values: dict[str, Any] = {"guid": str(uuid.uuid4()), "title": "Reading the sky", "changed_at": CHANGED_AT}
    framework = Framework(**values | changes)
    framework.save()
    return framework


def a_standard(**changes: Any) -> Standard:
    """A standard, in a framework of its own unless one is given."""
    values: dict[str, Any] = {
        "guid": str(uuid.uuid4()),
        "statement": "Names the planets.",
        "changed_at": CHANGED_AT,
    }
    values["framework"] = changes.pop("framework", None) or a_framework()
    standard = Standard(**values | changes)
    standard.save()
    return standard
