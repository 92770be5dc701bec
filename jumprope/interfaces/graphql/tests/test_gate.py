"""The last request that passes each limit, and the first that does not."""

import json

import pytest
from django.test.utils import CaptureQueriesContext

from jumprope.interfaces.graphql import limits
from jumprope.interfaces.graphql.tests.door import WHO_ASKS, Door
from jumprope.learning.standards.factories import a_framework, a_standard

TOO_LARGE = "document_too_large"


def nested(levels: int) -> str:
    """Standards below standards below standards: a query with fields at so many levels."""
    below = levels - 2
    return '{ standard(id: "Standard:1") { %sid%s } }' % ("parent { " * below, " }" * below)


def repeated(field: str, times: int) -> str:
    return "{ %s }" % " ".join(field.replace("#", str(number)) for number in range(times))


@pytest.mark.parametrize(
    ("passes", "refused"),
    [
        (nested(10), nested(11)),
        (repeated("__typename", 200), repeated("__typename", 201)),
        (repeated("a#: __typename", 20), repeated("a#: __typename", 21)),
        (repeated("__typename @include(if: true)", 20), repeated("__typename @include(if: true)", 21)),
        ("# a\n" * 2000 + "{ __typename }", "# a\n" * 2001 + "{ __typename }"),
    ],
    ids=["levels", "fields", "aliases", "directives", "comments"],
)
def test_a_document_is_answered_up_to_the_limit_and_refused_above(
    door: Door, passes: str, refused: str
) -> None:
    assert door.refusal(passes) is None
    assert door.refusal(refused) == TOO_LARGE


def test_a_document_is_read_up_to_2000_tokens(door: Door) -> None:
    def of_tokens(number: int) -> str:
        return '{ standard(id: "Standard:1", nothing: [%s]) { id } }' % ("1 " * (number - 15))

    assert door.refusal(of_tokens(2_000)) == "document_invalid"
    assert door.refusal(of_tokens(2_001)) == TOO_LARGE


def test_a_document_may_come_in_32_kilobytes(door: Door) -> None:
    def of_bytes(number: int) -> dict[str, str]:
        return {"query": "{ __typename }".ljust(number)}

    assert door.post(of_bytes(32 * 1024)).status_code == 200
    assert door.refusal(of_bytes(32 * 1024 + 1)["query"]) == TOO_LARGE


def test_a_body_may_come_in_a_megabyte(door: Door) -> None:
    def of_bytes(number: int) -> bytes:
        return json.dumps({"query": "{ __typename }"}).ljust(number).encode()

    assert door.post(of_bytes(1024 * 1024)).status_code == 200

    refused = door.post(of_bytes(1024 * 1024 + 1))
    assert refused.status_code == 413
    assert refused.json()["errors"][0]["extensions"] == {"code": "body_too_large"}


@pytest.mark.parametrize(
    ("page", "refusal"),
    [
        ("first: 1", None),
        ("first: 100", None),
        ("last: 100", None),
        ("first: 0", "page_out_of_range"),
        ("first: 101", "page_out_of_range"),
        ("last: 101", "page_out_of_range"),
        ("first: -1", "page_out_of_range"),
    ],
)
def test_a_page_has_1_to_100_entries(door: Door, page: str, refusal: str | None) -> None:
    framework = a_framework()

    query = '{ framework(id: "Framework:%s") { standards(%s) { edges { cursor } } } }' % (framework.pk, page)

    assert door.refusal(query) == refusal


def test_a_document_reads_no_more_rows_than_its_budget(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.ROWS == 5_000
    monkeypatch.setattr(limits, "ROWS", 5)
    framework = a_framework()
    query = '{ framework(id: "Framework:%s") { standards { edges { node { id } } } } }' % framework.pk
    for _ in range(4):
        a_standard(framework=framework)
    assert door.refusal(query) is None

    a_standard(framework=framework)

    assert door.refusal(query) == "too_many_rows"


def fragments(number: int, body: str) -> str:
    return " ".join(
        "fragment F%s on Query { %s }" % (n, body.replace("#", str(n + 1))) for n in range(number)
    )


REFUSALS = {"body_too_large", "document_invalid", "document_too_large", "request_invalid"}

HOSTILE = {
    "nested 200 deep": "{ a " * 200 + "}" * 200,
    "nested 900 deep": "{ a " * 900 + "}" * 900,
    "a list 900 deep": "{ a(b: %s) }" % ("[" * 900 + "]" * 900),
    "ten thousand aliases": repeated("a#: __typename", 10_000),
    "the same field 1,900 times": repeated("__typename", 1_900),
    "the same field 1,900 times, in a fragment that nobody spreads": "{ a } fragment F on Query { %s }"
    % ("a " * 1_900),
    "five hundred directives": "{ __typename %s }" % ("@skip(if: false) " * 300),
    "fragments that double 22 times": "{ ...F0 } %s fragment F22 on Query { a }"
    % fragments(22, "...F# ...F#"),
    "fragments in a circle": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "the schema, deep": "{ __schema { types { %s name %s } } }" % ("fields { type { " * 4, "} } " * 4),
    "the schema, in a fragment": "{ ...S } fragment S on Query { __schema { types { name } } }",
    "the schema beside something else": '{ __type(name: "Score") { name } frameworks { id } }',
    "a subscription": "subscription { a }",
    "a definition of a type": "{ __typename } type Query { a: Int }",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_documents_are_refused_and_read_nothing(
    door: Door, query: str, statements: CaptureQueriesContext
) -> None:
    answer = door.ask(query)

    assert answer.keys() == {"errors"}
    assert answer["errors"][0]["extensions"]["code"] in REFUSALS
    assert len(statements) == WHO_ASKS
