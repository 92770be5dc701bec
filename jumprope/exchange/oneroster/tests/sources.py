"""A student information system that says something else each time: at random, and not always sensibly."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from jumprope.exchange.oneroster.rules.records import RECORDS, Column, Version, columns_of
from jumprope.exchange.oneroster.rules.writing import OF_ALL
from jumprope.exchange.oneroster.tests.samples import GUID_1, GUID_2, Files, manifest

Row = dict[str, str]

ROLES = ("student", "student", "student", "teacher", "aide", "guardian", "parent", "principal")
GRADES = ("", "06", "6", "KG", "k", "06,07", "zz", "ZZ", "ñ", "Straße", "Other")
NUMBERS = ("n1", "N1", "n2", "n3", "n4", "")
SCHOOLS = ("org-1", "org-2")


@dataclass
class Source:
    """What deliveries are drawn from. Each refers to what it says itself and to what was taken in before."""

    random: Random
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _told: dict[str, set[str]] = field(default_factory=dict)

    def delivery(self) -> Files:
        """The files of a delivery, with the manifest."""
        version = self.random.choice(list(Version))
        is_whole = self.random.random() < 0.6
        files: Files = {}
        modes: dict[str, str] = {}
        self._told = {}
        for file, draw in self._files().items():
            modes[file] = "bulk" if is_whole else self._one("bulk", "delta", "absent")
            if file == "roles" and version is Version.V1_1:
                modes[file] = "absent"
            if modes[file] != "absent":
                files[file] = self._table(file, draw(), version, is_delta=modes[file] == "delta")
        files["manifest"] = manifest(files, version=version, **modes)
        return files

    def taken_in(self) -> None:
        """The delivery that was drawn last was taken in."""
        for file, told in self._told.items():
            self.known[file] |= told

    def _files(self) -> dict[str, Callable[[], list[Row]]]:
        return {
            "orgs": self._orgs,
            "academicSessions": self._sessions,
            "courses": self._courses,
            "classes": self._classes,
            "users": self._users,
            "roles": self._roles,
            "demographics": self._demographics,
            "enrollments": self._enrollments,
            "categories": self._categories,
            "lineItems": self._line_items,
            "lineItemLearningObjectiveIds": self._alignments,
            "results": self._results,
            "resultLearningObjectiveIds": self._scores,
        }

    def _table(self, file: str, rows: list[Row], version: Version, *, is_delta: bool) -> str:
        columns = [each for each in columns_of(RECORDS[file]) if each.only in {None, version}]
        text = io.StringIO(newline="")
        names = [*OF_ALL, *(each.name for each in columns)]
        writer = csv.DictWriter(text, names, restval="", extrasaction="ignore")
        writer.writeheader()
        told = self._told[file] = set()
        for row in rows:
            status = ("tobedeleted" if self._seldom() else "active") if is_delta else ""
            if all(self._can_refer(row, each) for each in columns):
                writer.writerow({**row, "status": status})
                told |= {row["sourcedId"]} if status != "tobedeleted" else set()
        return text.getvalue()

    def _can_refer(self, row: Row, column: Column) -> bool:
        """Whether all that a row names there is known; what it need not name, it does not."""
        named = set(row.get(column.name, "").split(",")) - {""}
        of = column.of or ""
        if not column.of or named <= self._told.get(of, self.known[of]) | self.known[of]:
            return True
        row[column.name] = ""
        return not column.required

    def _seldom(self) -> bool:
        return self.random.random() < 0.12

    def _some(self, *names: str) -> list[str]:
        """Most of these, in any order."""
        found = [name for name in names if not self._seldom()]
        self.random.shuffle(found)
        return found

    def _one(self, *values: str) -> str:
        return self.random.choice(values)

    def _orgs(self) -> list[Row]:
        names = {"org-d": "district", "org-1": "school", "org-2": "school", "org-p": "department"}
        return [
            {"sourcedId": each, "name": f"{self._one('Birch', 'Aspen')} {each}", "type": names[each]}
            for each in ("org-d", "org-1", *self._some("org-2", "org-p"))
        ]

    def _sessions(self) -> list[Row]:
        days = {
            "year": ("schoolYear", "2026-08-17", "2027-06-12"),
            "fall": ("semester", "2026-08-17", "2027-01-16"),
            "spring": ("term", "2027-01-18", "2027-06-12"),
            "q1": ("gradingPeriod", "2026-08-17", "2026-10-24"),
        }
        return [
            {
                "sourcedId": each,
                "title": self._one("2026-27", "Fall", each),
                "type": kind,
                "startDate": first,
                "endDate": last,
                "parentSourcedId": self._one("", "year") if each != "year" else "",
                "schoolYear": "2027",
            }
            for each, (kind, first, last) in days.items()
            if not self._seldom()
        ]

    def _courses(self) -> list[Row]:
        return [
            {
                "sourcedId": f"course-{number}",
                "title": self._one("Science", "Art"),
                "courseCode": self._one("", f"C{number}"),
                "orgSourcedId": SCHOOLS[number % 2],
                "grades": self._one(*GRADES),
            }
            for number in range(3)
            if not self._seldom()
        ]

    def _classes(self) -> list[Row]:
        return [
            {
                "sourcedId": f"class-{number}",
                "title": self._one("Science", "Art"),
                "courseSourcedId": self._one(f"course-{number}", f"course-{number}", ""),
                "classCode": self._one("", "1"),
                "classType": "scheduled",
                "schoolSourcedId": SCHOOLS[number % 2],
                "termSourcedIds": ("fall,spring", "year", "q1")[number],
                "grades": self._one(*GRADES),
            }
            for number in range(3)
            if not self._seldom()
        ]

    def _users(self) -> list[Row]:
        identifiers, masters = (self.random.sample(NUMBERS, len(NUMBERS)) for _ in range(2))
        return [
            {
                "sourcedId": f"u{number}",
                "enabledUser": "true",
                "orgSourcedIds": self._one(*SCHOOLS, "org-1,org-2"),
                "role": ROLES[number] if self.random.random() < 0.9 else self._one(*ROLES),
                "username": self._one(f"u{number}", f"un{number}", "shared"),
                "userIds": self._one("", "{LDAP:a}", "{ldap:A}", "{SIS:n1},{LDAP:b}"),
                "givenName": self._one("Ann", "Ben"),
                "familyName": self._one("Oak", f"Elm{number}"),
                "middleName": self._one("", "Lee"),
                "identifier": self._one(identifiers[number], self._one(*NUMBERS)),
                "userMasterIdentifier": masters[number],
                "email": self._one("", "a@home.example", "b@home.example"),
                "phone": self._one("", "1", "2"),
                "sms": self._one("", "1"),
                "grades": self._one(*GRADES),
                "agentSourcedIds": self._one("", "u5", "u0"),
                "pronouns": self._one("", "they/them"),
            }
            for number in range(6)
            if not self._seldom()
        ]

    def _roles(self) -> list[Row]:
        return [
            {
                "sourcedId": f"role-{number}-{kind}",
                "userSourcedId": f"u{number}",
                "roleType": kind,
                "role": ROLES[number] if self.random.random() < 0.9 else self._one(*ROLES),
                "orgSourcedId": self._one(*SCHOOLS),
                "beginDate": self._one("", "2026-08-17"),
                "endDate": self._one("", "", "", "2026-09-10", "2027-01-10"),
            }
            for number in range(6)
            for kind in ("primary", "secondary")
            if (kind == "secondary") is self._seldom()
        ]

    def _demographics(self) -> list[Row]:
        return [
            {
                "sourcedId": f"u{number}",
                "birthDate": self._one("", f"2014-01-{number + 1:02}", "2014-02-01"),
                "sex": self._one("", "male", "female"),
                "asian": self._one("", "true", "false"),
                "cityOfBirth": self._one("", "Elmstead"),
            }
            for number in range(3)
            if f"u{number}" in self._told.get("users", set()) | self.known["users"]
        ]

    def _enrollments(self) -> list[Row]:
        return [
            {
                "sourcedId": f"e{of_class}-{user}",
                "classSourcedId": f"class-{of_class}",
                "schoolSourcedId": SCHOOLS[of_class % 2],
                "userSourcedId": f"u{user}",
                "role": "student" if user < 3 else self._one("teacher", "aide", "proctor"),
                "primary": self._one("", "true", "false"),
                "beginDate": self._one("", "2026-08-20"),
                "endDate": self._one("", "", "2026-09-01", "2026-12-01"),
            }
            for of_class in range(3)
            for user in range(5)
            if not self._seldom()
        ]

    def _categories(self) -> list[Row]:
        weight = self._one("", "2", "0.5")
        return [{"sourcedId": "quiz", "title": self._one("Quiz", "Test"), "weight": weight}]

    def _line_items(self) -> list[Row]:
        return [
            {
                "sourcedId": f"item-{number}",
                "title": self._one("Seeds", "Soil"),
                "description": self._one("", "What grows?\nAnd why?"),
                "assignDate": self._one("", "2026-08-31"),
                "dueDate": self._one("2026-09-04", "2026-09-08"),
                "classSourcedId": f"class-{number}",
                "categorySourcedId": self._one("", "quiz"),
            }
            for number in range(3)
            if not self._seldom()
        ]

    def _alignments(self) -> list[Row]:
        return [
            {
                "sourcedId": f"lo-{number}-{guid}",
                "lineItemSourcedId": f"item-{number}",
                "source": "case",
                "learningObjectiveId": guid,
            }
            for number in range(3)
            for guid in (GUID_1, GUID_2)
            if not self._seldom()
        ]

    def _results(self) -> list[Row]:
        return [
            {
                "sourcedId": f"result-{number}-{user}",
                "lineItemSourcedId": f"item-{number}",
                "studentSourcedId": f"u{user}",
                "scoreStatus": self._one("fully graded", "exempt", "not submitted"),
                "scoreDate": "2026-09-09",
                "score": self._one("", "3", "2.50"),
            }
            for number in range(3)
            for user in range(3)
            if not self._seldom()
        ]

    def _scores(self) -> list[Row]:
        return [
            {
                "sourcedId": f"score-{number}-{user}-{guid}",
                "resultSourcedId": f"result-{number}-{user}",
                "source": "case",
                "learningObjectiveId": guid,
                "score": self._one("", "1", "4"),
                "textScore": self._one("", "", "M"),
            }
            for number in range(3)
            for user in range(3)
            for guid in (GUID_1, GUID_2)
            if not self._seldom()
        ]
