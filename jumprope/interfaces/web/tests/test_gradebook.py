"""The pages that show a gradebook and a student's mastery, and to whom they do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from graphplan import ids
from jumprope.interfaces.graphql.documents import Document
from jumprope.interfaces.web import asking
from jumprope.interfaces.web.gradebook import sheet_of
from jumprope.interfaces.web.student import sections_of
from jumprope.interfaces.web.tests.test_pages import Page
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.learning.assessments.factories import Class, a_class
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.factories import a_scale, the_level
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes.factories import a_scheme
from jumprope.mastery.schemes.models import PostedGrade
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_course
from jumprope.school.people.factories import a_guardian, a_relationship
from jumprope.school.people.models import Student

HIDDEN = "There is nothing at this address."


@pytest.fixture
def scale(tenant: Tenant) -> Scale:  # noqa: ARG001 - it is in the tenant in scope
    """Beginning from 0, Developing from 2, Proficient from 3, Extending from 3.5."""
    return a_scale()


@pytest.fixture
def room(scale: Scale) -> Class:  # noqa: ARG001 - it is the scale of the tenant
    """Bea Zabel and Cal Young, of whom something is known on two standards."""
    room = a_class()
    for student, names in zip(room.students, [("Bea", "Zabel"), ("Cal", "Young")], strict=True):
        student.given_name, student.family_name = names
        student.save()
    give(room, 2, 3, 4)
    return room


def browser_of(account: Account) -> Client:
    """The browser of someone who is signed in."""
    client = Client(headers={"Accept": "text/html"})
    client.force_login(account)
    return client


def teacher_of(room: Class) -> Client:
    """The browser of who teaches the class."""
    return browser_of(Account.objects.get(pk=room.teacher.account_id))


def someone(role: Role, **changes: Any) -> Account:
    """An account that holds a role."""
    account = an_account()
    a_role(role, account=account, **changes)
    return account


def student_herself(student: Student) -> Account:
    """The account of a student."""
    student.account = someone(Role.STUDENT)
    student.save()
    return student.account


def parent_of(student: Student) -> Account:
    """The account of a student's guardian."""
    account = someone(Role.GUARDIAN)
    a_relationship(guardian=a_guardian(account=account), student=student)
    return account


def address(room: Class, student: int | None = None) -> str:
    """Where the gradebook of a class is, or one of its students."""
    if student is None:
        return f"/gradebook/{ids.encode('Section', room.section.pk)}"
    return f"/student/{ids.encode('Student', room.students[student].pk)}"


def shown(browser: Client, path: str) -> str:
    """A page that is there."""
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_teacher_sees_students_by_standards_and_by_assessments(room: Class) -> None:
    give(room, None, mark="M", assessment=room.another_assessment(title="Quiz <2>", due_on=date(2026, 9, 1)))
    page = shown(teacher_of(room), address(room))
    assert page.index("Cal Young") < page.index("Bea Zabel")
    assert f'href="{address(room, 0)}"' in page
    mastery, scores = page.split('id="scores"')
    assert mastery.count("Extending") == mastery.count("Proficient") == mastery.count("Developing") == 1
    assert mastery.count("not assessed") == 1
    assert "Quiz &lt;2&gt;" in scores
    assert "Sept. 1, 2026" in scores
    assert '<abbr title="Missing">M</abbr>' in scores
    assert all(standard.statement in page for standard in room.standards)
    assert Page(page).inline == []


def test_a_student_and_her_parent_see_her_row_and_nobody_elses(room: Class) -> None:
    for account in (student_herself(room.students[0]), parent_of(room.students[0])):
        browser = browser_of(account)
        assert address(room, 0) in shown(browser, "/")
        page = shown(browser, address(room))
        assert "Bea Zabel" in page
        assert "Young" not in page
        assert "Extending" not in page
        assert "Young" not in shown(browser, address(room, 0))
        assert HIDDEN in browser.get(address(room, 1)).content.decode()


