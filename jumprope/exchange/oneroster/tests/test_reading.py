"""A whole delivery is read, and everything that is wrong with it is found in one reading."""

from pathlib import Path

import pytest

from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.rules.manifests import Mode
from jumprope.exchange.oneroster.rules.problems import LISTED_PROBLEMS
from jumprope.exchange.oneroster.rules.records import Enrollment, Record, User, Version
from jumprope.exchange.oneroster.tests.samples import (
    CLASSES,
    DEMOGRAPHICS,
    DISTRICT,
    ENROLLMENTS,
    USERS,
    district,
    entries,
    folder,
    found,
    manifest,
    read_changed,
    zipped,
)


def test_a_folder_and_a_zip_file_are_read_alike(tmp_path: Path) -> None:
    packed = tmp_path / "district.zip"
    packed.write_bytes(zipped(entries(district())))
    unpacked = folder(tmp_path / "district", district())
    (unpacked / "readme.txt").write_text("Not OneRoster's.")
    of_zip, of_folder = read(packed), read(unpacked)

    assert of_zip.problems == of_folder.problems == ()
    assert of_zip.delivery is not None
    assert of_folder.delivery is not None
    assert of_zip.delivery.files == of_folder.delivery.files
    assert of_zip.delivery.version is Version.V1_2
    rows = {name: file.rows for name, file in of_zip.delivery.files.items()}
    assert rows == {name: text.count("\n") - 1 for name, text in DISTRICT.items()}
    assert {file.mode for file in of_zip.delivery.files.values()} == {Mode.BULK}


def test_progress_is_told_row_by_row(tmp_path: Path) -> None:
    told: list[int] = []
    read(folder(tmp_path / "district", district()), further=told.append)
    assert sum(told) == sum(text.count("\n") - 1 for text in DISTRICT.values())


def test_one_folder_inside_a_zip_file_is_looked_into(tmp_path: Path) -> None:
    packed = tmp_path / "district.zip"
    packed.write_bytes(
        zipped({f"export/{name}": text for name, text in entries(district()).items()} | {"__MACOSX/x": "y"})
    )
    assert found(read(packed)) == []


def test_what_the_manifest_calls_absent_is_not_looked_at(tmp_path: Path) -> None:
    broken = folder(tmp_path / "district", district(courses="nonsense"), courses="absent")
    reading = read(broken)
    assert reading.problems == ()
    assert reading.delivery is not None
    assert "courses" not in reading.delivery.files
    assert {(each.file, each.sourced_id) for each in reading.outward} == {
        ("courses", "course-1"),
        ("courses", "course-2"),
    }


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("users", "sourcedId,status", "SOURCEDID,Status"),
        ("users", "sourcedId,status", "\ufeffsourcedId,status"),
        ("users", "pronouns\n", "pronouns,, \n"),
        ("users", "they/them\n", "they/them,,\n"),
        ("users", "\n", "\r\n"),
        ("users", "true,ada", "TRUE,ada"),
        ("users", "true,ada", " yes ,ada"),
        ("users", "preferredGivenName", "preferredFirstName"),
        ("users", ",pronouns", ",pronouns,ext_lunch,metadata.shoe"),
        ("classes", "scheduled", "Scheduled"),
        ("demographics", "sourcedId", "userSourcedId"),
        ("demographics", "2014-11-02", "2014-11-02T00:00:00.000Z"),
        ("demographics", "2014-11-02", "02.11.2014"),
        ("demographics", "2014-11-02", "20141102"),
        ("courses", "grades", "grade"),
        ("orgs", "org-2,,,", "org-2,active,2026-01-01,"),
        ("enrollments", "enrol-1,,,", "\n\nenrol-1,,,"),
    ],
)
def test_what_is_tolerated(tmp_path: Path, file: str, before: str, after: str) -> None:
    text = DISTRICT[file]
    assert before in text
    changed = text.replace(before, after) if before == "\n" else text.replace(before, after, 1)
    if "ext_lunch" in after:
        changed = changed.replace("\n", ",,\n").replace(f"{after},,", after, 1)
    assert found(read(folder(tmp_path / "district", {**DISTRICT, file: changed}))) == []


def test_columns_of_nobody_are_named(tmp_path: Path) -> None:
    changed = USERS.replace(",userIds", ",shoeSize")
    reading = read(folder(tmp_path / "district", district(users=changed)))
    assert reading.ignored == {"users.csv": ("shoeSize",)}


def test_demographics_may_name_their_user_twice(tmp_path: Path) -> None:
    head, *rows = DEMOGRAPHICS.splitlines()
    changed = "\n".join([f"{head},userSourcedId", *(f"{row},{row.partition(',')[0]}" for row in rows)])
    reading = read(folder(tmp_path / "district", district(demographics=changed)))
    assert found(reading) == []
    assert reading.ignored == {"demographics.csv": ("userSourcedId",)}


def rows_of(path: Path, record: type[Record]) -> list[Record]:
    delivery = read(path).delivery
    assert delivery is not None
    with delivery.opened() as opened:
        return [row.record for row in opened.records(record) if row.record]


