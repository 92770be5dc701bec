"""Whatever is done to a file, it is read whole or refused with problems that say where: it never crashes."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import astuple
from functools import reduce
from operator import getitem
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jumprope.exchange.case.rules import hierarchy, reading
from jumprope.exchange.case.rules.places import JsonPath
from jumprope.exchange.case.rules.problems import LISTED_PROBLEMS
from jumprope.exchange.case.tests.samples import FILE, content, document, guid, item, link, package
from jumprope.exchange.case.tests.test_places import VALUES, paths_in

GARDENS = [
    package(
        CFDocument=document(subject=["Biology"], statusStartDate="2025-08-01"),
        CFDefinitions={"CFSubjects": [item(80, title="Biology")]},
        CFRubrics=[{}],
    ),
    package(CFDocument=document(2), CFItems=[item(20, educationLevel="03")], CFAssociations=[]),
]

# What is worth trying in every place: the nearly right, and what breaks databases, terminals and arithmetic.
TELLING: st.SearchStrategy[Any] = st.sampled_from(
    [
        "",
        "\x00",
        "\ud800",
        "\x1b[2J",
        "G" * 20_001,
        guid(1),
        guid(10).upper(),
        "isChildOf",
        "ext:beside",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2025-13-01",
        "1",
        "٣",
        -(2**31),
        2**31,
        10**4000,
        1e308,
        float("nan"),
        float("-inf"),
        True,
        None,
        [],
        {},
        [[]],
        link(10),
    ]
)
ANYTHING: st.SearchStrategy[Any] = VALUES | TELLING | st.text(st.characters(exclude_categories=()))


@st.composite
def broken_gardens(draw: st.DrawFn) -> Any:
    """The gardens after a few small accidents."""
    gardens: Any = deepcopy(GARDENS)
    for _ in range(draw(st.integers(1, 4))):
        if paths := [path for path, _ in paths_in(gardens) if path]:
            break_at(draw(st.sampled_from(paths)), gardens, draw)
    return gardens


def break_at(path: JsonPath, gardens: Any, draw: st.DrawFn) -> None:
    """Replace, leave out, repeat or rename what stands at a path."""
    *way, last = path
    parent = reduce(getitem, way, gardens)
    accident = draw(st.sampled_from(["replace", "leave out", "repeat or rename"]))
    if accident == "replace":
        parent[last] = deepcopy(draw(ANYTHING))
    elif accident == "leave out":
        del parent[last]
    elif isinstance(parent, list):
        parent.append(deepcopy(parent[int(last)]))
    else:
        parent[draw(st.text(max_size=3))] = parent.pop(last)


def texts_in(value: object) -> Iterator[str]:
    """Every text in nested tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)


def assert_taken_whole_or_refused(raw: bytes) -> None:
    result = reading.read(raw, FILE)

    assert bool(result.packages) != bool(result.problems)
    assert len(result.problems) <= LISTED_PROBLEMS + 1
    lines = raw.decode("utf-8", "replace").split("\n")
    for problem in result.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message.isprintable()
    for each in result.packages:
        below = {child for children in hierarchy.children(each).values() for child in children}
        assert below == {item.identifier for item in each.items}
        assert all("\x00" not in text and text.encode() for text in texts_in(astuple(each)) if text)


@given(value=broken_gardens())
@settings(max_examples=400, deadline=None)
def test_a_package_with_accidents_is_taken_whole_or_refused(value: Any) -> None:
    assert_taken_whole_or_refused(content(value))


@given(value=ANYTHING)
@settings(deadline=None)
def test_any_json_is_taken_whole_or_refused(value: Any) -> None:
    assert_taken_whole_or_refused(content(value))


@given(start=st.integers(0, 6_000), length=st.integers(0, 40), instead=st.binary(max_size=10))
@settings(max_examples=200, deadline=None)
def test_a_file_with_damaged_bytes_is_taken_whole_or_refused(start: int, length: int, instead: bytes) -> None:
    raw = content(GARDENS)

    assert_taken_whole_or_refused(raw[:start] + instead + raw[start + length :])


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_taken_whole_or_refused(raw: bytes) -> None:
    assert_taken_whole_or_refused(raw)
