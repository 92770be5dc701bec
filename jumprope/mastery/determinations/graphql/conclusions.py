"""What types of conclusions, and of their histories, have in common, and what is told to override one: what
`kit.conclusions` is to their tables.

What explains a conclusion is each type's own.
"""

import graphene

import graphplan
from graphplan import Batch, Column, IdInput, One
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.rules.standing import effective, what_holds


class Conclusion:
    """What evidence says of a student."""

    value = Column()
    level = One("Level")
    revision = Column()


class Standing(Conclusion):
    """A conclusion as it stands, with what a teacher says instead for as long as that holds."""

    override_level = Batch(
        what_holds,
        columns=("override_level_id", "override_expires_on"),
        of="Level",
        description="The level that a teacher says instead.",
    )
    override_reason = Column(when=access.override_holds)
    override_expires_on = Column(when=access.override_holds)
    overridden_by = Batch(
        what_holds,
        columns=("overridden_by_id", "override_expires_on"),
        of="Account",
        description="Who overrode it.",
    )
    effective_level = Batch(
        effective,
        columns=("override_level_id", "override_expires_on", "level_id"),
        of="Level",
        description="The level that holds: what a teacher says, else what was calculated.",
    )
    determined_at = Column()


class Past(Conclusion):
    """A conclusion as it stood at one revision, with what a teacher said instead, expired or not."""

    override_level = One("Level")
    override_reason = Column()
    override_expires_on = Column()
    changed_by = One("Account")
    changed_at = Column()


class AsLookedAt:
    """Of whom something is concluded where, at the revision that somebody looked at."""

    section_id = IdInput("Section", "The section.", required=True)
    student_id = IdInput("Student", "The student.", required=True)
    expected_revision = graphene.Int(required=True, description="The revision that was looked at.")


class Overridden(AsLookedAt):
    """That, and what is said instead."""

    level_id = IdInput("Level", "The level, of the scale that holds there.", required=True)
    reason = graphene.String(required=True, description="Why.")
    expires_on = graphplan.Date(
        description="The day, local to the school, from which it holds no longer; null: it stays."
    )
