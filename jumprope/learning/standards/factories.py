"""Standards for tests, in the tenant in scope."""

import uuid
from datetime import UTC, datetime
from typing import Any

from jumprope.learning.standards.models import (
    Framework,
    FrameworkVersion,
    Standard,
    StandardChange,
    StandardWording,
)

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


def a_wording(**changes: Any) -> StandardWording:
    """Words for children in English, of a standard made for it unless one is given."""
    values: dict[str, Any] = {"audience": "children", "language": "en", "text": "I can name the planets."}
    values["standard"] = changes.pop("standard", None) or a_standard()
    return StandardWording.objects.create(**values | changes)


def a_framework_version(framework: Framework, **changes: Any) -> FrameworkVersion:
    """An import of a framework, the first one, that brought nothing."""
    counts = ("standards_added", "standards_changed", "standards_moved", "standards_retired")
    values: dict[str, Any] = {
        **dict.fromkeys((*counts, "associations_changed"), 0),
        "number": 1,
        "title": framework.title,
        "changed_at": CHANGED_AT,
        "imported_at": CHANGED_AT,
    }
    return FrameworkVersion.objects.create(framework=framework, **values | changes)


def a_standard_change(standard: Standard, **changes: Any) -> StandardChange:
    """That the first import of its framework changed a standard."""
    values: dict[str, Any] = {"kind": "changed", "statement_before": "Names some planets."}
    values["version"] = changes.pop("version", None) or a_framework_version(standard.framework)
    return StandardChange.objects.create(standard=standard, **values | changes)
