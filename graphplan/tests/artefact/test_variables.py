"""Variables are taken without graphql-core where graphql-core would take them, and mean the same."""

from datetime import date
from typing import Any

import pytest
from graphql import parse
from graphql.execution.values import get_variable_values
from hypothesis import given
from hypothesis import strategies as st

from graphplan.artefact import variables
from graphplan.artefact.variables import Variable, coerced
from graphplan.plans import Refused
from graphplan.tests.library.viewer import api

DEFINED = {
    "$id: ID!": Variable(variables.text, needed=True),
    "$id: ID": Variable(variables.text),
    "$text: String": Variable(variables.text),
    '$text: String = "a"': Variable(variables.text, default="a"),
    '$text: String! = "a"': Variable(variables.text, needed=True, default="a"),
    "$whole: Int": Variable(variables.whole),
    "$whole: Int = 3": Variable(variables.whole, default=3),
    "$truth: Boolean!": Variable(variables.truth, needed=True),
    "$day: Date": Variable(variables.day),
    "$ids: [ID!]": Variable(variables.many(variables.text, needed=True)),
    "$ids: [ID]!": Variable(variables.many(variables.text, needed=False), needed=True),
    "$grid: [[Int!]]": Variable(variables.many(variables.many(variables.whole, needed=True), needed=False)),
}

plain = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False)
    | st.text(max_size=3)
)
days = st.dates().map(date.isoformat)
said = st.recursive(plain | days, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


def by_graphql(definition: str, values: dict[str, Any]) -> Any:
    """What graphql-core makes of them; None where it takes them not."""
    (operation,) = parse(f"query ({definition}) {{ __typename }}").definitions
    found = get_variable_values(api.schema().graphql_schema, operation.variable_definitions, values)  # type: ignore[attr-defined]
    return None if isinstance(found, list) else found


@pytest.mark.parametrize(("definition", "variable"), DEFINED.items(), ids=DEFINED.keys())
@given(value=said, absent=st.booleans())
def test_whatever_is_taken_graphql_core_takes_alike(
    definition: str, variable: Variable, value: Any, absent: bool
) -> None:
    name = definition[1 : definition.index(":")]
    values = {"unknown": 1} if absent else {name: value}
    try:
        taken = coerced({name: variable}, values)
    except Refused:
        return
    assert taken == by_graphql(definition, values)


@pytest.mark.parametrize(
    ("definition", "value"),
    [
        ("$id: ID!", "Book:1"),
        ("$text: String", None),
        ("$whole: Int", -(2**31)),
        ("$truth: Boolean!", False),
        ("$day: Date", "2027-01-31"),
        ("$ids: [ID!]", ["a", "b"]),
        ("$ids: [ID]!", ["a", None]),
        ("$grid: [[Int!]]", [[1], None, []]),
    ],
)
def test_what_clients_usually_send_is_taken(definition: str, value: Any) -> None:
    name = definition[1 : definition.index(":")]

    assert coerced({name: DEFINED[definition]}, {name: value}) == by_graphql(definition, {name: value})
