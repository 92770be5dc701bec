"""A small district of invented people as OneRoster files, and ways to break it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from jumprope.exchange.oneroster.rules.deliveries import Reading, read
from jumprope.exchange.oneroster.rules.problems import Problem
from jumprope.exchange.oneroster.rules.records import (
    RECORDS,
    AcademicSession,
    Category,
    Class,
    Course,
    Demographics,
    Enrollment,
    LineItem,
    LineItemLearningObjective,
    Org,
    Record,
    Result,
    ResultLearningObjective,
    User,
    UserRole,
)
from jumprope.exchange.oneroster.rules.writing import header

Files = dict[str, str]


def table(record: type[Record], lines: str) -> str:
    """A file of these lines below its header."""
    return ",".join(header(record)) + "\n" + lines.removeprefix("\n")


ORGS = table(
    Org,
    """
org-d,,,Maple County Schools,district,,
org-1,,,Birch School,school,,org-d
org-2,,,Aspen School,school,,org-d
""",
)
SESSIONS = table(
    AcademicSession,
    """
year-1,,,2026-27,schoolYear,2026-08-17,2027-06-12,,2027
fall,,,Fall,semester,2026-08-17,2027-01-16,year-1,2027
spring,,,Spring,semester,2027-01-18,2027-06-12,year-1,2027
q1,,,Quarter 1,gradingPeriod,2026-08-17,2026-10-24,fall,2027
""",
)
COURSES = table(
    Course,
    """
course-1,,,year-1,Mathematics 6,MATH6,06,org-1,,
course-2,,,year-1,Science 6,,06,org-1,,
""",
)
CLASSES = table(
    Class,
    """
class-1,,,Mathematics 6,06,course-1,1,scheduled,Room 4,org-1,"fall,spring",,,1
class-2,,,Mathematics 6,06,course-1,2,scheduled,Room 5,org-1,year-1,,,2
class-3,,,Science 6,06,course-2,,scheduled,,org-1,q1,,,
""",
)
USERS = table(
    User,
    """
student-1,,,true,ada,,Ada,Quill,,S100,,,,"guardian-1",06,,,,,,org-1,
student-2,,,true,bo,,Bo,Reed,Lee,S101,,,,,06,,,Bobbie,,,org-1,they/them
teacher-1,,,true,tam,,Tam,Oakes,,T1,,,,,,,,,,,org-1,
aide-1,,,true,una,,Una,Vale,,T2,,,,,,,,,,,org-d,
guardian-1,,,true,gil,,Gil,Quill,,,,,,student-1,,,,,,,,
""",
)
ROLES = table(
    UserRole,
    """
role-1,,,student-1,primary,student,2026-08-17,,org-1,
role-2,,,student-2,primary,student,2026-08-17,,org-1,
role-3,,,teacher-1,primary,teacher,,,org-1,
role-4,,,aide-1,primary,aide,,,org-d,
role-5,,,guardian-1,primary,parent,,,org-d,
""",
)
DEMOGRAPHICS = table(
    Demographics,
    """
student-1,,,2014-11-02,female,false,true,false,false,,,false,US,VT,Elmstead,
student-2,,,2014-12-24,other,,,,,,,,,,,
""",
)
ENROLLMENTS = table(
    Enrollment,
    """
enrol-1,,,class-1,org-1,student-1,student,,2026-08-17,
enrol-2,,,class-1,org-1,student-2,student,,2026-08-17,
enrol-3,,,class-3,org-1,student-1,student,,,
teach-1,,,class-1,org-1,teacher-1,teacher,true,2026-08-17,
teach-2,,,class-1,org-1,aide-1,aide,,2026-08-17,
""",
)

GUID_1, GUID_2 = "5eed0000-0000-4000-8000-000000000001", "5eed0000-0000-4000-8000-000000000002"
CATEGORIES = table(Category, "quiz,,,Quizzes,2\n")
LINE_ITEMS = table(
    LineItem,
    """
