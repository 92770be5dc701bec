"""How much of a school may end at once, before someone has to say that this is meant."""

from collections.abc import Iterator, Mapping

ALLOWED_PERCENT = 10


def schools_that_empty(
    active: Mapping[int, int], ending: Mapping[int, int], *, allowed: int
) -> Iterator[tuple[int, int, int]]:
    """The schools of which more than `allowed` percent of the active enrolments would end.

    Both mappings count enrolments by school. Each is answered with how many would end, and of how many.
    """
    for school, count in ending.items():
        if count * 100 > active[school] * allowed:
            yield school, count, active[school]
