"""Documents that are compiled anew in place, while a process serves what was there."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from config import environment
from config.driver import Reader
from graphplan.artefact.loading import Artefact, Stale
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.trusted import checking, compiling, door
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions import rules
from jumprope.platform.permissions.factories import a_role
from jumprope.school.courses.factories import a_section
from tests.doors.conftest import Doors
from tests.doors.visitors import a_request, session_of

pytestmark = pytest.mark.usefixtures("doors", "tenant")


@pytest.fixture
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled documents that may be replaced."""
    return Path(copytree(folder, tmp_path_factory.mktemp("served") / "documents"))


def compile_anew(served: Path, shapes: Mapping[str, Viewer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile one of the documents in place, for these shapes."""
    monkeypatch.setattr(compiling, "_shapes", lambda: shapes)
    sources, _problems = checking.checked([documents.FOLDER / "gradebook.graphql"])
    compiling.put(compiling.compiled(sources, environment.current().database)[0], served)


def the_gradebook() -> tuple[Any, ...]:
    """A request for a section's gradebook by a teacher who does not teach it."""
    account = an_account()
    a_role(Role.TEACHER, account=account)
    (document,) = (one for one in documents.trusted().values() if one.name == "gradebook")
    return document.id, session_of(account), {"section": f"Section:{a_section().pk}"}


def test_nobody_is_answered_by_the_plan_of_others(
    served: Path, connect: Callable[[], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = the_gradebook()
    doors = Doors(served, connect)
    shapes = compiling._shapes()
    teacher, administrator = (rules.shape([(role, None)]) for role in (Role.TEACHER, Role.TENANT_ADMIN))

    swapped = {teacher: shapes[administrator], administrator: shapes[teacher]}
    compile_anew(served, shapes | swapped, monkeypatch)

    assert doors.quick(a_request(*asked)).json == {"data": {"section": None}}
    assert doors.handed_over == 0


def test_a_plan_that_is_no_more_is_not_replaced_by_another(
    served: Path,
    connect: Callable[[], Reader],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = the_gradebook()
    doors = Doors(served, connect)
    administrator = {shape: one for shape, one in compiling._shapes().items() if "tenant_admin" in shape}
    assert administrator

    compile_anew(served, administrator, monkeypatch)

    with caplog.at_level(logging.WARNING):
        assert doors.quick(a_request(*asked)) == doors.ordinary(a_request(*asked))
    assert doors.handed_over == 1
    assert "a plan gave up: Stale" in caplog.text


def test_what_is_replaced_while_a_process_starts_is_looked_at_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = list[str]()

    class Replaced(Artefact):
        def _hold(self, module: str) -> None:
            held.append(module)
            if len(held) == 2:
                raise Stale("another one is there by now")
            super()._hold(module)

    monkeypatch.setattr(door, "Artefact", Replaced)
    assert door.opened(folder, environment.current().database).more
    assert len(set(held)) == len(held) - 2
