"""What students' mastery in a section comes to by a scheme, and what a scheme can be made of."""

from jumprope.mastery.schemes.reads.grading import (
    Grading,
    RolledUp,
    grades_of,
    newest_revision,
    newest_revisions,
    rolled_up,
    scheme_for,
)
from jumprope.mastery.schemes.reads.parts import NewPart, Tree, described_tree, faults_of_tree, types_named

__all__ = [
    "Grading",
    "NewPart",
    "RolledUp",
    "Tree",
    "described_tree",
    "faults_of_tree",
    "grades_of",
    "newest_revision",
    "newest_revisions",
    "rolled_up",
    "scheme_for",
    "types_named",
]
