"""Write a large invented district as OneRoster 1.2: `python -m tools.oneroster_district FOLDER [ENROLMENTS]`

It is what docs/performance.md measures with; the same arguments always write the same files.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from jumprope.exchange.oneroster.rules.packing import packed
from jumprope.exchange.oneroster.rules.records import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    Org,
    Record,
    User,
    UserRole,
)
from jumprope.exchange.oneroster.rules.writing import content, manifest

SECTIONS_OF_A_STUDENT = 6
STUDENTS_OF_A_SECTION = 25
STUDENTS_OF_A_SCHOOL = 800
COURSES_OF_A_SCHOOL = 24
SECTIONS_OF_A_TEACHER = 5

FIRST_DAY, LAST_DAY = date(2026, 8, 17), date(2027, 6, 12)
GIVEN = ("Ada", "Bo", "Cleo", "Dov", "Esi", "Fay", "Gus", "Hana", "Ivo", "Juno", "Kai", "Lux")
FAMILY = ("Ash", "Birch", "Cole", "Dale", "Elm", "Fenn", "Glen", "Hale", "Iver", "Juniper", "Knoll")


class District:
    """A district with about so many enrolments of students."""

    def __init__(self, enrolments: int) -> None:
        self.students = max(STUDENTS_OF_A_SECTION, enrolments // SECTIONS_OF_A_STUDENT)
        self.schools = -(-self.students // STUDENTS_OF_A_SCHOOL)
        self.sections = -(-self.students * SECTIONS_OF_A_STUDENT // STUDENTS_OF_A_SECTION)
        self.teachers = -(-self.sections // SECTIONS_OF_A_TEACHER)

    def files(self) -> dict[type[Record], Iterator[Record]]:
        """The records of each file."""
        return {
            Org: self._orgs(),
            AcademicSession: self._sessions(),
            Course: self._courses(),
            Class: self._classes(),
            User: self._users(),
            UserRole: self._roles(),
            Demographics: self._demographics(),
            Enrollment: self._enrollments(),
        }

    def _school(self, position: int, of: int) -> str:
        """The school of one of so many things that are spread evenly."""
        return f"school-{position * self.schools // of}"

    def _orgs(self) -> Iterator[Org]:
        yield Org(sourced_id="district", name="Large County Schools", type="district")
        for number in range(self.schools):
            yield Org(
                sourced_id=f"school-{number}",
                name=f"School {number + 1}",
                type="school",
                parent_sourced_id="district",
            )

    def _sessions(self) -> Iterator[AcademicSession]:
        middle = date(2027, 1, 18)
        for sourced_id, kind, start, end, parent in (
            ("year", "schoolYear", FIRST_DAY, LAST_DAY, ""),
            ("fall", "semester", FIRST_DAY, middle, "year"),
            ("spring", "semester", middle, LAST_DAY, "year"),
        ):
            yield AcademicSession(
                sourced_id=sourced_id,
                title=sourced_id.capitalize(),
                type=kind,
                start_date=start,
                end_date=end,
                parent_sourced_id=parent,
                school_year=2027,
            )

    def _courses(self) -> Iterator[Course]:
        for school in range(self.schools):
            for number in range(COURSES_OF_A_SCHOOL):
                yield Course(
                    sourced_id=f"course-{school}-{number}",
                    title=f"Course {number + 1}",
                    course_code=f"C{number + 1}",
                    org_sourced_id=f"school-{school}",
                )

    def _classes(self) -> Iterator[Class]:
        for number in range(self.sections):
            school = self._school(number, self.sections)
            yield Class(
                sourced_id=f"class-{number}",
                title=f"Section {number + 1}",
                course_sourced_id=f"course-{school.removeprefix('school-')}-{number % COURSES_OF_A_SCHOOL}",
                class_type="scheduled",
                school_sourced_id=school,
                term_sourced_ids=("fall", "spring"),
            )

    def _users(self) -> Iterator[User]:
        for kind, many in (("student", self.students), ("teacher", self.teachers), ("parent", self.students)):
            for number in range(many):
                yield User(
                    sourced_id=f"{kind}-{number}",
                    enabled_user=True,
                    username=f"{kind}{number}",
                    given_name=GIVEN[number % len(GIVEN)],
                    family_name=f"{FAMILY[number % len(FAMILY)]} {number}",
                    identifier=f"{kind[0].upper()}{number:07}",
                    email=f"{kind}{number}@district.example",
                    agent_sourced_ids=(f"parent-{number}",) if kind == "student" else (),
                    grades=(f"{number % 12 + 1:02}",) if kind == "student" else (),
                )

    def _roles(self) -> Iterator[UserRole]:
        for kind, many in (("student", self.students), ("teacher", self.teachers), ("parent", self.students)):
            for number in range(many):
                yield UserRole(
                    sourced_id=f"role-{kind}-{number}",
                    user_sourced_id=f"{kind}-{number}",
                    role_type="primary",
                    role=kind,
                    begin_date=FIRST_DAY if kind == "student" else None,
                    org_sourced_id=self._school(number, many),
                )

    def _demographics(self) -> Iterator[Demographics]:
        for number in range(self.students):
            yield Demographics(
                sourced_id=f"student-{number}",
                birth_date=date(2009, 9, 1) + timedelta(days=number % 4000),
                sex=("female", "male")[number % 2],
            )

    def _enrollments(self) -> Iterator[Enrollment]:
        numbers = count()
        for student in range(self.students):
            first = student * self.sections // self.students
            for place in range(SECTIONS_OF_A_STUDENT):
                section = (first + place * self.sections // SECTIONS_OF_A_STUDENT) % self.sections
                yield self._enrollment(next(numbers), section, f"student-{student}")
        for section in range(self.sections):
            yield self._enrollment(next(numbers), section, f"teacher-{section // SECTIONS_OF_A_TEACHER}")

    def _enrollment(self, number: int, section: int, user: str) -> Enrollment:
        return Enrollment(
            sourced_id=f"enrolment-{number}",
            class_sourced_id=f"class-{section}",
            school_sourced_id=self._school(section, self.sections),
            user_sourced_id=user,
            role=user.partition("-")[0],
            primary=user.startswith("teacher"),
            begin_date=FIRST_DAY,
        )


def main() -> None:
    """Write the district of the arguments, and say how large it is."""
    folder, enrolments = Path(sys.argv[1]), int((sys.argv[2:] or ["100000"])[0])
    district = District(enrolments)
    files = {record.FILE: content(record, records) for record, records in district.files().items()}
    packed(folder, {"manifest": [manifest(files)], **files})
    sys.stdout.write(f"{district.students:,} students in {district.sections:,} sections, in {folder}\n")


if __name__ == "__main__":
    main()