item-1,,,Seeds,What grows?,2026-08-31,2026-09-04,class-1,quiz,fall,0,4,org-1
item-2,,,Soil,,2026-09-01,2026-09-08,class-1,quiz,fall,0,4,org-1
item-3,,,Bring a spade,,2026-09-01,2026-09-08,class-1,quiz,fall,0,100,org-1
""",
)
OBJECTIVES = table(
    LineItemLearningObjective,
    f"""
lo-1,,,item-1,case,{GUID_1}
lo-2,,,item-1,case,{GUID_2}
lo-3,,,item-2,case,urn:uuid:{GUID_1.upper()}
lo-4,,,item-3,unknown,spades
""",
)
RESULTS = table(
    Result,
    """
result-1,,,item-1,student-1,fully graded,,2026-09-05,,,,,,,
result-2,,,item-1,student-2,exempt,,2026-09-05,,,,,,,
result-3,,,item-2,student-1,fully graded,2.5,2026-09-09,Well done,,,,,,
result-4,,,item-2,student-2,not submitted,,2026-09-09,,,,,,,true
result-5,,,item-3,student-1,fully graded,88,2026-09-09,,,,,,,
""",
)
RESULT_OBJECTIVES = table(
    ResultLearningObjective,
    f"""
ro-1,,,result-1,case,{GUID_1},3,
ro-2,,,result-1,case,{GUID_2},4,
ro-3,,,result-2,case,{GUID_1},,
ro-4,,,result-2,unknown,spades,1,
""",
)


def gradebook(**changed: str) -> "Files":
    """The files of a gradebook of the district, with some of them changed."""
    return {
        "categories": CATEGORIES,
        "lineItems": LINE_ITEMS,
        "lineItemLearningObjectiveIds": OBJECTIVES,
        "results": RESULTS,
        "resultLearningObjectiveIds": RESULT_OBJECTIVES,
        **changed,
    }


DISTRICT: Mapping[str, str] = {
    "orgs": ORGS,
    "academicSessions": SESSIONS,
    "courses": COURSES,
    "classes": CLASSES,
    "users": USERS,
    "roles": ROLES,
    "demographics": DEMOGRAPHICS,
    "enrollments": ENROLLMENTS,
}


def district(**changed: str) -> Files:
    """The files of the district, with some of them changed."""
    return {**DISTRICT, **changed}


def manifest(files: Mapping[str, str], *, version: str = "1.2", mode: str = "bulk", **modes: str) -> str:
    """A manifest that announces these files, all in one mode unless another is said."""
    lines = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    lines += [f"file.{file},{modes.get(file, mode if file in files else 'absent')}" for file in RECORDS]
    return "\n".join(lines) + "\n"


def folder(path: Path, files: Mapping[str, str], **said: str) -> Path:
    """Write files into a folder, with their manifest."""
    path.mkdir(exist_ok=True)
    for name, text in {"manifest": manifest(files, **said), **files}.items():
        (path / f"{name}.csv").write_bytes(text.encode())
    return path


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these entries."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return content.getvalue()


def entries(files: Mapping[str, str], **said: str) -> dict[str, str | bytes]:
    """The entries of a zip file that holds these files and their manifest."""
    return {f"{name}.csv": text for name, text in {"manifest": manifest(files, **said), **files}.items()}


def found(reading: Reading) -> list[tuple[str, int, str | None, str]]:
    """The problems of a reading, as file, line, header and code."""
    assert (reading.delivery is None) is bool(reading.problems)
    return [_short(problem) for problem in reading.problems]


def _short(problem: Problem) -> tuple[str, int, str | None, str]:
    return problem.file, problem.line, problem.field, str(problem.code)


def read_changed(path: Path, file: str, before: str, after: str) -> list[tuple[str, int, str | None, str]]:
    """What is wrong with the district once a text in one of its files is another."""
    text = DISTRICT[file]
    assert text.count(before) >= 1, f"{before!r} does not stand in {file}"
    return found(read(folder(path, district(**{file: text.replace(before, after, 1)}))))
