"""Compiling documents for the quick door: for each role alone, and for the roles that often go together."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.db.models import CharField, DateTimeField
from django.utils.translation import gettext_lazy as _

from config.database_url import Database
from graphplan.artefact import writing
from graphplan.artefact.writing import Hindrance, Source
from graphplan.planner import sql
from graphplan.planner.literals import References
from graphplan.planner.sql import Given
from jumprope.interfaces.graphql.limits import TRUSTED_ROWS
from jumprope.interfaces.trusted import made_for
from jumprope.kit import clock
from jumprope.kit.errors import Refused
from jumprope.kit.graphql import api
from jumprope.kit.permissions import Permission, Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions import reads, rules
from jumprope.platform.permissions.rules import Held

NOBODY = 0
"""No tenant's id, and no account's: a plan has none in it."""

SOMEWHERE = 0
"""A school's id that stands for any."""

TOGETHER: tuple[tuple[Held, ...], ...] = (
    ((Role.TEACHER, None), (Role.CO_TEACHER, None)),
    ((Role.TEACHER, None), (Role.GUARDIAN, None)),
    ((Role.CO_TEACHER, None), (Role.GUARDIAN, None)),
    ((Role.TEACHER, None), (Role.COUNSELLOR, SOMEWHERE)),
    ((Role.TEACHER, None), (Role.SCHOOL_ADMIN, SOMEWHERE)),
    ((Role.GUARDIAN, None), (Role.SCHOOL_ADMIN, SOMEWHERE)),
    ((Role.GUARDIAN, None), (Role.COUNSELLOR, SOMEWHERE)),
)
"""Roles that one account often holds at once. Whoever holds others is answered by the ordinary door."""


PACKAGE = "__init__.py"


class NotOurs(Refused):
    """The folder to write to is there, and is none that a compilation wrote."""

    code = "folder_not_ours"
    message = _("{folder} holds something else. Name a folder that is not there yet, or empty it.")
    field = "output"


def compiled(sources: Iterable[Source], database: Database) -> tuple[dict[str, str], list[Hindrance]]:
    """The files of the artefact by name, the documents' own among them, and what hindered. No statement is
    run.
    """
    sources = list(sources)
    made = writing.written(
        api,
        sources,
        _shapes(),
        made_for=made_for.here(database),
        rows=TRUSTED_ROWS,
        more={"PERMISSIONS": _permissions(), "WHO_ASKS": _who_asks()},
    )
    # Named by what is in them, as plans are: what an earlier compilation wrote is not written over.
    texts = {f"{source.name}.{source.id[:16]}.graphql": source.text for source in sources}
    return {**made.files, **texts}, made.hindrances


def put(files: Mapping[str, str], folder: Path) -> None:
    """Write the files into this folder, in the place of what an earlier compilation wrote. Raises `NotOurs`.

    All other files are called by what is in them, so that new ones stand beside old ones. Which of them
    count, `__init__.py` says, which is replaced at once: at every moment the old or the new is there, whole.
    """
    if folder.exists() and any(folder.iterdir()) and not writing.is_written(folder):
        raise NotOurs(folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(files, key=PACKAGE.__eq__):
        _replace(folder / name, files[name])
    for left in {*folder.iterdir()} - {folder / name for name in files}:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)  # what Python compiled: a process may be adding to it
        else:
            left.unlink(missing_ok=True)


def _replace(file: Path, text: str) -> None:
    """Write a file; a process that reads it meanwhile has what it held, or all of this."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def _shapes() -> dict[str, Viewer]:
    """A viewer of each combination of roles that is compiled for, by its shape."""
    alone: list[tuple[Held, ...]] = [((role, school),) for role in Role for school in (None, SOMEWHERE)]
    return {rules.shape(held): _someone(held) for held in [(), *alone, *TOGETHER]}


def _someone(held: tuple[Held, ...]) -> Viewer:
    found = rules.reaches(held, Permission.declared.values())
    return Viewer(
        tenant_id=NOBODY,
        account_id=NOBODY,
        now=clock.now(),
        today=clock.now().date(),
        reaches=found.pairs,
        schools=found.schools,
    )


def _permissions() -> str:
    """The source of which roles hold which permission."""
    held = {name: sorted(role.value for role in one.roles) for name, one in Permission.declared.items()}
    return repr(dict(sorted(held.items())))


def _who_asks() -> str:
    """The source of the statement that leads from a session to whoever is signed in with it."""
    asked = reads.who_asks(session_key=Given("session_key", CharField()), now=Given("now", DateTimeField()))
    return sql.compiled("who asks", asked, sql.limited, References(), lambda _hint, source: source)
