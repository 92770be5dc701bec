"""The quick door: in a process of its own, as it is served, and in this one, where faults can be planted."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config.database_url import Database, SQLite
from config.driver import Reader
from config.environment import ROOT
from jumprope.interfaces.trusted import application
from jumprope.interfaces.trusted.door import Door, opened
from tests.doors.test_process import NOT_NEEDED
from tests.doors.visitors import Answered
from tests.fuzz.process import HANDED_OVER, answered, hand_over
from tests.startup.test_imports import found

Requests = Sequence[Mapping[str, Any]]
"""As a web server hands them over."""

OF_THE_ORDINARY_DOOR = ("config.urls", "jumprope.interfaces.graphql.schema")
"""What is not needed even for documents that call the application's functions."""


class Complaint(AssertionError):
    """A process wrote to its log: a plan gave up, or something warned."""


def in_a_process(database: Database, folder: Path, requests: Requests) -> list[Answered | None]:
    """What a new process answers, which loads neither Django's tables nor Graphene nor graphql-core.

    Last come the documents that call the application's functions; for them it loads no schema.
    """
    plans = opened(folder, database)
    given = [_spelled(environ) for environ in requests]
    ids = [json.loads(body)["documentId"] for _, body in given]
    alone = [plans.knows(document) and plans.runs_alone(document) for document in ids]
    told = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    order = [[number for number, one in enumerate(alone) if one is which] for which in (True, False)]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.process"],
        input=json.dumps([[given[number] for number in numbers] for numbers in order]),
        env=told | {"DATABASE_URL": address_of(database), "TRUSTED_DOCUMENTS": str(folder)},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    if ended.stderr:
        raise Complaint(ended.stderr)
    said = [json.loads(line) for line in ended.stdout.splitlines()]
    for (_, modules), unwanted in zip(said, (NOT_NEEDED, OF_THE_ORDINARY_DOOR), strict=True):
        assert found(set(modules), unwanted) == set()
    answers = dict(zip([*order[0], *order[1]], [*said[0][0], *said[1][0]], strict=True))
    return [_known(*answers[number]) for number in range(len(requests))]


def in_this_one(database: Database, folder: Path, requests: Requests) -> list[Answered | None]:
    """What a quick door answers here."""
    readers: list[Reader] = []

    def connected() -> Reader:
        readers.append(Reader(database))
        return readers[-1]

    door = Door(
        opened(folder, database),
        connected,
        application=lambda: application.answered,
        ordinary=lambda: hand_over,
    )
    try:
        return [_known(*answered(door, *_spelled(environ))) for environ in requests]
    finally:
        for reader in readers:
            reader.close()


def address_of(database: Database) -> str:
    """What `DATABASE_URL` says of a database."""
    if isinstance(database, SQLite):
        return f"sqlite:///{database.path}"
    user = f"{quote(database.user)}:{quote(database.password)}" if database.password else quote(database.user)
    return f"mysql://{user}@{database.host}:{database.port}/{quote(database.name)}"


def _spelled(environ: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """A request as JSON has it, and its body."""
    body: str = environ["wsgi.input"].getvalue().decode()
    return {name: value for name, value in environ.items() if name != "wsgi.input"}, body


def _known(status: str, headers: Mapping[str, str], body: str) -> Answered | None:
    return None if status == HANDED_OVER else Answered(status, dict(sorted(headers.items())), body.encode())
