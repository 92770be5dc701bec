"""What may be told of how many students have reached which level, so that nobody is known by it."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST_TOLD = 5
"""How many students whom the asker may not see a number must speak of, if it speaks of any."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many students something is said of, and how many of them the asker may not see."""

    students: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: the number of all students, None where it is withheld, and of those at each level.

    Levels that few students have reached are left out.
    """

    students: int | None
    levels: Mapping[int, int]


def told_of_several(everyone: Group, by_level: Mapping[int, Group]) -> Told:
    """What may be told of students together who have reached levels on one or another of several standards.

    Each of these is told by itself as well, and could be subtracted: what is left over may be a single
    student. So it is told to those alone who may see all of the students.
    """
    return Told(None, {}) if everyone.unseen else told(everyone, by_level)


def told(everyone: Group, by_level: Mapping[int, Group]) -> Told:
    """What may be told of students, together and by level.

    What the asker sees anyway can be subtracted, so the others alone have to be 5 or more, or none. And what
    is left out can be worked out from the total: so the levels left out, the least first, are always two or
    more with 5 or more such students together, where there are so many.
    """
    if 0 < everyone.unseen < LEAST_TOLD:
        return Told(None, {})
    withheld: set[int] = set()
    together = 0
    for level, group in sorted(by_level.items(), key=lambda each: (each[1].unseen, each[0])):
        if group.unseen and (group.unseen < LEAST_TOLD or 0 < together < LEAST_TOLD):
            withheld.add(level)
            together += group.unseen
    return Told(
        everyone.students, {key: group.students for key, group in by_level.items() if key not in withheld}
    )
