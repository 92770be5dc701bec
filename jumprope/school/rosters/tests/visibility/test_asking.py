"""What the village's people get when they ask: nothing that is not theirs, whichever way leads to it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from graphplan import ids
from jumprope.kit.tenancy import across_tenants
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.models import Student
from jumprope.school.rosters.factories import an_enrolment
from jumprope.school.rosters.tests.visibility.oracle import Oracle
from jumprope.school.rosters.tests.visibility.village import Village
from tests.fixtures import Ask

EVERYTHING = """
query {
  schoolYears { id terms { id schoolYear { id } sections(first: 100) { edges { node { id } } } } }
  schools {
    students(first: 100) { edges { node { ...person } } }
    staff(first: 100) { edges { node { id } } }
    courses(first: 100) { edges { node { id } } }
  }
  courses(first: 100) { edges { node { id sections(first: 100) { edges { node { ...whole } } } } } }
  students(first: 100) { edges { node { ...person } } }
  staffMembers(first: 100) {
    edges { node { id teaching { id section { id } staffMember { id } } } }
  }
  mySections { ...whole }
  myStudents { ...person }
}
fragment whole on Section {
  id course { id } schoolYear { id } terms { id }
  teachers { id role startsOn endsOn staffMember { id givenName familyName teaching { id section { id } } } }
  enrolments { id studentId student { id enrolments { id } guardianRelationships { id } } section { id } }
}
fragment person on Student {
  id givenName familyName
  enrolments { id section { id teachers { id } enrolments { id student { id } } } }
  guardianRelationships {
    id student { id }
    guardian { id contactMethods { value } relationships { id student { id } } }
  }
}
"""


def found_in(answer: Any) -> Iterator[tuple[str, int]]:
    """Every identifier in an answer, as type and key."""
    if isinstance(answer, dict):
        for value in answer.values():
            yield from found_in(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from found_in(value)
    elif isinstance(answer, str) and (match := re.fullmatch(r"([A-Za-z]+):(\d+)", answer)):
        yield match[1], int(match[2])


def keys(items: Iterable[Any]) -> set[int]:
    """The keys of a list's own items."""
    return {key for item in items for _, key in found_in(item["id"])}


def nodes(page: Any) -> list[Any]:
    """The items of a page."""
    return [edge["node"] for edge in page["edges"]]


def test_nothing_leads_to_what_should_not_be_seen(village: Village, ask: Ask) -> None:
    for name in village.accounts:
        viewer = village.viewer(name)
        expected = Oracle(village, name, viewer.today).seen()
        answer = ask(viewer, EVERYTHING)
        found = set(found_in(answer))
        assert {(kind, key) for kind, key in found if key not in expected[kind]} == set(), name
        assert keys(nodes(answer["students"])) == expected["Student"], name
        assert keys(nodes(answer["staffMembers"])) == expected["StaffMember"], name
        assert {key for kind, key in found if kind == "Section"} == expected["Section"], name
        assert {key for kind, key in found if kind == "Enrolment"} == expected["Enrolment"], name
        assert {key for kind, key in found if kind == "SectionTeacher"} == expected["SectionTeacher"], name


def test_everyone_finds_their_own_sections(village: Village, ask: Ask) -> None:
    mine = {
        "teacher": {"maths"},
        "co-teacher": {"maths"},
        "Ada": {"maths"},
        "Ben": {"art"},
        "Cem": {"art"},
        "mother": {"maths", "art"},
        "father": {"art"},
        "art teacher who is a mother": {"art"},
    }
    names = {section.pk: name for name, section in village.sections.items()}
    for person in village.accounts:
        answer = ask(village.viewer(person), "{ mySections { id } }")
        found = {names[key] for key in keys(answer["mySections"])}
        assert found == mine.get(person, set()), person


def test_families_find_their_own_students(village: Village, ask: Ask) -> None:
    mine = {
        "mother": ["Ada", "Ben"],
        "father": ["Ben"],
        "uncle": ["Fay"],
        "art teacher who is a mother": ["Dora"],
    } | {name: [name] for name in village.students}
    for person in village.accounts:
        answer = ask(village.viewer(person), "{ myStudents { givenName } }")
        assert [student["givenName"] for student in answer["myStudents"]] == mine.get(person, []), person


def test_how_to_reach_guardians_is_for_those_who_know_families(village: Village, ask: Ask) -> None:
    document = """query ($id: ID!) {
      student(id: $id) { guardianRelationships { guardian { givenName contactMethods { value } } } }
    }"""
    student = ids.encode("Student", village.students["Ada"].pk)

    def reached_by(name: str) -> list[str]:
        answer = ask(village.viewer(name), document, id=student)
        return sorted(
            relationship["guardian"]["givenName"]
            for relationship in answer["student"]["guardianRelationships"]
            if relationship["guardian"]["contactMethods"]
        )

    for name in ("tenant admin", "principal of Oak", "counsellor", "system"):
        assert reached_by(name) == ["father", "mother"], name
    assert reached_by("mother") == ["mother"]
    for name in ("teacher", "co-teacher", "support", "Ada"):
        assert reached_by(name) == [], name


@pytest.mark.parametrize(("root", "model"), [("student", Student), ("section", Section)])
def test_absent_and_forbidden_are_the_same_to_the_last_statement(
    village: Village, ask: Ask, root: str, model: type[Student] | type[Section]
) -> None:
    viewer = village.viewer("teacher")
    with across_tenants():
        foreign = model.objects.exclude(tenant=viewer.tenant_id).values_list("pk", flat=True)[0]
    hidden = village.students["Ben"].pk if root == "student" else village.sections["art"].pk
    document = f"query ($id: ID!) {{ {root}(id: $id) {{ id enrolments {{ id section {{ id }} }} }} }}"

    def statements(key: int) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            answer = ask(viewer, document, id=ids.encode(model.__name__, key))
        assert answer == {root: None}
        return [re.sub(r"\b\d+\b", "N", query["sql"]) for query in captured]

    assert statements(hidden) == statements(foreign) == statements(10**9)


def test_the_number_of_students_does_not_matter_to_the_database(village: Village, ask: Ask) -> None:
    course, term = village.courses[0], a_term()
    document = """query ($id: ID!) {
      section(id: $id) {
        name course { title } terms { name }
        teachers { role staffMember { familyName } }
        enrolments {
          startsOn student { familyName guardianRelationships { guardian { contactMethods { value } } } }
        }
      }
    }"""

    def statements(students: int) -> int:
        section = a_section(course=course, terms=[term])
        for _ in range(students):
            an_enrolment(section=section)
        viewer = village.viewer("tenant admin")
        with CaptureQueriesContext(connection) as captured:
            answer = ask(viewer, document, id=ids.encode("Section", section.pk))
        assert len(answer["section"]["enrolments"]) == students
        return len(captured)

    assert statements(3) == statements(60)
