"""`jumprope import-oneroster` and `jumprope export-oneroster`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from jumprope.exchange.oneroster.tests.samples import (
    COURSES,
    ENROLLMENTS,
    ORGS,
    USERS,
    district,
    entries,
    folder,
    zipped,
)
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.people.models import Student

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tenant")]

SHARED_DATA = os.environ.get("JUMPROPE_SHARED_DATA")


def run(
    capsys: pytest.CaptureFixture[str], command: str, path: Path, *arguments: str, status: int = 0
) -> dict[str, Any]:
    """What a command answers as JSON; it must be one object."""
    code = 0
    try:
        call_command(command, str(path), "--tenant", "maple-county", "--json", *arguments)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == status
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer[what] for what in ("created", "updated", "unchanged", "ended"))


def test_a_dry_run_says_what_a_run_then_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(tmp_path / "a", district())
    said = run(capsys, "import_oneroster", path, "--dry-run")
    assert not School.objects.exists()
    assert not AuditEvent.objects.filter(event="oneroster.imported").exists()
    done = run(capsys, "import_oneroster", path)
    assert {**said, "dry_run": False} == done
    assert counts(done) == (36, 0, 0, 0)
    assert counts(run(capsys, "import_oneroster", path)) == (0, 0, 36, 0)


def test_a_dry_run_finds_what_only_the_tables_refuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = folder(tmp_path / "a", district(orgs=ORGS.replace("Aspen School", "Birch School")))
    said = run(capsys, "import_oneroster", twice, "--dry-run", status=1)["problems"]
    assert [(each["file"], each["line"], each["code"]) for each in said] == [
        ("orgs.csv", 4, "school_name_taken")
    ]
    assert run(capsys, "import_oneroster", twice, status=1)["problems"] == said
    assert not School.objects.exists()


def test_a_zip_file_is_taken_in_and_handed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(entries(district())))
    run(capsys, "import_oneroster", tmp_path / "a.zip")
    answer = run(capsys, "export_oneroster", tmp_path / "b.zip")
    assert answer["by_file"]["enrollments"] == 5
    assert counts(run(capsys, "import_oneroster", tmp_path / "b.zip")) == (0, 0, 36, 0)
    refusal = run(capsys, "export_oneroster", tmp_path / "b.zip", status=1)
    assert [problem["code"] for problem in refusal["problems"]] == ["already_there"]


def test_what_was_handed_out_is_told_in_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export_oneroster", str(tmp_path / "a.zip"), tenant="maple-county")
    told, *lines = capsys.readouterr().out.splitlines()
    assert told == "Exported."
    assert len(lines) == 13
    assert len({len(line) for line in lines}) == 1
    assert all(line.split()[1:] == [count] for line, count in zip(lines, "1000000000000", strict=True))


def test_problems_name_file_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = folder(tmp_path / "a", district(users=USERS.replace("true,ada", "maybe,ada")))
    (problem,) = run(capsys, "import_oneroster", broken, status=1)["problems"]
    place = {name: problem[name] for name in ("file", "line", "column", "field", "code")}
    assert place == {
        "file": "users.csv",
        "line": 2,
        "column": 4,
        "field": "enabledUser",
        "code": "unknown_value",
    }
    assert not School.objects.exists()


def test_a_reference_to_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = folder(
        tmp_path / "a", district(enrollments=ENROLLMENTS.replace("class-3", "class-9")), mode="delta"
    )
    (problem,) = run(capsys, "import_oneroster", broken, status=1)["problems"]
    assert (problem["line"], problem["field"], problem["code"]) == (4, "classSourcedId", "unknown_reference")
    assert not School.objects.exists()


def test_what_only_the_whole_can_tell_is_refused_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = COURSES.replace("MATH6,06,org-1", "MATH6,06,org-d")
    broken = folder(tmp_path / "a", district(courses=wrong))
    for arguments in (["--dry-run"], []):
        (problem,) = run(capsys, "import_oneroster", broken, *arguments, status=1)["problems"]
        assert (problem["file"], problem["line"], problem["code"]) == ("courses.csv", 2, "wrong_kind")
    assert not School.objects.exists()


def test_ending_much_has_to_be_allowed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "import_oneroster", folder(tmp_path / "a", district()))
    fewer = ENROLLMENTS.replace("enrol-1,,,class-1,org-1,student-1,student,,2026-08-17,\n", "")
    path = folder(tmp_path / "b", district(enrollments=fewer))
    (problem,) = run(capsys, "import_oneroster", path, status=1)["problems"]
    assert problem["code"] == "too_many_would_end"
    assert run(capsys, "import_oneroster", path, "--allow-ending", "40")["ended"] == 1


def test_percent_go_from_0_to_100(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(tmp_path / "a", district())
    assert run(capsys, "import_oneroster", path, "--allow-ending", "101", status=1)["problems"][0][
        "code"
    ] == ("percent_out_of_range")


def test_without_json_the_answer_is_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = folder(tmp_path / "a", district(users=USERS.replace(",userIds", ",shoeSize")))
    call_command("import_oneroster", str(odd), "--tenant", "maple-county")
    said = capsys.readouterr().out
    assert said.startswith("Imported.")
    assert "student" in said
    assert "users.csv: nothing was read of 'shoeSize'." in said
    call_command("export_oneroster", str(tmp_path / "b"), "--tenant", "maple-county")
    assert "  enrollments                   5\n" in capsys.readouterr().out


def test_a_header_that_a_terminal_would_obey_is_shown_tamed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = folder(tmp_path / "a", district(users=USERS.replace(",userIds", ",\x1b[2J\a")))
    call_command("import_oneroster", str(odd), "--tenant", "maple-county")
    said = capsys.readouterr().out
    assert r"nothing was read of '\x1b[2J\x07'." in said
    assert "\x1b" not in said


@pytest.mark.parametrize("name", ["rosters", "rosters.zip"])
def test_what_is_handed_out_is_for_its_owner_alone(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "export_oneroster", tmp_path / name)
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(SHARED_DATA is None, reason="JUMPROPE_SHARED_DATA is not set")
def test_a_published_delta_is_taken_in(tenant: Tenant, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(SHARED_DATA or "") / "oneroster" / "moodle" / "oneroster_test_data.zip"
    first = run(capsys, "import_oneroster", path)
    assert first["by_kind"]["school_year"]["created"] == 1
    assert Student.objects.get().tenant_id == tenant.pk
    # The year that the term lies in is made, and said of it only once.
    assert counts(run(capsys, "import_oneroster", path)) == (0, 0, first["created"] - 1, 0)


@pytest.mark.skipif(SHARED_DATA is None, reason="JUMPROPE_SHARED_DATA is not set")
@pytest.mark.parametrize(
    ("name", "expected", "warned"),
    [
        (
            "moodle/Test_full_data_set.zip",
            {"school": 1, "course": 1, "section": 1, "student": 3, "staff_member": 2, "guardian": 1},
            {
                ("academicSessions.csv", 3, "unknown_reference"),
                ("orgs.csv", 2, "unknown_reference"),
                ("orgs.csv", 2, "wrong_kind"),
                ("classes.csv", 2, "missing_value"),
                ("enrollments.csv", 3, "wrong_kind"),
                *(("enrollments.csv", line, "reference_to_leaving") for line in (5, 6, 7)),
                *(("users.csv", line, "shared_identifier") for line in (4, 5, 6)),
            },
        ),
        (
            "oat-sa_v1p1_base",
            {"school": 2, "term": 1, "course": 3, "section": 3, "student": 2, "enrolment": 3},
            {
                ("classes.csv", 2, "unknown_reference"),
                *(("classes.csv", line, "missing_value") for line in (2, 3, 4)),
            },
        ),
    ],
)
def test_published_files_that_are_not_quite_right_are_taken_in_with_warnings(
    name: str,
    expected: dict[str, int],
    warned: set[tuple[str, int, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path(SHARED_DATA or "") / "oneroster" / name
    first = run(capsys, "import_oneroster", path)
    assert {(each["file"], each["line"], each["code"]) for each in first["warnings"]} == warned
    assert {kind: first["by_kind"][kind]["created"] for kind in expected} == expected
    again = run(capsys, "import_oneroster", path)
    assert (again["created"], again["updated"], again["ended"]) == (0, 0, 0)


def test_a_name_that_is_too_long_for_the_disk_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, name in (
        ("import_oneroster", "x" * 300),
        ("export_oneroster", "x" * 300),
        ("export_oneroster", "x" * 250 + ".zip"),
        ("export_oneroster", "x" * 300 + ".zip"),
    ):
        (problem,) = run(capsys, command, tmp_path / name, status=1)["problems"]
        assert problem["message"].endswith(": File name too long.")
        assert list(tmp_path.iterdir()) == []


def test_a_delivery_that_is_not_there_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (problem,) = run(capsys, "import_oneroster", tmp_path / "none", status=1)["problems"]
    assert problem["message"] == "This cannot be read: No such file or directory."
