"""Arguments come to what graphql-core makes of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import graphene
import pytest
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, parse
from graphql.execution.values import get_argument_values, get_variable_values

import graphplan
from graphplan.planner.arguments import arguments
from graphplan.planner.documents import NoPlan
from graphplan.planner.literals import References
from graphplan.plans import Refused
from graphplan.plans.plan import VOCABULARY, imported
from graphplan.tests.library.models import Kind


class Inner(graphene.InputObjectType):
    """Within."""

    page_number = graphene.Int(default_value=7)
    needed = graphene.String(required=True)
    others = graphene.List(lambda: Inner)


class Root(graphene.ObjectType):
    """One field with all kinds of arguments."""

    asked = graphene.Int(
        number=graphene.Int(),
        with_default=graphene.Int(default_value=3),
        sure=graphene.Boolean(required=True),
        words=graphene.List(graphene.NonNull(graphene.String)),
        maybe=graphene.List(graphene.Int),
        kind=graphplan.enum_of(Kind)(),
        day=graphplan.Date(),
        price=graphplan.Decimal(),
        at=graphene.DateTime(),
        inner=Inner(),
        facts=graphplan.JSON(),
    )


schema = graphene.Schema(query=Root).graphql_schema
field = schema.query_type.fields["asked"]

TYPES = """$i: Int, $s: String, $b: Boolean!, $w: [String!], $k: Kind, $n: Inner, $d: Int = 5"""

CASES = [
    ("sure: true", {}),
    ("sure: $b", {}),
    ("sure: true, number: $i", {}),
    ("sure: true, number: $i", {"i": 4}),
    ("sure: true, number: $i, withDefault: $i", {"i": None}),
    ("sure: true, withDefault: $i, number: $d", {}),
    ("sure: true, withDefault: null, words: null", {}),
    ('sure: true, words: "one", maybe: 1', {}),
    ('sure: true, words: ["one", $s], maybe: [1, $i, null]', {"s": "two"}),
    ('sure: true, words: ["one", $s]', {}),
    ('sure: true, words: ["one", $s]', {"s": None}),
    ("sure: true, words: $s", {"s": "two"}),
    ("sure: true, words: $w", {"w": ["a", "b"]}),
    ('sure: true, kind: NOVEL, day: "2026-05-01", price: "3.50"', {}),
    ('sure: true, kind: $k, at: "2026-05-01T07:30:00+00:00"', {"k": "POETRY"}),
    ('sure: true, inner: {needed: "x"}', {}),
    ("sure: true, inner: {needed: $s, pageNumber: $i}", {"s": "x"}),
    ("sure: true, inner: {needed: $s, pageNumber: $i}", {"s": "x", "i": None}),
    ("sure: true, inner: {needed: $s}", {}),
    ('sure: true, inner: {needed: "x", others: {needed: $s}}', {"s": "y"}),
    ('sure: true, inner: {needed: "x", others: [{needed: "y", pageNumber: 2}, $n]}', {"n": {"needed": "z"}}),
    ("sure: true, inner: $n", {"n": {"needed": "x", "pageNumber": 2}}),
    ('sure: true, facts: {a: [1, 2.5, "x", null, true]}', {}),
]


def parts(said: str) -> tuple[OperationDefinitionNode, FieldNode]:
    """An operation that asks with these arguments, and its field."""
    operation = parse(f"query({TYPES}) {{ asked({said}) }}").definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    node = operation.selection_set.selections[0]
    assert isinstance(node, FieldNode)
    return operation, node


def compiled(node: FieldNode) -> Any:
    """The arguments that a plan has."""
    references = References()
    source = arguments(field, node, references)
    assert references.kept == {}
    return eval(source, {**VOCABULARY, "reference": imported})  # noqa: S307 - what was just compiled


@pytest.mark.parametrize(("said", "given"), CASES)
def test_arguments_are_what_graphql_core_makes_of_them(said: str, given: dict[str, Any]) -> None:
    operation, node = parts(said)
    variables = get_variable_values(schema, operation.variable_definitions, {"b": True, **given})
    assert isinstance(variables, dict)
    try:
        expected = get_argument_values(field, node, variables)
    except GraphQLError:
        with pytest.raises(Refused):
            compiled(node).of(variables)
        return
    assert compiled(node).of(variables) == expected


def test_constants_are_values_of_their_types() -> None:
    _, node = parts('sure: true, kind: NOVEL, day: "2026-05-01", price: 3.5, at: "2026-05-01T07:30:00+00:00"')
    said = compiled(node).of({})
    assert said == {
        "sure": True,
        "kind": Kind.NOVEL,
        "day": date(2026, 5, 1),
        "price": Decimal("3.5"),
        "at": datetime(2026, 5, 1, 7, 30, tzinfo=UTC),
        "with_default": 3,
    }
    assert type(said["kind"]) is Kind


def test_a_variable_within_a_scalars_literal_has_no_plan() -> None:
    _, node = parts("sure: true, facts: {a: $i}")
    with pytest.raises(NoPlan):
        compiled(node)


def test_what_has_no_literal_is_kept_by_reference() -> None:
    class Local(Enum):
        ONE = object()

    references = References()
    assert references.literal([Local.ONE]).startswith("[reference(")
    assert references.kept[Local.__qualname__] is Local
    assert references.to("same", Local).endswith("'same')")
    assert references.to("same", print) == "reference('builtins:print')"
    assert references.to("same", lambda: None) == f"reference('same.{len(references.kept) - 1}')"
