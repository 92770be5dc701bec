"""What was compiled is put in place at once: at every moment the folder holds the old or the new, whole."""

from pathlib import Path
from typing import Any

import pytest

from jumprope.interfaces.trusted import compiling

OLD = {"__init__.py": "MADE_FOR = ['a', 'b']\n", "a.py": "a = 1\n", "b.py": "b = 2\n"}
NEW = {"__init__.py": "MADE_FOR = ['b', 'c', 'd']\n", "b.py": "b = 2\n", "c.py": "c = 3\n", "d.py": "d = 4\n"}


class PowerCut(BaseException):
    """The process is no more."""


def found(folder: Path) -> dict[str, str]:
    """The package in a folder, and the files that it names."""
    package = (folder / "__init__.py").read_text(encoding="utf-8")
    named = [f"{name}.py" for name in "abcd" if f"'{name}'" in package]
    return {name: (folder / name).read_text(encoding="utf-8") for name in ["__init__.py", *named]}


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many steps are still taken; all that changes what is in a folder is one, before it and after it."""
    left = [1_000]

    def counted(name: str) -> None:
        taken = getattr(Path, name)

        def step(*arguments: Any, **options: Any) -> Any:
            if left[0] == 0:
                raise PowerCut
            left[0] -= 1
            return taken(*arguments, **options)

        monkeypatch.setattr(Path, name, step)

    for name in ("write_text", "replace", "unlink", "rename", "mkdir"):
        counted(name)
    return left


def test_a_process_that_ends_in_the_midst_leaves_the_old_or_the_new(tmp_path: Path, steps: list[int]) -> None:
    endings = []
    for after in range(100):
        folder = tmp_path / str(after)
        steps[0] = 1_000
        compiling.put(OLD, folder)
        steps[0] = after
        try:
            compiling.put(NEW, folder)
        except PowerCut:
            endings.append(found(folder))
        else:
            break
    assert [ending for ending in endings if ending not in (OLD, NEW)] == []
    assert OLD in endings
    assert NEW in endings

    # And what was left behind does not hinder the next.
    steps[0] = 1_000
    compiling.put(OLD, tmp_path / "5")
    assert {file.name for file in (tmp_path / "5").iterdir()} == OLD.keys()


def test_nothing_but_what_is_put_stays(tmp_path: Path) -> None:
    compiling.put(OLD, tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"")

    compiling.put(NEW, tmp_path)

    assert {file.name for file in tmp_path.iterdir()} == NEW.keys()
    assert found(tmp_path) == NEW
