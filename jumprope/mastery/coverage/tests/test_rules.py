"""What is told of few students, and what is left out so that it cannot be worked out."""

from itertools import product

from jumprope.mastery.coverage.rules import LEAST_TOLD, Group, Told, told_of_a_part, told_of_the_whole


def strangers(students: int) -> Group:
    """Students of whom the asker may see none."""
    return Group(students, students, students)


def told_of_strangers(*by_level: int) -> tuple[int | None, dict[int, int]]:
    """What is told of so many students at each level, none of whom the asker may see."""
    groups = {level: strangers(students) for level, students in enumerate(by_level) if students}
    answer = told_of_the_whole(strangers(sum(by_level)), groups)
    return answer.students, dict(answer.levels)


def test_numbers_of_five_and_more_are_told() -> None:
    assert told_of_strangers(5, 9) == (14, {0: 5, 1: 9})


def test_of_fewer_than_five_students_nothing_is_told() -> None:
    assert told_of_strangers(4) == (None, {})
    assert told_of_strangers(2, 2) == (None, {})


def test_nobody_is_told_as_nobody() -> None:
    assert told_of_strangers() == (0, {})


def test_with_the_one_small_level_the_next_one_is_left_out() -> None:
    assert told_of_strangers(1, 30, 8, 20) == (59, {1: 30, 3: 20})


def test_small_levels_that_are_many_together_are_left_out_by_themselves() -> None:
    assert told_of_strangers(3, 30, 2, 20) == (55, {1: 30, 3: 20})


def test_small_levels_that_are_few_together_take_another_with_them() -> None:
    assert told_of_strangers(1, 30, 2, 20) == (53, {1: 30})


def test_who_sees_the_students_is_told_everything() -> None:
    seen = {1: Group(1, 0, 0), 2: Group(3, 0, 0)}
    assert told_of_the_whole(Group(4, 0, 0), seen).levels == {1: 1, 2: 3}


def test_those_whom_the_asker_sees_hide_nobody() -> None:
    """Twenty of the asker's own and two others: the two could be worked out by subtraction."""
    assert told_of_the_whole(Group(22, 2, 2), {1: Group(22, 2, 2)}).students is None
    answer = told_of_the_whole(
        Group(49, 22, 22),
        {1: Group(22, 2, 2), 2: Group(10, 10, 10), 3: Group(10, 10, 10), 4: Group(7, 0, 0)},
    )
    assert (answer.students, answer.levels) == (49, {3: 10, 4: 7})


def test_what_is_left_out_is_always_several_levels_of_five_students_together() -> None:
    for numbers in product((0, 1, 3, 4, 5, 7), repeat=4):
        students, levels = told_of_strangers(*numbers)
        if sum(numbers) >= LEAST_TOLD:
            left_out = [number for level, number in enumerate(numbers) if number and level not in levels]
            assert students == sum(numbers)
            assert not left_out or (len(left_out) >= 2 and sum(left_out) >= LEAST_TOLD), numbers
            assert min(levels.values(), default=LEAST_TOLD) >= LEAST_TOLD, numbers
        else:
            assert levels == {}
            assert students == (None if sum(numbers) else 0)


def test_numbers_that_can_be_subtracted_are_told_to_those_who_see_all() -> None:
    assert told_of_a_part(Group(9, 9, 9), {1: Group(9, 9, 9)}) == Told(None, {})
    assert told_of_a_part(Group(9, 0, 0), {1: Group(9, 0, 0)}) == Told(9, {1: 9})


def test_of_those_who_are_seen_in_part_as_many_others_have_to_be_there() -> None:
    """Five are unseen, and four of them seen elsewhere: that leaves one by himself."""
    assert told_of_the_whole(Group(11, 5, 1), {1: Group(11, 5, 1)}) == Told(None, {})
    assert told_of_the_whole(Group(10, 5, 0), {1: Group(10, 5, 0)}) == Told(None, {})


def test_who_is_at_two_levels_does_not_make_up_the_number_of_those_left_out() -> None:
    """At levels 1 and 2 are three students, two of them at both."""
    by_level = {1: strangers(3), 2: strangers(2), 3: strangers(9)}
    assert told_of_the_whole(strangers(12), by_level) == Told(12, {})
