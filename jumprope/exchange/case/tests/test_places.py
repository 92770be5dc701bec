"""Every value of a JSON text is found where it stands."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.exchange.case.rules.places import JsonPath, Places, line_and_column

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)

TEXT = """\
{
  "one": 1,
  "\\u00e4": [true, {"deep": "x"},\t[]],
  "last": {}
}"""


def paths_in(value: Any, path: JsonPath = ()) -> Iterator[tuple[JsonPath, Any]]:
    """Every path in a value, with what stands there."""
    yield path, value
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, member in members:
        yield from paths_in(member, (*path, step))


@given(
    value=VALUES,
    indent=st.sampled_from([None, 0, 1, "\t"]),
    ascii_only=st.booleans(),
    before=st.sampled_from(["", "\r\n "]),
)
def test_the_value_at_every_path_is_found(
    value: object, indent: int | str | None, ascii_only: bool, before: str
) -> None:
    text = before + json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    places, lines = Places(text), text.split("\n")

    for path, expected in paths_in(value):
        line, column = places.line_and_column(path)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert json.JSONDecoder().raw_decode(rest)[0] == expected


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("one",), (2, 10)),
        (("ä",), (3, 13)),
        (("ä", 1, "deep"), (3, 29)),
        (("ä", 2), (3, 35)),
        (("last",), (4, 11)),
    ],
)
def test_lines_and_columns_count_from_one(path: JsonPath, place: tuple[int, int]) -> None:
    assert Places(TEXT).line_and_column(path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("absent",), (1, 1)),
        (("one", "absent"), (2, 10)),
        (("ä", 1, "absent", 3), (3, 20)),
        (("ä", 7), (3, 13)),
    ],
)
def test_what_is_missing_is_found_where_it_should_be(path: JsonPath, place: tuple[int, int]) -> None:
    assert Places(TEXT).line_and_column(path) == place


def test_of_a_key_that_is_repeated_the_last_value_is_found() -> None:
    assert Places('{"a": 1, "a": 2}').line_and_column(("a",)) == (1, 15)


def test_a_number_of_many_digits_is_stepped_over() -> None:
    assert Places(f"[{'9' * 10_000}, 1]").line_and_column((1,)) == (1, 10_004)


def test_columns_count_characters_and_not_bytes() -> None:
    assert line_and_column("a\n🌱é!", 4) == (2, 3)
