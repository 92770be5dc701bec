"""The fourteen operations that a school day is made of, through the doors that people use."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

from django.test import Client

from jumprope.exchange.oneroster import writes as oneroster
from jumprope.interfaces.cli.demo.district import District
from jumprope.interfaces.cli.demo.districts import PASSWORD
from jumprope.interfaces.cli.demo.place import TIME_ZONE
from jumprope.interfaces.graphql import documents
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.platform.tenancy import reads as tenancy
from tools.volume.copying import address_in_copy, slug_of_copy
from tools.volume.explaining import Statement, watched

CELLS = 30
"""Scores that are saved at once: a class."""

STUDENTS = """query Students {
  students(first: 100) {
    edges {
      node {
        id givenName familyName gradeLevel { name } school { name } account { email }
        enrolments { startsOn endsOn section { name course { title } } }
        guardianRelationships { guardian { givenName familyName } }
      }
    }
  }
}"""

FINDING = """query Finding($framework: ID!, $grade: ID!) {
  found: students(name: "an", active: true, first: 20) { edges { node { familyName givenName } } }
  ofAGrade: students(gradeLevel: $grade, first: 20) { edges { node { familyName givenName } } }
  ordered: students(orderBy: GRADUATION_YEAR, last: 20) { edges { node { graduationYear familyName } } }
  staffMembers(name: "an", first: 20) { edges { node { familyName } } }
  courses(name: "ma", taught: true, orderBy: TITLE, first: 20) { edges { node { title } } }
  schoolYears { sections(name: "1", first: 20) { edges { node { name } } } }
  framework(id: $framework) { standards(text: "the", inUse: true, first: 20) { edges { node { code } } } }
}"""

ROSTER = """query Roster($section: ID!) {
  section(id: $section) {
    name
    enrolments {
      id startsOn endsOn
      student { id givenName familyName guardianRelationships { guardian { givenName familyName } } }
    }
  }
}"""

MISSING_WORK = """query MissingWork {
  myStudents {
    givenName
    missingWork { title dueOn mark standardIds }
    alerts(first: 20) { edges { node { missing } } }
    enrolments { section { name course { title } } }
  }
}"""

SHEETS = """query Sheets($section: ID!) {
  section(id: $section) {
    enrolments { endsOn studentId student { id } }
    assessments { id alignedStandards { standard { id } } scores { studentId standardId revision } }
  }
}"""

COURSES = """query Courses {
  courses(first: 5) { edges { node { title sections(first: 5) { edges { node { id } } } } } }
}"""

MOVE = """mutation Move($input: MoveStudentInput!) {
  moveStudent(input: $input) { errors { code message } enrolment { id } }
}"""


COVERAGE = """query Coverage($section: ID!) {
  section(id: $section) {
    coverage { assessed { standardId timesAssessed students levels { levelId students } } notAssessedIds }
  }
}"""

SCHEMES = """query Schemes($section: ID!) {
  section(id: $section) { course { id } }
  masterySchemes(first: 100) { edges { node { id course { id } } } }
}"""

GRADES = """mutation Grades($input: DetermineCourseGradesInput!) {
  determineCourseGrades(input: $input) { errors { code message } courseGrades { value level { name } } }
}"""


class Unanswered(Exception):
    """A request was refused: nothing can be said of its statements."""


class Visitor:
    """Somebody's browser, and the slug of the tenant that they are of."""

    def __init__(self, mail: str, slug: str) -> None:
        self.mail, self.slug = mail, slug
        self._client = Client()

    def sign_in(self) -> None:
        """Sign in. Raises `Unanswered`."""
        answer = self._client.post("/sign-in", {"mail": self.mail, "password": PASSWORD})
        if answer.status_code != 303:
            raise Unanswered(f"{self.mail} cannot sign in: {answer.status_code}")

    def run(self, name: str, **variables: Any) -> Any:
        """Run one of our documents by its name, and return its data. Raises `Unanswered`."""
        (document,) = (each for each in documents.trusted().values() if each.name == name)
        return self._asked({"documentId": document.id, "variables": variables})

    def ask(self, query: str, **variables: Any) -> Any:
        """Send a document and return its data. Raises `Unanswered`."""
        return self._asked({"query": query, "variables": variables})

    def _asked(self, body: dict[str, Any]) -> Any:
        response = self._client.post("/graphql", json.dumps(body), content_type="application/json")
        answer = response.json()
        refused = [payload["errors"] for payload in (answer.get("data") or {}).values() if _refuses(payload)]
        if problems := answer.get("errors") or refused:
            raise Unanswered(f"{self.mail}: {problems}")
        return answer["data"]


