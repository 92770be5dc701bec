"""How large a version of a bank may be, where its folders may stand, and when two standards are one."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from jumprope.learning.standards.rules import same_code, same_words

MOST_NODES = 20_000
"""Folders and standards of one version."""

DEEPEST = 10
"""Folders from the top of a tree to its bottom."""

Parents = Mapping[int, int | None]
"""The folder above each folder of a version, by key; None at the top."""


def upwards(parents: Parents, folder: int | None) -> Iterator[int]:
    """A folder and all those above it; nothing for the top. Each folder stands below the top."""
    while folder is not None:
        yield folder
        folder = parents[folder]


def depth(parents: Parents, folder: int | None) -> int:
    """How many folders there are from the top to this one; 0 for the top itself."""
    return sum(1 for _ in upwards(parents, folder))


def height(parents: Parents, folder: int) -> int:
    """How many folders there are from this one to the lowest below it; 1 where none is below."""
    below = (list(upwards(parents, other)) for other in parents)
    return max(chain.index(folder) + 1 for chain in below if folder in chain)


def arranged(siblings: Sequence[int], moving: Collection[int], position: int) -> list[int]:
    """Siblings in their new order: those that move stand together from a position (from 0) on, in the order
    in which they are given; past the end they are last.
    """
    staying = [sibling for sibling in siblings if sibling not in moving]
    return [*staying[:position], *moving, *staying[position:]]


def code_key(code: str) -> str | None:
    """What codes have in common that differ in spelling only; None for no code."""
    return same_code(code) or None


def statement_key(statement: str) -> str:
    """A digest of what statements have in common that sound alike. 64 hexadecimal digits."""
    return hashlib.sha256(same_words(statement).encode()).hexdigest()
