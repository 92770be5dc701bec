"""The levels of what stands, and may be overridden: what a teacher says, and what holds today."""

from graphplan import Batch
from jumprope.mastery.determinations.rules.standing import effective, what_holds


def override_level() -> Batch:
    """The level of the override, as long as it holds."""
    return Batch(
        what_holds,
        columns=("override_level_id", "override_expires_on"),
        of="Level",
        description="The level that a teacher says instead.",
    )


def overridden_by() -> Batch:
    """The account of the override, as long as it holds."""
    return Batch(
        what_holds,
        columns=("overridden_by_id", "override_expires_on"),
        of="Account",
        description="Who overrode it.",
    )


def effective_level() -> Batch:
    """The level that holds today."""
    return Batch(
        effective,
        columns=("override_level_id", "override_expires_on", "level_id"),
        of="Level",
        description="The level that holds: what a teacher says, else what was calculated.",
    )
