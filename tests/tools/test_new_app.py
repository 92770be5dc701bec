"""`make new-app` writes an app, installs it and describes it; or changes nothing."""

from pathlib import Path

import pytest

from tools import new_app

APPS = """INSTALLED_APPS = [
    "django.contrib.auth",
    "jumprope.platform.tenancy",
    "jumprope.school.people",
    "jumprope.school.rosters",
    "jumprope.interfaces.cli",
]
"""

HOUSE = """| floor | apps | what lives there |
|---|---|---|
| reporting | — | reports |
| school | `people` `rosters` | the school |
| platform | `tenancy` | the customer |
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with three apps."""
    for path, text in {
        "config/settings/apps.py": APPS,
        "docs/house.md": HOUSE,
        "jumprope/school/people/__init__.py": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def everything(root: Path) -> dict[Path, str]:
    """All files and what is in them."""
    return {path: path.read_text() for path in root.rglob("*") if path.is_file()}


def test_an_app_has_its_steps_and_says_what_each_is_for(root: Path) -> None:
    folder = new_app.write("school", "habits_of_work", root=root)
    assert folder == root / "jumprope/school/habits_of_work"
    assert (folder / "models.py").read_text() == '"""The tables of habits of work."""\n'
    assert (
        'class HabitsOfWorkConfig(AppConfig):\n    name = "jumprope.school.habits_of_work"'
        in (folder / "apps.py").read_text()
    )
    steps = {str(path.relative_to(folder)) for path in folder.rglob("*.py")}
    assert steps == set(new_app.FILES)


@pytest.mark.parametrize(
    ("floor", "behind"),
    [("school", "jumprope.school.rosters"), ("reporting", "jumprope.school.rosters")],
)
def test_it_is_installed_behind_the_apps_of_its_floor_and_below(root: Path, floor: str, behind: str) -> None:
    new_app.write(floor, "attendance", root=root)
    installed = (root / "config/settings/apps.py").read_text()
    assert (
        f'    "{behind}",\n    "jumprope.{floor}.attendance",\n    "jumprope.interfaces.cli",\n' in installed
    )
    assert installed.replace(f'    "jumprope.{floor}.attendance",\n', "") == APPS


@pytest.mark.parametrize(
    ("floor", "row"),
    [
        ("school", "| school | `people` `rosters` `attendance` | the school |"),
        ("reporting", "| reporting | `attendance` | reports |"),
    ],
)
def test_it_is_listed_on_its_floor(root: Path, floor: str, row: str) -> None:
    new_app.write(floor, "attendance", root=root)
    described = (root / "docs/house.md").read_text().splitlines()
    assert row in described
    assert len(set(described) - set(HOUSE.splitlines())) == 1


@pytest.mark.parametrize(
    ("floor", "name", "said"),
    [
        ("kit", "attendance", "FLOOR is 'kit'; it can be platform, school"),
        ("", "", "FLOOR is ''"),
        ("school", "Attendance", "NAME is 'Attendance'"),
        ("school", "../attendance", "NAME is"),
        ("school", "", "NAME is ''"),
        ("learning", "people", "jumprope/school/people is there already"),
    ],
)
def test_an_unfit_floor_or_name_changes_nothing(root: Path, floor: str, name: str, said: str) -> None:
    before = everything(root)
    with pytest.raises(new_app.Unfit, match=said):
        new_app.write(floor, name, root=root)
    assert everything(root) == before


def test_from_the_command_line_a_refusal_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert new_app.main(["kit", "attendance"]) == 2
    assert capsys.readouterr().err.startswith("FLOOR is 'kit'")
