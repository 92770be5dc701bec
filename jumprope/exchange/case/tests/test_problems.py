"""How problems are told: all of them in one reading, with their places, and no more than one can read."""

import re
from pathlib import Path

from jumprope.exchange.case.rules import reading
from jumprope.exchange.case.rules.problems import Code, Problem
from jumprope.exchange.case.tests.samples import (
    FILE,
    association,
    document,
    item,
    package,
    problems_of,
    with_item,
    without,
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


def test_every_code_is_tried() -> None:
    tests = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]

    assert {code.name for code in Code} == set(re.findall(r"Code\.([A-Z0-9_]+)", "".join(tests)))
