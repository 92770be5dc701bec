"""A fault of ours leaves the server as a reference, and reaches the log without a word about a child."""

import json
import re
from logging.config import DictConfigurator

import pytest
from django.conf import settings
from django.test import Client
from graphql import ExecutionResult, GraphQLError

from jumprope.interfaces.graphql import faults
from jumprope.interfaces.graphql.tests.door import Door
from jumprope.kit.graphql import api

CHILD = "Mia Lindqvist scored 1"


def broken(*_arguments: object, **_named: object) -> None:
    name = CHILD
    try:
        raise KeyError(name)
    except KeyError as error:
        raise ValueError(CHILD) from error


@pytest.fixture
def broken_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next operation fails in one of its fields."""

    def execute(*_arguments: object, **_named: object) -> ExecutionResult:
        with pytest.raises(ValueError, match="Mia") as caught:
            broken()
        fault = GraphQLError(CHILD, path=["student", "name"], original_error=caught.value)
        return ExecutionResult({"student": None}, [fault])

    monkeypatch.setattr(api, "execute", execute)


def reference_in(answer: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    (error,) = answer["errors"]
    assert error["extensions"].pop("code") == "fault_of_ours"
    return error["extensions"].pop("reference")


@pytest.mark.usefixtures("broken_field")
def test_a_field_that_breaks_is_null_with_a_reference(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    response = door.post({"query": "{ __typename }"})

    assert response.status_code == 200
    assert CHILD not in response.content.decode()
    assert response.json()["errors"][0]["path"] == ["student", "name"]
    assert response.json()["data"] == {"student": None}
    assert reference_in(response.json()) in caplog.text


def test_what_breaks_outside_of_fields_is_500_with_a_reference(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(api, "execute", broken)

    response = door.post({"query": "{ __typename }"})

    assert response.status_code == 500
    assert response.json().keys() == {"errors"}
    assert CHILD not in response.content.decode()
    assert reference_in(response.json()) in caplog.text


@pytest.mark.usefixtures("broken_field")
def test_the_log_says_what_was_raised_and_where_and_nothing_else(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.ask("{ __typename }")

    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("jumprope")]
    assert "Mia" not in caplog.text
    place = r"jumprope/interfaces/graphql/tests/test_faults\.py:\d+ broken"
    told = rf"builtins\.ValueError at {place} < .*; caused by builtins\.KeyError at {place}"
    assert re.fullmatch(rf"fault [0-9a-f]{{12}}: {told}", line)
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.django_db
def test_what_breaks_in_a_page_reaches_the_log_without_a_word_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("jumprope.interfaces.web.front.render", broken)

    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    (record,) = [record for record in caplog.records if record.name == "django.request"]
    record.exc_text = None  # what the test's own formatter made of it
    line = DictConfigurator({}).configure_formatter({**settings.LOGGING["formatters"]["line"]}).format(record)
    assert "Mia" not in line
    assert "Internal Server Error: /\nbuiltins.ValueError at jumprope/interfaces/graphql/tests/" in line
    assert "caused by builtins.KeyError" in line


def test_every_fault_has_a_reference_of_its_own(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "execute", broken)

    references = {reference_in(json.loads(door.post({"query": "{ __typename }"}).content)) for _ in range(5)}

    assert len(references) == 5


def test_places_outside_the_project_are_told_by_their_package(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ValueError, match="Expecting") as caught:
        json.loads("{")

    faults.told(caught.value)

    assert re.search(r"JSONDecodeError at json/decoder\.py:\d+ raw_decode < ", caplog.text)


def test_a_fault_that_was_never_raised_has_no_place(caplog: pytest.LogCaptureFixture) -> None:
    faults.told(ValueError(CHILD))

    assert "builtins.ValueError at an unknown place" in caplog.text
