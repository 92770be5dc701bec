"""Where folders may stand, and when two standards are one."""

from hypothesis import given
from hypothesis import strategies as st

from jumprope.learning.banks import rules

TREE = {1: None, 2: 1, 3: 2, 4: 1, 5: None}


def test_the_way_up_goes_through_every_folder_above() -> None:
    assert list(rules.upwards(TREE, 3)) == [3, 2, 1]
    assert list(rules.upwards(TREE, None)) == []


def test_depth_and_height_count_folders() -> None:
    assert [rules.depth(TREE, folder) for folder in (None, 1, 3)] == [0, 1, 3]
    assert [rules.height(TREE, folder) for folder in (1, 2, 3, 5)] == [3, 2, 1, 1]


def test_what_moves_stands_together_at_its_place() -> None:
    assert rules.arranged([1, 2, 3, 4], [4, 1], 1) == [2, 4, 1, 3]
    assert rules.arranged([1, 2], [9], 99) == [1, 2, 9]


@given(st.lists(st.integers(), unique=True), st.lists(st.integers(), unique=True), st.integers(0, 9))
def test_nothing_is_lost_or_doubled_by_a_move(siblings: list[int], moving: list[int], position: int) -> None:
    assert sorted(rules.arranged(siblings, moving, position)) == sorted({*siblings, *moving})


def test_codes_and_statements_are_one_however_they_are_spelled() -> None:
    assert rules.code_key("6.rp.1") == rules.code_key(" 6.RP. 1") != rules.code_key("6.RP.2")
    assert rules.code_key("  ") is None
    assert rules.statement_key("Names stars.") == rules.statement_key("names  stars")
    assert len(rules.statement_key("Names stars.")) == 64
