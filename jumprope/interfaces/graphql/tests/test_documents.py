"""Documents of ours are known by their digest; faults of others tell no more than where they are."""

from hashlib import sha256
from unittest.mock import Mock

import pytest
from django.conf import LazySettings
from django.test.utils import CaptureQueriesContext
from graphql import OperationDefinitionNode, get_introspection_query, validate

from jumprope.interfaces.graphql import documents, limits
from jumprope.interfaces.graphql.documents import TrustedDocument
from jumprope.interfaces.graphql.refusals import DocumentRefused
from jumprope.interfaces.graphql.tests.door import WHO_ASKS, Door
from jumprope.learning.standards.factories import a_framework, a_standard


def trust(monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    """Let this be the one document of ours, and return its id."""
    document = TrustedDocument("ours", text)
    monkeypatch.setattr(documents, "trusted", lambda: {document.id: document})
    return document.id


@pytest.mark.parametrize("document", documents.trusted().values(), ids=lambda document: document.name)
def test_every_document_of_ours_fits_the_schema_and_says_what_it_is_for(document: TrustedDocument) -> None:
    operations = [
        node for node in document.checked.node.definitions if isinstance(node, OperationDefinitionNode)
    ]

    assert len(operations) == 1
    assert document.purpose.endswith(".")
    assert documents.of_id(sha256(document.text.encode()).hexdigest()) == document.checked


def test_a_document_of_ours_is_run_by_its_digest(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    framework = a_framework(title="Reading the sky")
    document_id = trust(monkeypatch, "query Title($id: ID!) { framework(id: $id) { title } }")

    answer = door.post({"documentId": document_id, "variables": {"id": f"Framework:{framework.pk}"}}).json()

    assert answer == {"data": {"framework": {"title": "Reading the sky"}}}


def test_a_document_of_ours_may_be_larger_and_read_more(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 2)
    framework = a_framework()
    for _ in range(5):
        a_standard(framework=framework)
    query = '{ %s framework(id: "Framework:%s") { standards { edges { node { id } } } } }'
    large = query % (" ".join(f"a{n}: __typename" for n in range(300)), framework.pk)

    answer = door.post(
        {"documentId": trust(monkeypatch, large), "variables": {"unused": " " * limits.DOCUMENT}}
    ).json()

    assert len(answer["data"]["framework"]["standards"]["edges"]) == 5
    assert limits.TRUSTED_ROWS == 50_000


def test_an_unknown_id_runs_nothing(door: Door, statements: CaptureQueriesContext) -> None:
    response = door.post({"documentId": "0" * 64})

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "document_unknown"}
    assert len(statements) == WHO_ASKS


def test_a_document_of_ours_that_the_schema_has_left_behind_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document_id = trust(monkeypatch, "{ nothing }")

    with pytest.raises(DocumentRefused):
        documents.of_id(document_id)


def test_a_mistake_of_syntax_is_told_with_its_place(door: Door) -> None:
    (error,) = door.ask("{ frameworks {")["errors"]

    assert error["extensions"] == {"code": "document_unreadable"}
    assert error["locations"] == [{"line": 1, "column": 15}]
    assert error["message"] == "Syntax Error: Expected Name, found <EOF>."


def test_what_the_schema_has_instead_is_not_told(door: Door) -> None:
    (error,) = door.ask("{ framework(id: 1) { titel } }")["errors"]

    assert error == {
        "message": "The document does not fit the schema here. schema.graphql says what does.",
        "locations": [{"line": 1, "column": 22}],
        "extensions": {"code": "document_invalid"},
    }


def test_in_the_demo_a_fault_is_told_in_words(door: Door, settings: LazySettings) -> None:
    settings.DEMO = True

    (error,) = door.ask("{ framework(id: 1) { titel } }")["errors"]

    assert error["message"] == "Cannot query field 'titel' on type 'Framework'. Did you mean 'title'?"


def test_the_schema_is_told_in_the_demo_only(door: Door, settings: LazySettings) -> None:
    query = get_introspection_query()
    assert door.refusal(query) == "document_too_large"
    assert door.refusal("{ __schema { queryType { name } } }") == "document_invalid"
    assert door.refusal("{ __typename }") is None

    settings.DEMO = True

    assert door.ask(query)["data"]["__schema"]["queryType"]["name"] == "Query"


def test_no_more_than_ten_faults_are_looked_for(door: Door) -> None:
    errors = door.ask("{ %s }" % " ".join(f"nothing{n}" for n in range(50)))["errors"]

    assert len(errors) == documents.MOST_FAULTS + 1


def test_a_document_that_clients_repeat_is_read_and_validated_once(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as counting:
        validated = Mock(side_effect=validate)
        counting.setattr(documents, "validate", validated)
        for _ in range(3):
            assert door.ask("{ again: __typename }") == {"data": {"again": "Query"}}
    assert validated.call_count == 1


def test_one_that_was_refused_is_looked_at_again(door: Door, settings: LazySettings) -> None:
    query = "{ __schema { queryType { name } } }"
    assert [door.refusal(query) for _ in range(2)] == ["document_invalid"] * 2

    settings.DEMO = True
    assert door.refusal(query) is None

    settings.DEMO = False
    assert door.refusal(query) == "document_invalid"
