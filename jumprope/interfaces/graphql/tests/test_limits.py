"""What is counted of a document, and how quickly."""

import time

import pytest
from graphql import get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st

from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.limits import Size, asks_only_for_the_schema, size_of
from jumprope.interfaces.graphql.refusals import DocumentTooLarge


def size(text: str) -> Size:
    return size_of(parse(text))


def test_everything_that_an_operation_says_is_counted() -> None:
    document = "query ($a: Int @x) @x { one two: b(n: $a) @x { three ... @x { four: c } } }"

    assert size(document) == Size(levels=2, fields=4, aliases=2, directives=4)


def test_fragments_are_written_out_wherever_they_are_spread() -> None:
    document = "{ a { ...F } b { ...F @x } } fragment F on T @y { c { d: e } }"

    assert size(document) == Size(levels=3, fields=6, aliases=2, directives=3)


def test_the_operations_of_a_document_are_added_up() -> None:
    assert size("query A { a } query B { b { c } }") == Size(levels=2, fields=3)


def test_fragments_that_nobody_spreads_and_fragments_of_one_name_are_counted_too() -> None:
    assert size("{ a } fragment F on T { b c }").fields == 3
    assert size("{ ...F } fragment F on T { b c } fragment F on T { d }").fields == 3


def test_fragments_that_lead_back_to_themselves_or_nowhere_are_left_to_validation() -> None:
    assert size("{ a { ...F ...G } } fragment F on T { b { ...F } }") == Size(levels=2, fields=2)


def test_fragments_that_double_at_each_level_take_no_time() -> None:
    doubling = " ".join(f"fragment F{n} on T {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    document = parse("{ ...F0 } %s fragment F60 on T { a }" % doubling)

    started = time.perf_counter()
    measured = size_of(document)

    assert measured.fields == 2**60
    assert time.perf_counter() - started < 1


def test_fragments_that_spread_each_other_endlessly_deep_are_too_large() -> None:
    chain = " ".join(f"fragment F{n} on T {{ ...F{n + 1} }}" for n in range(240))

    with pytest.raises(DocumentTooLarge):
        documents.of_text("{ ...F0 } %s fragment F240 on T { a }" % chain)


@given(st.lists(st.builds(Size, levels=st.integers(0, 9), fields=st.integers(0, 9)), min_size=2, max_size=2))
def test_what_stands_side_by_side_is_as_deep_as_the_deeper_and_as_wide_as_both(sizes: list[Size]) -> None:
    one, other = sizes

    together = one.beside(other)

    assert together == other.beside(one)
    assert together.levels == max(one.levels, other.levels)
    assert together.fields == one.fields + other.fields


@pytest.mark.parametrize("measure", ["levels", "fields", "aliases", "directives"])
def test_a_size_that_is_exceeded_is_named(measure: str) -> None:
    most = Size(levels=3, fields=3, aliases=3, directives=3)

    assert Size(**{measure: 3}).excess(most) is None
    assert Size(**{measure: 4}).excess(most) == measure


@pytest.mark.parametrize(
    ("document", "only_the_schema"),
    [
        (get_introspection_query(), True),
        ('{ __type(name: "Score") { name } }', True),
        ("{ __schema { types { name } } schools { name } }", False),
        ("{ ...F } fragment F on Query { __schema { types { name } } }", False),
        ("query A { __schema { types { name } } } query B { schools { name } }", False),
    ],
)
def test_only_documents_about_the_schema_get_the_larger_limits(document: str, only_the_schema: bool) -> None:
    assert asks_only_for_the_schema(parse(document)) is only_the_schema
