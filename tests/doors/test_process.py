"""A new process that serves compiled documents: what it answers, and what it does without."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from config.environment import ROOT
from jumprope.interfaces.graphql import documents
from tests.startup.test_imports import found
from tools.first_response import ORDINARY, QUICK, first_response

pytestmark = pytest.mark.sqlite  # on MySQL another process does not see what is in the test's transaction

NOT_NEEDED = ("django.contrib", "django.db.models", "django.http", "django.template", "graphene", "graphql")

DOCUMENTS = {document.name: document.id for document in documents.trusted().values()}


def test_a_process_answers_a_document_without_graphene_and_tables(session: str, told: dict[str, str]) -> None:
    asked: dict[str, Any] = {"document_id": DOCUMENTS["about_me"], "variables": {}, "session": session}
    quick, ordinary = (first_response(door, **asked, told=told) for door in (QUICK, ORDINARY))

    assert (quick.status, quick.body) == (ordinary.status, ordinary.body)
    assert "Ada Quill" in quick.body
    assert found(set(quick.modules), NOT_NEEDED) == set()
    assert found(set(ordinary.modules), NOT_NEEDED) == set(NOT_NEEDED)


@pytest.mark.parametrize(
    ("name", "variables", "shown"),
    [
        ("try_a_calculation", {}, '"lines":'),
        ("save_scores", {"assessment": "Assessment:0", "cells": []}, '"errors":[{"code":'),
    ],
)
def test_a_process_runs_the_applications_functions_without_graphene(
    session: str, told: dict[str, str], name: str, variables: dict[str, Any], shown: str
) -> None:
    asked: dict[str, Any] = {"document_id": DOCUMENTS[name], "variables": variables, "session": session}
    response = first_response(QUICK, **asked, told=told)

    assert response.status == "200 OK"
    assert shown in response.body
    assert found(set(response.modules), ("django.db.models", "graphene", "graphql")) == {"django.db.models"}


def test_what_a_process_does_not_answer_itself_it_has_answered_in_the_same_process(
    session: str, told: dict[str, str]
) -> None:
    asked: dict[str, Any] = {
        "document_id": DOCUMENTS["about_me"],
        "variables": {"unused": "\ud800"},
        "session": session,
    }
    refused = first_response(QUICK, **asked, told=told)

    assert refused.status == "400 Bad Request"
    assert '"code":"text_unprintable"' in refused.body
    assert found(set(refused.modules), NOT_NEEDED) == set(NOT_NEEDED)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"TRUSTED_DOCUMENTS": ""}, "TRUSTED_DOCUMENTS is missing: name the folder"),
        ({"TRUSTED_DOCUMENTS": "/nowhere"}, "There are no compiled documents in /nowhere."),
        (
            {"DATABASE_URL": "mysql://ada@127.0.0.1/grades"},
            "were made for database sqlite, and here it is mysql.",
        ),
    ],
)
def test_a_process_that_cannot_serve_them_says_why_and_does_not_start(
    told: dict[str, str], changes: dict[str, str], said: str
) -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        first_response(QUICK, document_id="", variables={}, session="", told=told | changes)

    assert said in ended.value.stderr


def test_a_process_whose_plans_are_not_all_there_names_the_file_and_does_not_start(
    told: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    damaged = Path(copytree(folder, tmp_path / "damaged"))
    lost = min(damaged.glob("gradebook_*.py"))
    lost.unlink()

    changed = told | {"TRUSTED_DOCUMENTS": str(damaged)}
    with pytest.raises(subprocess.CalledProcessError) as ended:
        first_response(QUICK, document_id="", variables={}, session="", told=changed)

    assert f"The plan {lost} is missing. Make them anew: jumprope compile-documents." in ended.value.stderr


@pytest.fixture
def server(told: dict[str, str]) -> Iterator[str]:
    """The address of the server that docs/trusted-documents.md shows; at a port that is free."""
    page = (ROOT / "docs" / "trusted-documents.md").read_text(encoding="utf-8")
    ((folder, program),) = re.findall(
        r'^TRUSTED_DOCUMENTS=(\S+) \.venv/bin/python -c "(.*?)"$', page, re.M | re.S
    )
    assert f"--output {folder}\n" in page
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    assert "'127.0.0.1', 8000" in program
    program = program.replace("8000", address.rpartition(":")[2])
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=told, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield address
        finally:
            process.terminate()


def test_the_server_that_the_docs_show_answers(server: str, session: str) -> None:
    body = json.dumps({"documentId": DOCUMENTS["about_me"]}).encode()
    headers = {"Content-Type": "application/json", "Cookie": f"sessionid={session}"}

    with urlopen_when_there(Request(f"http://{server}/graphql", body, headers)) as answered:
        assert (answered.status, answered.headers["Content-Length"]) == (200, str(answered.length))
        assert json.load(answered)["data"]["me"] == {"displayName": "Ada Quill"}


def urlopen_when_there(request: Request) -> Any:
    """What a server answers, which may not listen yet."""
    end = time.monotonic() + 30
    while True:
        try:
            return urlopen(request, timeout=30)  # noqa: S310 - the address is ours
        except URLError as fault:
            if not isinstance(fault.reason, ConnectionRefusedError) or time.monotonic() > end:
                raise
            time.sleep(0.05)
