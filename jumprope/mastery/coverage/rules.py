"""What may be told of how many students have reached which level, so that nobody is known by it."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST_TOLD = 5
"""How many students whom the asker may not see a number must speak of, if it speaks of any."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many students something is said of.

    unseen  those of them of whom the asker may not see all that it is said from
    others  those of them of whom the asker may see nothing of it: what is left when the asker's own are
            subtracted
    """

    students: int
    unseen: int
    others: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: the number of all students, None where it is withheld, and of those at each level.

    Levels that few students have reached are left out.
    """

    students: int | None
    levels: Mapping[int, int]


def told_of_a_part(everyone: Group, by_level: Mapping[int, Group]) -> Told:
    """What may be told of students who are counted elsewhere again, with others or without some.

    So it is with the students of a section and of its course, who are those of the school too; and with those
    of several standards together, of whom each is told by itself. One number could be subtracted from the
    other, and what is left over may be a single student. So these are told to those alone who may see all of
    the students.
    """
    return Told(None, {}) if everyone.unseen else told_of_the_whole(everyone, by_level)


def told_of_the_whole(everyone: Group, by_level: Mapping[int, Group]) -> Told:
    """What may be told of all the students of a school on one standard, together and by level.

    What the asker sees anyway can be subtracted, so the others alone have to be 5 or more, if anything is
    unseen. And what is left out can be worked out from the total: so the levels left out, the least first,
    are always two or more with 5 or more such students together, where there are so many.
    """
    if _few(everyone):
        return Told(None, {})
    withheld: set[int] = set()
    # Whoever is at two levels counts at both, and once in the total.
    left_over = everyone.others - sum(group.others for group in by_level.values())
    for level, group in sorted(by_level.items(), key=lambda each: (each[1].others, each[0])):
        if _few(group) or (group.unseen and withheld and left_over < LEAST_TOLD):
            withheld.add(level)
            left_over += group.others
    return Told(
        everyone.students, {key: group.students for key, group in by_level.items() if key not in withheld}
    )


def _few(group: Group) -> bool:
    """Whether this would tell of few students whom the asker may not see."""
    return bool(group.unseen) and group.others < LEAST_TOLD