def test_what_is_hidden_is_absent(room: Class, other_tenant: Tenant) -> None:
    strangers = [a_class().teacher.account_id, someone(Role.GUARDIAN).pk]
    paths = [
        address(room),
        address(room, 0),
        "/gradebook/Student:1",
        "/student/x",
        "/gradebook/Section:999999",
    ]
    for key in strangers:
        browser = browser_of(Account.objects.get(pk=key))
        answers = [browser.get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert other_tenant.pk != room.section.tenant_id


def test_who_is_not_signed_in_comes_to_the_form(room: Class) -> None:
    for path in (address(room), address(room, 0)):
        response = Client().get(path)
        onward = urlencode({"next": path})
        assert (response.status_code, response["Location"]) == (302, f"/sign-in?{onward}")


def test_a_student_s_page_shows_the_arithmetic_and_what_did_not_count(room: Class) -> None:
    give(room, 4, assessment=room.another_assessment(title="Second", due_on=date(2026, 10, 8)))
    give(room, 1, assessment=room.another_assessment(title="Warm-up", weight=0, due_on=date(2026, 10, 9)))
    page = shown(teacher_of(room), address(room, 0))
    assert "How 3.3 came about" in page
    assert "average_2 = 0.35 * average_1 + 0.65 * 4 = 3.3" in page
    assert "A running average in which each score outweighs those before it." in page
    evidence = page.split("Counted", 1)[1]
    assert "Its weight is 0: it is formative." in evidence.split("Warm-up")[1].split("</tr>")[0]
    assert "Yes" in evidence.split("Second")[1].split("</tr>")[0]


def test_what_the_teacher_says_instead_is_said_with_the_reason(room: Class, scale: Scale) -> None:
    writes.override(
        viewer=room.teacher,
        section_id=room.section.pk,
        student_id=room.students[0].pk,
        standard_id=room.standards[0].pk,
        level_id=the_level(scale, "Extending").pk,
        reason="She showed it at the board",
        expected_revision=1,
    )
    teacher = teacher_of(room)
    assert "said by the teacher" in shown(teacher, address(room))
    page = shown(teacher, address(room, 0))
    assert "said by the teacher" in page
    assert "She showed it at the board" in page
    assert "How 2 came about" in page


def test_missing_work_and_what_has_no_number_are_told(room: Class) -> None:
    teacher = teacher_of(room)
    assert "Nothing is missing." in shown(teacher, address(room, 0))
    essay = room.another_assessment(title="Essay", standards=room.standards[1:])
    writes.record_scores(
        viewer=room.teacher,
        assessment_id=essay.pk,
        cells=[room.cell(None, student=1, standard=1, mark="M")],
    )
    page = shown(teacher, address(room, 1))
    missing = page.split("Missing work")[1].split("<h2>")[0]
    assert "Essay" in missing
    assert "Nothing is missing." not in page
    assert "Why there is no number for" in page
    assert "not enough evidence" in page


def test_posted_grades_are_shown_and_said_to_be_too_many(room: Class, scale: Scale) -> None:
    student, scheme = room.students[0], a_scheme(scale=scale, name="By targets")
    parent = browser_of(parent_of(student))
    assert "What the school has posted" not in shown(parent, address(room, 0))

    def post(value: str) -> None:
        PostedGrade.objects.create(
            section=room.section,
            student=student,
            scheme=scheme,
            value=Decimal(value),
            level=the_level(scale, "Proficient"),
            posted_at=clock.now(),
        )

    post("3.11")
    page = shown(parent, address(room, 0))
    row = page.split('id="grades"')[1].split("</table>")[0]
    assert all(word in row for word in ("By targets", "All so far", "Proficient", "3.11"))
    assert "Older ones are left out." not in page
    for number in range(20):
        post(f"2.{number}")
    page = shown(parent, address(room, 0))
    assert "3.11" not in page
    assert "Older ones are left out." in page


def test_pages_before_anything_is_scored_say_so(scale: Scale) -> None:  # noqa: ARG001
    room = a_class(standards=0)
    teacher = teacher_of(room)
    assert "Nothing has been assessed here yet." in shown(teacher, address(room))
    assert "Nothing has been assessed here yet." in shown(teacher, address(room, 0))
    empty = a_class(students=0)
    assert "There is no student here whose records you may see." in shown(teacher_of(empty), address(empty))


def test_the_front_page_leads_to_what_is_one_s_own(room: Class) -> None:
    assert f'href="{address(room)}"' in shown(teacher_of(room), "/")
    parent = shown(browser_of(parent_of(room.students[0])), "/")
    assert f'href="{address(room, 0)}"' in parent
    assert f'href="{address(room)}"' in parent


def test_who_has_no_section_of_their_own_finds_them_by_course(room: Class) -> None:
    principal = browser_of(someone(Role.SCHOOL_ADMIN, school=room.section.course.school))
    first = shown(principal, "/")
    assert f'href="{address(room)}"' in first
    assert "Further courses" not in first
    for number in range(50):
        a_course(school=room.section.course.school, code=f"ZZ{number:02}", title=f"Course {number}")
    first = shown(principal, "/")
    assert "Course 49" not in first
    (further,) = (each for each in Page(first).addresses if each.startswith("?after="))
    assert "Course 49" in shown(principal, f"/{further}")
    for nowhere in ("?after=nowhere", "?after=%00", f"{further[:-4]}"):
        assert principal.get(f"/{nowhere}").status_code == 404


def test_who_may_see_nobody_is_told_whom_to_ask(tenant: Tenant) -> None:  # noqa: ARG001
    assert "ask the school" in shown(browser_of(someone(Role.GUARDIAN)), "/")


def test_statements_do_not_grow_with_the_class(scale: Scale) -> None:  # noqa: ARG001
    small, large = a_class(), a_class(students=4, standards=3)
    give(small, 2, 3)
    for due in (1, 2, 3):
        give(large, *range(4), assessment=large.another_assessment(due_on=date(2026, 10, due)))
    paths: list[Callable[[Class], str]] = [address, lambda room: address(room, 0)]
    for path in paths:
        counts = {statements_of(teacher_of(room), path(room)) for room in (small, large)}
        assert len(counts) == 1
        assert counts.pop() <= 20


def statements_of(browser: Client, path: str) -> int:
    """How many statements a page takes once its plan is made."""
    shown(browser, path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        shown(browser, path)
    return len(captured)


def test_a_page_that_the_api_does_not_answer_says_that_it_is_our_fault(
    room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = asking._document("gradebook")
    monkeypatch.setattr(asking, "_document", lambda _name: Document(known.node, rows=1))
    browser = teacher_of(room)
    with pytest.raises(asking.Unanswered):
        browser.get(address(room))
    browser.raise_request_exception = False
    response = browser.get(address(room))
    assert response.status_code == 500
    assert "Something went wrong here." in response.content.decode()


def enrolled(key: str, given: str, family: str, ends_on: str | None = None) -> dict[str, Any]:
    return {"endsOn": ends_on, "student": {"id": key, "givenName": given, "familyName": family}}


def test_who_left_and_came_back_stands_there_once_and_as_present() -> None:
    section = {
        "assessments": [],
        "determinations": [],
        "enrolments": [
            enrolled("1", "Bea", "zabel"),
            enrolled("2", "Cal", "Young", "2026-10-01"),
            enrolled("1", "Bea", "zabel", "2026-09-01"),
            enrolled("3", "Ada", "Young", "2026-09-01"),
            enrolled("3", "Ada", "Young", "2026-11-01"),
        ],
    }
    rows = sheet_of(section).rows
    assert [(row.student["id"], row.left_on) for row in rows] == [
        ("3", "2026-11-01"),
        ("2", "2026-10-01"),
        ("1", None),
    ]


def test_the_section_that_was_entered_last_comes_first_and_each_once() -> None:
    def entered(key: str) -> dict[str, Any]:
        return {"section": {"id": key, "assessments": []}}

    told = {"enrolments": [entered("1"), entered("2"), entered("1")], "determinations": []}
    assert [section["id"] for section in sections_of(told)] == ["2", "1"]