def test_a_password_is_never_read(tmp_path: Path) -> None:
    changed = USERS.replace(",06,,,,,,org-1", ",06,hunter2,,,,,org-1", 1)
    assert "hunter2" in changed
    users = rows_of(folder(tmp_path / "district", district(users=changed)), User)
    assert "hunter2" not in repr(users)
    assert isinstance(users[0], User)
    assert users[0].password == ""


@pytest.mark.parametrize(
    ("begins", "read_as"),
    [
        (("8/17/2026", "08/17/2026", "8/9/2026"), ["2026-08-17", "2026-08-17", "2026-08-09"]),
        (("17/8/2026", "9/8/2026", "10/8/2026"), ["2026-08-17", "2026-08-09", "2026-08-10"]),
    ],
)
def test_dates_with_slashes_are_read_where_the_file_says_how(
    tmp_path: Path, begins: tuple[str, ...], read_as: list[str]
) -> None:
    changed = ENROLLMENTS
    for begin in begins:
        changed = changed.replace("2026-08-17", begin, 1)
    enrolments = rows_of(folder(tmp_path / "district", district(enrollments=changed)), Enrollment)
    days = [
        each.begin_date.isoformat() for each in enrolments if isinstance(each, Enrollment) and each.begin_date
    ]
    assert days == [*read_as, "2026-08-17"]


@pytest.mark.parametrize("others", ["9/8/2026", "13/8/2026,8/13/2026"])
def test_dates_with_slashes_that_could_be_either_are_refused(tmp_path: Path, others: str) -> None:
    changed = ENROLLMENTS.replace("2026-08-17", "7/8/2026", 1)
    for other in others.split(","):
        changed = changed.replace("2026-08-17", other, 1)
    problems = found(read(folder(tmp_path / "district", district(enrollments=changed))))
    assert set(problems) == {
        ("enrollments.csv", line, "beginDate", "ambiguous_date")
        for line in range(2, 2 + len(problems) + (len(problems) == 3))
        if line != 4
    }


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "column", "code"),
    [
        ("users", "true,ada", "maybe,ada", 2, "enabledUser", "unknown_value"),
        ("users", "Ada,Quill", ",Quill", 2, "givenName", "missing_value"),
        ("users", "Ada,Quill", f"{'A' * 256},Quill", 2, "givenName", "text_too_long"),
        ("users", "Ada,Quill", "A\x1bda,Quill", 2, "givenName", "forbidden_character"),
        ("users", "Ada,Quill", "A\0da,Quill", 2, "givenName", "forbidden_character"),
        ("users", "student-2", "student-2\u200b", 3, "sourcedId", "forbidden_character"),
        ("enrollments", "student-1", "student-1\u2060", 2, "userSourcedId", "forbidden_character"),
        ("users", "student-1,,,", ",,,", 2, "sourcedId", "missing_value"),
        ("users", "student-1,,,", f"{'s' * 256},,,", 2, "sourcedId", "text_too_long"),
        ("users", "student-2,,,", "student-2,gone,,", 3, "status", "unknown_value"),
        ("users", "ada,,", "ada,LDAP 12,", 2, "userIds", "unknown_value"),
        (
            "users",
            '"guardian-1"',
            f'"{",".join(["guardian-1"] * 101)}"',
            2,
            "agentSourcedIds",
            "too_many_values",
        ),
        ("orgs", "district", "planet", 2, "type", "unknown_value"),
        ("demographics", "2014-11-02", "2014-02-30", 2, "birthDate", "bad_date"),
        ("demographics", "2014-11-02", "yesterday", 2, "birthDate", "bad_date"),
        ("demographics", "2014-11-02", "0014-11-02", 2, "birthDate", "bad_date"),
        ("academicSessions", "year-1,2027", "year-1,20x7", 3, "schoolYear", "bad_number"),
        (
            "academicSessions",
            "2026-08-17,2027-06-12",
            "2026-08-17,2026-08-18",
            2,
            "endDate",
            "ends_too_early",
        ),
        (
            "enrollments",
            "2026-08-17,\nenrol-2",
            "2026-08-17,2026-08-16\nenrol-2",
            2,
            "endDate",
            "ends_too_early",
        ),
        ("roles", "2026-08-17,,org-1", "2026-08-17,2026-01-01,org-1", 2, "endDate", "ends_too_early"),
        ("enrollments", "enrol-2", "enrol-1", 3, "sourcedId", "duplicate_row"),
        ("enrollments", "enrol-1,,,class-1,org-1,", "enrol-1,,,class-1,", 2, None, "wrong_cell_count"),
        ("enrollments", "08-17,\nenrol-2", "08-17,,x\nenrol-2", 2, None, "wrong_cell_count"),
        ("enrollments", "userSourcedId", "uzer", 1, "userSourcedId", "missing_column"),
        ("enrollments", "schoolSourcedId", "userSourcedId", 1, None, "repeated_column"),
        ("enrollments", "sourcedId", "id", 1, None, "missing_column"),
        ("orgs", "org-2,,,Aspen", 'org-2,,,"As"pen', 4, None, "not_csv"),
        ("orgs", "org-2,,,Aspen", 'org-2,,,"Aspen', 4, None, "not_csv"),
        ("orgs", "org-2,,,Aspen", f"org-2,,,{'x' * 200_000}", 4, None, "not_csv"),
    ],
)
def test_what_is_refused_and_where(
    tmp_path: Path, file: str, before: str, after: str, line: int, column: str | None, code: str
) -> None:
    problems = read_changed(tmp_path / "district", file, before, after)
    assert (f"{file}.csv", line, column, code) in problems


