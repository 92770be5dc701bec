"""The levels of what stands, and may be overridden: what a teacher says, and what holds today."""

from collections.abc import Mapping, Sequence
from datetime import date

from graphplan import Batch
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access

Said = tuple[int | None, date | None]
"""What was said in place of something, and the day from which that holds no longer."""

Levels = tuple[int | None, date | None, int | None]
"""The same, and what it was said in place of."""


def override_level() -> Batch:
    """The level of the override, as long as it holds."""
    return Batch(
        _what_holds,
        columns=("override_level_id", "override_expires_on"),
        of="Level",
        description="The level that a teacher says instead.",
    )


def overridden_by() -> Batch:
    """The account of the override, as long as it holds."""
    return Batch(
        _what_holds,
        columns=("overridden_by_id", "override_expires_on"),
        of="Account",
        description="Who overrode it.",
    )


def effective_level() -> Batch:
    """The level that holds today."""
    return Batch(
        _effective,
        columns=("override_level_id", "override_expires_on", "level_id"),
        of="Level",
        description="The level that holds: what a teacher says, else what was calculated.",
    )


def _what_holds(viewer: Viewer, said: Sequence[Said]) -> Mapping[Said, int | None]:
    return {(key, expires): key if access.holds(viewer, expires) else None for key, expires in said}


def _effective(viewer: Viewer, levels: Sequence[Levels]) -> Mapping[Levels, int | None]:
    return {
        (said, expires, calculated): said if said and access.holds(viewer, expires) else calculated
        for said, expires, calculated in levels
    }
