"""A new process that serves compiled documents: what it answers, and what it does without."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jumprope.interfaces.graphql import documents
from jumprope.kit.permissions import Role
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.models import Tenant
from tests.doors.visitors import session_of
from tests.startup.test_imports import found
from tools.first_response import ORDINARY, QUICK, first_response

pytestmark = pytest.mark.sqlite  # on MySQL another process does not see what is in the test's transaction

NOT_NEEDED = ("django.contrib", "django.db.models", "django.http", "django.template", "graphene", "graphql")

DOCUMENTS = {document.name: document.id for document in documents.trusted().values()}


@pytest.fixture
def session(tenant: Tenant) -> str:  # noqa: ARG001 - the account is made in the tenant in scope
    teacher = an_account(display_name="Ada Quill")
    a_role(Role.TEACHER, account=teacher)
    return session_of(teacher)


@pytest.fixture
def told(tmp_path: Path, folder: Path, session: str) -> dict[str, str]:  # noqa: ARG001 - it has to be there
    """What a process is told, to find the compiled documents and a copy of the database."""
    connection.ensure_connection()
    path = tmp_path / "school.sqlite3"
    path.write_bytes(connection.connection.serialize())
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return inherited | {"DATABASE_URL": f"sqlite:///{path}", "TRUSTED_DOCUMENTS": str(folder)}


def test_a_process_answers_a_document_without_graphene_and_tables(session: str, told: dict[str, str]) -> None:
    asked: dict[str, Any] = {"document_id": DOCUMENTS["about_me"], "variables": {}, "session": session}
    quick, ordinary = (first_response(door, **asked, told=told) for door in (QUICK, ORDINARY))

    assert (quick.status, quick.body) == (ordinary.status, ordinary.body)
    assert "Ada Quill" in quick.body
    assert found(set(quick.modules), NOT_NEEDED) == set()
    assert found(set(ordinary.modules), NOT_NEEDED) == set(NOT_NEEDED)


def test_what_a_process_does_not_answer_itself_it_has_answered_in_the_same_process(
    session: str, told: dict[str, str]
) -> None:
    calculated = first_response(
        QUICK, document_id=DOCUMENTS["try_a_calculation"], variables={}, session=session, told=told
    )

    assert calculated.status == "200 OK"
    assert '"lines":' in calculated.body
    assert found(set(calculated.modules), NOT_NEEDED) == set(NOT_NEEDED)


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