def test_columns_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    changed = USERS.replace("true,ada", "maybe,ada")
    (problem,) = read(folder(tmp_path / "district", district(users=changed))).problems
    assert (problem.line, problem.column) == (2, 4)


def test_a_row_that_is_to_be_deleted_needs_only_its_sourced_id(tmp_path: Path) -> None:
    changed = ENROLLMENTS + "enrol-9,tobedeleted,,,,,,,,\n"
    assert found(read(folder(tmp_path / "district", district(enrollments=changed)))) == []


def test_a_reference_to_a_row_that_leaves_is_refused(tmp_path: Path) -> None:
    problems = read_changed(tmp_path / "district", "courses", "course-1,,", "course-1,tobedeleted,")
    assert problems == [("classes.csv", 2, "courseSourcedId", "reference_to_leaving")]


def test_everything_is_found_in_one_reading(tmp_path: Path) -> None:
    changed = district(
        users=USERS.replace("true,ada", "maybe,ada").replace("Bo,Reed", ",Reed"),
        classes=CLASSES.replace("scheduled", "sometimes"),
    )
    assert len(read(folder(tmp_path / "district", changed)).problems) == 5


def test_problems_without_number_are_counted_and_not_listed(tmp_path: Path) -> None:
    head, *_ = ENROLLMENTS.splitlines()
    broken = "\n".join([head, *(f"e{number},,,,,,,,," for number in range(100))])
    problems = read(folder(tmp_path / "district", district(enrollments=broken))).problems
    assert len(problems) == LISTED_PROBLEMS + 1
    assert problems[-1].message.startswith("300 further problems")


@pytest.mark.parametrize(
    ("said", "line", "code"),
    [
        ({"version": "1.0"}, 3, "unknown_version"),
        ({"version": ""}, 3, "unknown_version"),
        ({"users": "full"}, 8, "unknown_mode"),
        ({"categories": "bulk"}, 13, "missing_file"),
    ],
)
def test_a_manifest_is_held_to_what_it_says(
    tmp_path: Path, said: dict[str, str], line: int, code: str
) -> None:
    problems = found(read(folder(tmp_path / "district", district(), **said)))
    assert ("manifest.csv", line, code) in {(file, at, what) for file, at, _, what in problems}


@pytest.mark.parametrize(("again", "codes"), [("delta", ["duplicate_row"]), (" BULK ", [])])
def test_a_manifest_says_one_thing_of_each_file(tmp_path: Path, again: str, codes: list[str]) -> None:
    path = folder(tmp_path / "district", district())
    with (path / "manifest.csv").open("a") as manifest:
        manifest.write(f"File.Users,{again}\n")
    reading = read(path)
    assert [code for _, _, _, code in found(reading)] == codes
    assert (reading.delivery is None) == bool(codes)


def test_without_a_manifest_nothing_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    (path / "manifest.csv").unlink()
    assert found(read(path)) == [("manifest.csv", 0, None, "missing_file")]


def test_version_1_1_says_roles_of_users_and_knows_no_columns_of_1_2(tmp_path: Path) -> None:
    head = "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,pronouns\n"
    users = head + 'u1,true,"org-1,org-2",student,ada,Ada,Quill,she\n'
    files = {"orgs": DISTRICT["orgs"], "users": users}
    (user,) = rows_of(folder(tmp_path / "district", files, version="1.1"), User)
    assert isinstance(user, User)
    assert (user.org_sourced_ids, user.role, user.pronouns) == (("org-1", "org-2"), "student", "")


@pytest.mark.parametrize(
    ("before", "after", "duplicate"),
    [
        (",,they/them", ",,they/them", False),
        ("Bo,Reed,Lee,S101", "ADA,quill,,", True),
        ("Bo,Reed,Lee,S101", "Ada,Quill,,S101", False),
    ],
)
def test_a_person_who_stands_there_twice_is_found(
    tmp_path: Path, before: str, after: str, duplicate: bool
) -> None:
    born = DISTRICT["demographics"].replace("2014-12-24", "2014-11-02")
    changed = district(users=USERS.replace(before, after), demographics=born)
    problems = found(read(folder(tmp_path / "district", changed)))
    assert problems == ([("users.csv", 3, None, "duplicate_person")] if duplicate else [])


def test_the_manifest_of_the_samples_names_every_file() -> None:
    assert all(f"file.{file},bulk" in manifest(DISTRICT) for file in DISTRICT)
