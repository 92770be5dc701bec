"""What is refused: each with its code and its place, and nothing of the file is read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jumprope.exchange.case.rules import reading, sources
from jumprope.exchange.case.rules.problems import Code, Problem
from jumprope.exchange.case.tests.samples import (
    FILE,
    association,
    content,
    document,
    guid,
    item,
    package,
    problems_of,
)

ITEM, ASSOCIATION = "CFItems[0]", "CFAssociations[0]"


def with_item(**fields: object) -> dict[str, Any]:
    return package(CFItems=[item(10, **fields)], CFAssociations=[])


def with_association(**fields: object) -> dict[str, Any]:
    return package(CFAssociations=[association(101, 10, 1, **fields)])


def without(thing: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name != key}


def refused(raw: bytes) -> Problem:
    """The one problem of a file that is refused."""
    result = reading.read(raw, FILE)
    assert result.packages == ()
    (only,) = result.problems
    return only


# What is wrong, where, and what it is called.
REFUSALS: dict[str, tuple[object, str, Code]] = {
    "an empty list": ([], "The list", Code.NO_PACKAGE),
    "a number instead of a package": (7, "the file", Code.WRONG_TYPE),
    "text in the list of packages": ([package(), "garden"], "[1]", Code.WRONG_TYPE),
    "no document": (without(package(), "CFDocument"), "CFDocument", Code.MISSING_FIELD),
    "a document that is text": (package(CFDocument="Garden"), "CFDocument", Code.WRONG_TYPE),
    "items that are no list": (package(CFItems={"0": item(10)}), "CFItems", Code.WRONG_TYPE),
    "an item that is no object": (package(CFItems=[item(10), 5]), "CFItems[1]", Code.WRONG_TYPE),
    "rubrics that are no list": (package(CFRubrics={"0": {}}), "CFRubrics", Code.WRONG_TYPE),
    "definitions that are text": (package(CFDefinitions="none"), "CFDefinitions", Code.WRONG_TYPE),
    "a definition without a title": (
        package(CFDefinitions={"CFSubjects": [item(80)]}),
        "CFDefinitions.CFSubjects[0].title",
        Code.MISSING_FIELD,
    ),
    "a document without a title": (
        package(CFDocument=without(document(), "title")),
        "CFDocument.title",
        Code.MISSING_FIELD,
    ),
    "an item without a statement": (
        with_item(fullStatement=None),
        f"{ITEM}.fullStatement",
        Code.MISSING_FIELD,
    ),
    "an item with a blank statement": (
        with_item(fullStatement=" "),
        f"{ITEM}.fullStatement",
        Code.MISSING_FIELD,
    ),
    "an association without an end": (
        package(CFAssociations=[without(association(101, 10, 1), "originNodeURI")]),
        f"{ASSOCIATION}.originNodeURI",
        Code.MISSING_FIELD,
    ),
    "an end without an identifier": (
        with_association(originNodeURI={"uri": "https://garden.example"}),
        f"{ASSOCIATION}.originNodeURI.identifier",
        Code.MISSING_FIELD,
    ),
    "an end that is a number": (
        with_association(originNodeURI=5),
        f"{ASSOCIATION}.originNodeURI",
        Code.WRONG_TYPE,
    ),
    "an end that is blank text": (
        with_association(originNodeURI=" "),
        f"{ASSOCIATION}.originNodeURI",
        Code.MISSING_FIELD,
    ),
    "an end that is a URI without a GUID": (
        with_association(originNodeURI="https://garden.example/beans"),
        f"{ASSOCIATION}.originNodeURI",
        Code.BAD_IDENTIFIER,
    ),
    "a coding scheme that is a number": (
        with_item(humanCodingScheme=6.1),
        f"{ITEM}.humanCodingScheme",
        Code.WRONG_TYPE,
    ),
    "education levels that are a number": (
        with_item(educationLevel=6),
        f"{ITEM}.educationLevel",
        Code.WRONG_TYPE,
    ),
    "an education level that is a number": (
        with_item(educationalLevel=["06", 7]),
        f"{ITEM}.educationalLevel[1]",
        Code.WRONG_TYPE,
    ),
    "too many education levels": (
        with_item(educationLevel=["06"] * 101),
        f"{ITEM}.educationLevel",
        Code.TOO_MANY_VALUES,
    ),
    "a coding scheme that is too long": (
        with_item(humanCodingScheme="G" * 201),
        f"{ITEM}.humanCodingScheme",
        Code.TEXT_TOO_LONG,
    ),
    "a statement that is too long": (
        with_item(fullStatement="G" * 20_001),
        f"{ITEM}.fullStatement",
        Code.TEXT_TOO_LONG,
    ),
    "a title that is too long": (
        package(CFDocument=document(title="T" * 501)),
        "CFDocument.title",
        Code.TEXT_TOO_LONG,
    ),
    "a URI that is too long": (with_item(uri="https://" + "u" * 993), f"{ITEM}.uri", Code.TEXT_TOO_LONG),
    "a NUL in a text": (with_item(notes="a\x00b"), f"{ITEM}.notes", Code.FORBIDDEN_CHARACTER),
    "half of a pair of surrogates": (with_item(notes="a\ud83c"), f"{ITEM}.notes", Code.FORBIDDEN_CHARACTER),
    "an identifier that is no GUID": (with_item(identifier="G.1"), f"{ITEM}.identifier", Code.BAD_IDENTIFIER),
    "a GUID with something behind it": (
        with_item(identifier=f"{guid(10)}\n"),
        f"{ITEM}.identifier",
        Code.BAD_IDENTIFIER,
    ),
    "an instant without a time": (
        with_item(lastChangeDateTime="2025-03-01"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "the 30th of February": (
        with_item(lastChangeDateTime="2025-02-30T08:00:00Z"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "an instant before the first in UTC": (
        with_item(lastChangeDateTime="0001-01-01T00:00:00+10:00"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "an instant that no database keeps": (
        with_item(lastChangeDateTime="0999-12-31T00:00:00Z"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "a day that is written otherwise": (
        with_item(statusStartDate="01.08.2025"),
        f"{ITEM}.statusStartDate",
        Code.BAD_TIME,
    ),
    "a day that no database keeps": (
        with_item(statusEndDate="0099-08-01"),
        f"{ITEM}.statusEndDate",
        Code.BAD_TIME,
    ),
    "a sequence number that is a list": (
        with_association(sequenceNumber=[1]),
        f"{ASSOCIATION}.sequenceNumber",
        Code.WRONG_TYPE,
    ),
    "a sequence number that is true": (
        with_association(sequenceNumber=True),
        f"{ASSOCIATION}.sequenceNumber",
        Code.WRONG_TYPE,
    ),
    "a sequence number in words": (
        with_association(sequenceNumber="seven"),
        f"{ASSOCIATION}.sequenceNumber",
        Code.WRONG_TYPE,
    ),
    "half a sequence number": (
        with_association(sequenceNumber=0.5),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "a sequence number that is not a number": (
        with_association(sequenceNumber=float("nan")),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "a sequence number beyond the column": (
        with_association(sequenceNumber=2**31),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "an association type of nobody": (
        with_association(associationType="isParentOf"),
        f"{ASSOCIATION}.associationType",
        Code.UNKNOWN_ASSOCIATION_TYPE,
    ),
    "an own association type without a name": (
        with_association(associationType="ext:"),
        f"{ASSOCIATION}.associationType",
        Code.UNKNOWN_ASSOCIATION_TYPE,
    ),
    "an own association type of two words": (
        with_association(associationType="ext:grows beside"),
        f"{ASSOCIATION}.associationType",
        Code.UNKNOWN_ASSOCIATION_TYPE,
    ),
    "a sequence number below the column": (
        with_association(sequenceNumber=-(2**31) - 1),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "two items with one identifier": (
        package(CFItems=[item(10), item(11), item(10, identifier=guid(10).upper())]),
        "CFItems[2].identifier",
        Code.DUPLICATE_ITEM,
    ),
    "an item with the identifier of its document": (
        package(CFItems=[item(1)]),
        "CFItems[0].identifier",
        Code.DUPLICATE_ITEM,
    ),
    "an item of two packages": (
        [package(), package(CFDocument=document(2), CFItems=[item(20), item(12)], CFAssociations=[])],
        "[1].CFItems[1].identifier",
        Code.DUPLICATE_ITEM,
    ),
    "one document twice": (
        [package(), package(CFItems=[], CFAssociations=[])],
        "[1].CFDocument.identifier",
        Code.DUPLICATE_DOCUMENT,
    ),
    "two associations with one identifier": (
        package(CFAssociations=[association(101, 10, 1), association(101, 11, 1)]),
        "CFAssociations[1].identifier",
        Code.DUPLICATE_ASSOCIATION,
    ),
    "an association with the identifier of an item": (
        package(CFAssociations=[association(12, 10, 1)]),
        "CFAssociations[0].identifier",
        Code.DUPLICATE_ASSOCIATION,
    ),
    "an association of two packages": (
        [
            package(CFAssociations=[association(101, 10, 1)]),
            package(CFDocument=document(2), CFItems=[], CFAssociations=[association(101, 10, 1)]),
        ],
        "[1].CFAssociations[0].identifier",
        Code.DUPLICATE_ASSOCIATION,
    ),
    "an item below itself": (
        package(CFAssociations=[association(101, 10, 10)]),
        "CFAssociations[0].destinationNodeURI",
        Code.CYCLIC_HIERARCHY,
    ),
    "two items each below the other": (
        package(CFAssociations=[association(101, 10, 11), association(102, 11, 10)]),
        "CFAssociations[1].destinationNodeURI",
        Code.CYCLIC_HIERARCHY,
    ),
}


@pytest.mark.parametrize(("value", "place", "code"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_file_is_refused_for(value: object, place: str, code: Code) -> None:
    (problem,) = problems_of(value)

    assert problem.code is code
    assert re.match(rf"{re.escape(place)}(?=[: ])", problem.message), problem.message
    assert problem.message.endswith(".")


@pytest.mark.parametrize("key", ["identifier", "uri", "title", "creator", "lastChangeDateTime"])
def test_a_document_needs(key: str) -> None:
    (problem,) = problems_of(package(CFDocument=without(document(), key)))

    assert (problem.code, problem.message.split()[0].rstrip(":")) == (Code.MISSING_FIELD, f"CFDocument.{key}")


@pytest.mark.parametrize("key", ["identifier", "uri", "fullStatement", "lastChangeDateTime"])
def test_an_item_needs(key: str) -> None:
    (problem,) = problems_of(package(CFItems=[without(item(10), key)], CFAssociations=[]))

    assert (problem.code, problem.message.split()[0].rstrip(":")) == (Code.MISSING_FIELD, f"{ITEM}.{key}")


@pytest.mark.parametrize(
    "key",
    ["identifier", "associationType", "uri", "originNodeURI", "destinationNodeURI", "lastChangeDateTime"],
)
def test_an_association_needs(key: str) -> None:
    (problem,) = problems_of(package(CFAssociations=[without(association(101, 10, 1), key)]))

    assert (problem.code, problem.message.split()[0].rstrip(":")) == (
        Code.MISSING_FIELD,
        f"{ASSOCIATION}.{key}",
    )


def test_everything_wrong_is_found_in_one_reading_and_told_in_the_order_of_the_file() -> None:
    problems = problems_of(
        {
            "CFAssociations": [association(101, 10, 1, associationType="isParentOf", sequenceNumber="x")],
            "CFItems": [item(10, notes=1, language=2), item(11, identifier=3)],
            "CFDocument": document(title=4),
        }
    )

    assert [problem.message.split()[0].rstrip(":") for problem in problems] == [
        "CFAssociations[0].associationType",
        "CFAssociations[0].sequenceNumber",
        "CFItems[0].notes",
        "CFItems[0].language",
        "CFItems[1].identifier",
        "CFDocument.title",
    ]


def test_a_problem_names_file_line_column_field_and_item() -> None:
    text = """\
{
  "CFDocument": {"identifier": "5eed0000-0000-4000-8000-000000000001", "uri": "https://garden.example",
    "title": "Garden Standards", "creator": "Beanfield", "lastChangeDateTime": "2025-03-01T08:30:00Z"},
  "CFItems": [
    {"identifier": "5eed0000-0000-4000-8000-000000000010", "uri": "https://garden.example",
     "humanCodingScheme": "G.1", "fullStatement": "Grüße 🌱", "lastChangeDateTime": "yesterday"},
    {"fullStatement": "Grow peas.", "humanCodingScheme": "G.2", "uri": "https://garden.example",
     "lastChangeDateTime": "2025-03-01T08:30:00Z"}
  ]
}
"""

    assert reading.read(text.encode(), FILE).problems == (
        Problem(
            FILE,
            6,
            84,
            Code.BAD_TIME,
            "CFItems[0].lastChangeDateTime ('G.1'): "
            "'yesterday' is not an instant such as 2025-01-24T09:30:00+00:00.",
        ),
        Problem(
            FILE,
            7,
            5,
            Code.MISSING_FIELD,
            "CFItems[1].identifier ('G.2'): this field is missing or empty, and CASE requires it.",
        ),
    )


def test_a_duplicate_says_what_it_is_a_duplicate_of() -> None:
    (problem,) = problems_of(package(CFItems=[item(10), item(11), item(10)]))

    assert "CFItems[0] has this identifier too" in problem.message


def test_every_circle_of_items_is_found() -> None:
    circles = [association(101, 10, 11), association(102, 11, 12), association(103, 12, 10)]
    circles += [association(104, 20, 21), association(105, 21, 20), association(106, 12, 1)]

    assert [problem.code for problem in problems_of(package(CFAssociations=circles))] == [
        Code.CYCLIC_HIERARCHY
    ] * 2


def test_a_broken_association_is_not_taken_for_a_circle_or_a_duplicate() -> None:
    broken = without(without(association(101, 10, 1), "originNodeURI"), "destinationNodeURI")

    assert {problem.code for problem in problems_of(package(CFAssociations=[broken, broken]))} == {
        Code.MISSING_FIELD
    }


def test_items_without_identifiers_are_not_taken_for_duplicates() -> None:
    nameless = without(item(10), "identifier")
    problems = problems_of(package(CFItems=[nameless, nameless], CFAssociations=[]))

    assert [problem.code for problem in problems] == [Code.MISSING_FIELD] * 2


def test_what_a_message_repeats_is_short_and_harmless() -> None:
    (problem,) = problems_of(with_item(identifier="\x1b[2J" + "x" * 150))

    assert "\x1b" not in problem.message
    assert len(problem.message) < 250


def test_of_many_problems_a_hundred_are_listed_and_the_others_counted() -> None:
    problems = problems_of(
        package(CFItems=[item(10 + number, notes=5) for number in range(1234)], CFAssociations=[])
    )

    assert len(problems) == 101
    assert {problem.code for problem in problems[:100]} == {Code.WRONG_TYPE}
    assert problems[100].code is Code.FURTHER_PROBLEMS
    assert problems[100].message.startswith("1,134 further problems")
    assert (problems[100].line, problems[100].column) == (problems[99].line, problems[99].column)


def test_exactly_a_hundred_problems_are_all_listed() -> None:
    problems = problems_of(
        package(CFItems=[item(10 + number, notes=5) for number in range(100)], CFAssociations=[])
    )

    assert {problem.code for problem in problems} == {Code.WRONG_TYPE}
    assert len(problems) == 100


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("{", 1, 2),
        ('{\n "CFDocument": tomorrow}', 2, 16),
        ('{"a": 1,}', 1, 9),
        ("{} {}", 1, 4),
        ('{"a": "b\n"}', 1, 9),
        ("]", 1, 1),
    ],
)
def test_what_is_not_json_is_refused_where_it_ceases_to_be(text: str, line: int, column: int) -> None:
    problem = refused(text.encode())

    assert (problem.code, problem.line, problem.column) == (Code.NOT_JSON, line, column)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_of_unicode_is_refused_by_its_name(encoding: str) -> None:
    problem = refused(json.dumps(package()).encode(encoding))

    assert problem.code is Code.WRONG_ENCODING
    assert f"encoded in {encoding.upper()}; save it as UTF-8" in problem.message


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_refused_where_it_is(before: bytes) -> None:
    problem = refused(before + b'{\n "ti\xc3\xa9tle": "Gr\xfc\xdfe"}')

    assert (problem.code, problem.line, problem.column) == (Code.WRONG_ENCODING, 2, 15)
    assert "0xFC" in problem.message


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        result = reading.read(path, FILE)

        assert result.packages == ()
        assert [problem.code for problem in result.problems] == [Code.UNREADABLE_FILE]


def test_a_file_that_is_too_large_is_refused_without_reading_it_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raw = content(package())
    path = tmp_path / FILE
    path.write_bytes(raw)

    monkeypatch.setattr(sources, "MAX_BYTES", len(raw))
    assert reading.read(path, FILE).packages

    monkeypatch.setattr(sources, "MAX_BYTES", len(raw) - 1)

    assert refused(raw).code is Code.FILE_TOO_LARGE
    assert [problem.code for problem in reading.read(path, FILE).problems] == [Code.FILE_TOO_LARGE]
    assert reading.read(Path("/dev/zero"), FILE).packages == ()


def test_a_file_of_too_many_values_is_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = content(package())
    members = sum(raw.count(sign) for sign in (b"{", b"[", b","))

    monkeypatch.setattr(sources, "MAX_MEMBERS", members)
    assert reading.read(raw, FILE).packages

    monkeypatch.setattr(sources, "MAX_MEMBERS", members - 1)
    assert refused(raw).code is Code.FILE_TOO_LARGE


def test_signs_inside_of_texts_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_MEMBERS", 100)

    assert reading.read(content(with_item(notes='"{[,\\' * 200)), FILE).packages


@pytest.mark.parametrize("opening", ["[", '{"extensions":'])
def test_a_nesting_bomb_is_refused_where_it_becomes_too_deep(opening: str) -> None:
    problem = refused((opening * 100_000).encode())

    assert (problem.code, problem.line, problem.column) == (Code.NESTED_TOO_DEEPLY, 1, 64 * len(opening) + 1)


def test_an_extension_may_be_nested_as_deeply_as_the_bound() -> None:
    deepest: object = 1
    for _ in range(61):
        deepest = [deepest]

    assert reading.read(content(with_item(extensions=deepest)), FILE).packages
    assert refused(content(with_item(extensions=[deepest]))).code is Code.NESTED_TOO_DEEPLY


def test_a_number_of_many_digits_is_refused_where_it_is_used_and_ignored_elsewhere() -> None:
    digits = "9" * 100_000
    used = content(with_association(sequenceNumber=0)).replace(
        b'"sequenceNumber": 0', f'"sequenceNumber": {digits}'.encode()
    )
    ignored = content(with_item(extensions=0, notes=5)).replace(
        b'"extensions": 0', f'"extensions": {digits}'.encode()
    )

    assert refused(used).code is Code.NUMBER_OUT_OF_RANGE
    assert refused(ignored).code is Code.WRONG_TYPE


def test_a_text_without_an_end_costs_no_more_than_its_length() -> None:
    assert refused(b'"' + b'\\"' * 500_000).code is Code.NOT_JSON


def test_a_repeated_key_is_refused_in_what_is_read_and_ignored_elsewhere() -> None:
    twice = content(with_item(notes="First.")).replace(
        b'"notes": "First."', b'"notes": "First.", "notes": "Second."'
    )
    ignored = content(with_item(extensions={"a": 1})).replace(b'"a": 1', b'"a": 1, "a": 2')

    problem = refused(twice)
    assert problem.code is Code.REPEATED_KEY
    assert problem.message.startswith(f"{ITEM}.notes")
    assert twice.decode().splitlines()[problem.line - 1][problem.column - 1 :].startswith('"Second."')
    assert reading.read(ignored, FILE).packages


def test_a_repeated_list_of_items_loses_nothing_silently() -> None:
    twice = content(package()).replace(b'"CFAssociations"', b'"CFItems": [], "CFAssociations"')

    assert refused(twice).code is Code.REPEATED_KEY


def _codes_tried_here() -> Iterator[str]:
    source = Path(__file__).read_text(encoding="utf-8")
    yield from re.findall(r"Code\.([A-Z0-9_]+)", source)


def test_every_code_is_tried_here() -> None:
    assert {code.name for code in Code} == set(_codes_tried_here())
