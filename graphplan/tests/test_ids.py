"""Identifiers of rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphplan import ids


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_an_identifier_comes_back_as_its_key(key: int) -> None:
    assert ids.decode("Book", ids.encode("Book", key)) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Book",
        "Book:",
        ":1",
        "1",
        "book:1",
        "Books:1",
        "Loan:1",
        "Book:01",
        "Book:-1",
        "Book:+1",
        "Book: 1",
        "Book:1 ",
        "Book:1\n",
        " Book:1",
        "Book:1.0",
        "Book:1e3",
        "Book:1_000",
        "Book:٣",
        "Book:²",
        "Book:9223372036854775808",
        "Book:99999999999999999999",
        "Book:1:1",
        "Qm9vazox",
    ],
)
def test_whatever_is_no_identifier_of_this_type_is_none(text: str) -> None:
    assert ids.decode("Book", text) is None


@given(st.text())
def test_one_row_has_one_spelling(text: str) -> None:
    key = ids.decode("Book", text)
    assert key is None or ids.encode("Book", key) == text


def test_the_greatest_key_is_a_bigint() -> None:
    assert ids.decode("Book", "Book:9223372036854775807") == 2**63 - 1
