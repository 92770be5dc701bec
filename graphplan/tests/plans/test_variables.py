"""Variables are taken without graphql-core where graphql-core would take them, and mean the same."""

from contextlib import suppress
from typing import Any

import pytest
from graphql import build_schema, get_operation_ast, parse
from graphql.execution.values import get_variable_values

from graphplan.planner.coercions import Coercions, Hindered
from graphplan.plans import Refused, variables
from graphplan.plans.variables import Variable, coerced
from graphplan.tests.library import operations, types  # noqa: F401 - they declare the library
from graphplan.tests.library.models import Kind
from graphplan.tests.library.viewer import api

COPY = variables.structure(
    {"bookId": ("book_id", Variable(variables.text, needed=True)), "note": ("note", Variable(variables.text))}
)
KINDS = {kind.name: kind.value for kind in Kind}

DEFINED = {
    "$id: ID!": Variable(variables.text, needed=True),
    "$id: ID": Variable(variables.text),
    "$text: String": Variable(variables.text),
    '$text: String = "a"': Variable(variables.text, default=lambda: "a"),
    '$text: String! = "a"': Variable(variables.text, needed=True, default=lambda: "a"),
    "$whole: Int": Variable(variables.whole),
    "$whole: Int = 3": Variable(variables.whole, default=lambda: 3),
    "$truth: Boolean!": Variable(variables.truth, needed=True),
    "$day: Date": Variable(variables.day),
    "$at: DateTime": Variable(variables.instant),
    "$ids: [ID!]": Variable(variables.many(variables.text, needed=True)),
    "$ids: [ID]!": Variable(variables.many(variables.text, needed=False), needed=True),
    "$amount: Decimal": Variable(variables.exact),
    "$kind: Kind": Variable(variables.member("graphplan.tests.library.models:Kind", KINDS)),
    "$kind: Kind = NOVEL": Variable(
        variables.member("graphplan.tests.library.models:Kind", KINDS), default=lambda: Kind.NOVEL
    ),
    "$by: BookOrder": Variable(variables.order(["TITLE", "NEWEST", "PAGES"])),
    "$by: BookOrder = NEWEST": Variable(
        variables.order(["TITLE", "NEWEST", "PAGES"]), default=lambda: "NEWEST"
    ),
    "$copy: Copy!": Variable(COPY, needed=True),
    "$copies: [Copy!]": Variable(variables.many(COPY, needed=True)),
    "$grid: [[Int!]]": Variable(variables.many(variables.many(variables.whole, needed=True), needed=False)),
}

SAID: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**31 - 1, 2**31, -(2**31) - 1, 1.0, 1.5, {}, {"a": 1}),
    *("", "a", "1", "true", "2027-01-31", "20270131", "2027-W05-7", "2027-02-30"),
    *("2027-01-31T07:30:00", "2027-01-31T07:30:00+00:00", "2027-01-31T07:30:00.000001-23:59"),
    *("2027-01-31T07:30:00Z", "2027-01-31 07:30:00", "2027-01-31T07:30", "2027-01-31T07:30:00+00:00:30"),
    *("TITLE", "title"),
    *("NOVEL", "novel", "1.50", "1e3", {"bookId": "1"}, {"bookId": "1", "note": None}, {"note": "a"}),
    *([{"bookId": "1", "note": "a"}], [{"bookId": "1", "more": 1}], [None, {"bookId": "1"}]),
    *([], [None], ["a"], ["a", None], [1], [True], [[1]], [[1], None], [[None]], [[1, "a"]], [["a"]]),
]


def by_graphql(definition: str, values: dict[str, Any]) -> Any:
    """What graphql-core makes of them; None where it takes them not."""
    (operation,) = parse(f"query ({definition}) {{ __typename }}").definitions
    found = get_variable_values(api.schema().graphql_schema, operation.variable_definitions, values)  # type: ignore[attr-defined]
    return None if isinstance(found, list) else found


@pytest.mark.parametrize(("definition", "variable"), DEFINED.items(), ids=DEFINED.keys())
def test_whatever_is_taken_graphql_core_takes_alike(definition: str, variable: Variable) -> None:
    name = definition[1 : definition.index(":")]
    taken = 0
    for values in [{"unknown": 1}, *({name: value} for value in SAID)]:
        with suppress(Refused):
            assert coerced({name: variable}, values) == by_graphql(definition, values), values
            taken += 1
    assert 0 < taken < len(SAID)


@pytest.mark.parametrize(
    ("definition", "value"),
    [
        ("$id: ID!", "Book:1"),
        ("$text: String", None),
        ("$whole: Int", -(2**31)),
        ("$truth: Boolean!", False),
        ("$day: Date", "2027-01-31"),
        ("$at: DateTime", "2027-01-31T07:30:00+00:00"),
        ("$amount: Decimal", "1.50"),
        ("$kind: Kind", "NOVEL"),
        ("$copy: Copy!", {"bookId": "Book:1", "note": "a"}),
        ("$copies: [Copy!]", [{"bookId": "Book:1"}, {"bookId": "Book:2", "note": None}]),
        ("$ids: [ID!]", ["a", "b"]),
        ("$ids: [ID]!", ["a", None]),
        ("$grid: [[Int!]]", [[1], None, []]),
    ],
)
def test_what_clients_usually_send_is_taken(definition: str, value: Any) -> None:
    name = definition[1 : definition.index(":")]

    assert coerced({name: DEFINED[definition]}, {name: value}) == by_graphql(definition, {name: value})


def test_a_scalar_that_is_not_known_hinders() -> None:
    schema = build_schema("scalar Odd type Query { odd(these: [Odd!]): Int }")
    operation = get_operation_ast(parse("query ($these: [Odd!]) { odd(these: $these) }"))

    with pytest.raises(Hindered) as hindered:
        Coercions(schema, operation)
    assert str(hindered.value) == "$these: [Odd!]"