def _refuses(payload: Any) -> bool:
    return isinstance(payload, dict) and bool(payload.get("errors"))


Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that somebody does. `ready` finds out what it takes, and returns what is to be watched."""

    title: str
    role: Role
    ready: Callable[[Visitor], Act]


def _first_section(visitor: Visitor) -> str:
    sections: list[dict[str, str]] = visitor.run("about_me")["mySections"]
    return sections[0]["id"]


def _gradebook(teacher: Visitor) -> Act:
    return partial(teacher.run, "gradebook", section=_first_section(teacher))


def _mastery(teacher: Visitor) -> Act:
    section = teacher.ask(SHEETS, section=_first_section(teacher))["section"]
    return partial(teacher.run, "mastery_of_a_student", student=section["enrolments"][0]["studentId"])


def _framework(visitor: Visitor) -> str:
    frameworks: list[dict[str, str]] = visitor.ask("{ frameworks { id } }")["frameworks"]
    return frameworks[0]["id"]


def _standards(teacher: Visitor) -> Act:
    return partial(teacher.run, "standards", framework=_framework(teacher))


def _finding(administrator: Visitor) -> Act:
    grade = administrator.ask("{ gradeLevels { id } }")["gradeLevels"][0]["id"]
    return partial(administrator.ask, FINDING, framework=_framework(administrator), grade=grade)


def _save_scores(teacher: Visitor) -> Act:
    """Scores of the latest sheet that has any, each one set to 2, whatever it was."""
    section = teacher.ask(SHEETS, section=_first_section(teacher))["section"]
    *_earlier, sheet = (each for each in section["assessments"] if each["scores"])
    cells = [
        {
            "studentId": score["studentId"],
            "standardId": score["standardId"],
            "value": "2",
            "expectedRevision": score["revision"],
        }
        for score in sheet["scores"][:CELLS]
    ]
    return partial(teacher.run, "save_scores", assessment=sheet["id"], cells=cells)


def _sections(administrator: Visitor) -> list[str]:
    """The first two sections of a course."""
    course = administrator.ask(COURSES)["courses"]["edges"][0]["node"]
    return [edge["node"]["id"] for edge in course["sections"]["edges"][:2]]


def _roster(administrator: Visitor) -> Act:
    return partial(administrator.ask, ROSTER, section=_sections(administrator)[0])


def _move(administrator: Visitor) -> Act:
    """Someone who is in one section now goes to another one, from today on."""
    here, there = _sections(administrator)
    enrolments = administrator.ask(SHEETS, section=here)["section"]["enrolments"]
    student = next(each["studentId"] for each in enrolments if each["endsOn"] is None)
    sections = {"fromSectionId": here, "toSectionId": there}
    today = clock.today(TIME_ZONE).isoformat()
    return partial(administrator.ask, MOVE, input={"studentId": student, "on": today} | sections)


def _coverage(teacher: Visitor) -> Act:
    return partial(teacher.ask, COVERAGE, section=_first_section(teacher))


def _grades(teacher: Visitor) -> Act:
    """All grades of a section, by the scheme of its course."""
    section = _first_section(teacher)
    found = teacher.ask(SCHEMES, section=section)
    schemes = (edge["node"] for edge in found["masterySchemes"]["edges"])
    scheme = next(each["id"] for each in schemes if each["course"] == found["section"]["course"])
    return partial(teacher.ask, GRADES, input={"sectionId": section, "schemeId": scheme})


def _rosters(administrator: Visitor) -> Act:
    """Which have no door but the command line: what it does is done."""
    operator = tenancy.operator_of(administrator.slug)

    def hand_out() -> None:
        with TemporaryDirectory() as folder:
            oneroster.export_roster(viewer=operator, path=f"{folder}/rosters.zip")

    return hand_out


OPERATIONS = (
    Operation("Sign in", Role.TEACHER, lambda visitor: visitor.sign_in),
    Operation("Who am I, and my sections", Role.TEACHER, lambda visitor: partial(visitor.run, "about_me")),
    Operation("Open a gradebook", Role.TEACHER, _gradebook),
    Operation("A student’s mastery with its history", Role.TEACHER, _mastery),
    Operation("A page of the tree of standards", Role.TEACHER, _standards),
    Operation(f"Save {CELLS} scores", Role.TEACHER, _save_scores),
    Operation("A family’s missing work", Role.GUARDIAN, lambda visitor: partial(visitor.ask, MISSING_WORK)),
    Operation("A page of students", Role.TENANT_ADMIN, lambda visitor: partial(visitor.ask, STUDENTS)),
    Operation("Find students, staff, courses, sections and standards", Role.TENANT_ADMIN, _finding),
    Operation("The roster of a class", Role.TENANT_ADMIN, _roster),
    Operation("Move a student to another section", Role.TENANT_ADMIN, _move),
    Operation("Which standards a section has assessed", Role.TEACHER, _coverage),
    Operation("Determine the course grades of a section", Role.TEACHER, _grades),
    Operation("Hand out a district’s rosters as OneRoster", Role.TENANT_ADMIN, _rosters),
)


@dataclass(frozen=True, slots=True)
class Done:
    """An operation, and the statements that it took."""

    operation: Operation
    statements: tuple[Statement, ...]


def done_in(district: District, number: int) -> Iterator[Done]:
    """Do each operation in the `number`-th copy of a district. Raises `Unanswered`."""
    for operation in OPERATIONS:
        visitor = visitor_of(district, number, operation.role)
        visitor.sign_in()
        act = operation.ready(visitor)
        with watched() as watch:
            act()
        yield Done(operation, tuple(watch.statements))


def visitor_of(district: District, number: int, role: Role) -> Visitor:
    """The first one of the district with a role, in its `number`-th copy."""
    mail = next(part.mail for part in district.parts if part.role is role)
    return Visitor(address_in_copy(number, mail), slug_of_copy(number, district.slug))
