"""The gradebook as a function of AWS Lambda, run by AWS's own client in a process of its own."""

import json
from typing import Any

import pytest

from jumprope.interfaces.aws.tests.requests import EVENTS
from jumprope.interfaces.aws.tests.runtime import running
from jumprope.interfaces.graphql import documents

pytestmark = pytest.mark.sqlite  # on MySQL another process does not see what is in the test's transaction

FUNCTION = "jumprope.interfaces.aws.graphql.handler"

ABOUT_ME = next(one.id for one in documents.trusted().values() if one.name == "about_me")


def about_me(kind: str, session: str) -> Any:
    body = json.dumps({"documentId": ABOUT_ME})
    return EVENTS[kind](body=body, headers={"Cookie": [f"other=1; sessionid={session}"]})


@pytest.mark.parametrize("trusted", [True, False], ids=["quick door", "ordinary door"])
def test_the_function_answers_each_kind_of_event_and_goes_on_after_what_is_none(
    told: dict[str, str], session: str, trusted: bool
) -> None:
    documents = told["TRUSTED_DOCUMENTS"] if trusted else ""
    with running(FUNCTION, told | {"TRUSTED_DOCUMENTS": documents}) as runtime:
        for kind in EVENTS:
            what, refused = runtime.answer_to({"Records": []})
            assert (what, refused["errorType"]) == ("error", "NotARequest")

            what, answer = runtime.answer_to(about_me(kind, session))
            assert (what, answer["statusCode"]) == ("response", 200)
            assert json.loads(answer["body"])["data"]["me"] == {"displayName": "Ada Quill"}

            what, answer = runtime.answer_to(about_me(kind, "b" * 32))
            assert (what, answer["statusCode"]) == ("response", 401)


def test_a_function_without_its_documents_does_not_begin_and_says_why(told: dict[str, str]) -> None:
    with running(FUNCTION, told | {"TRUSTED_DOCUMENTS": "/nowhere"}) as runtime:
        what, said = runtime.said.get(timeout=60)

    assert (what, said["errorType"]) == ("error", "UnusableDocuments")
    assert said["errorMessage"].startswith("There are no compiled documents in /nowhere.")
