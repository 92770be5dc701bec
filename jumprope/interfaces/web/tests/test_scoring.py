"""The form in which scores are given: what it saves, what it leaves alone, and what it says if it cannot."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from graphplan import ids
from jumprope.interfaces.web.tests.test_gradebook import (
    address,
    browser_of,
    parent_of,
    shown,
    someone,
    student_herself,
    teacher_of,
)
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.learning.assessments.factories import Class, a_class
from jumprope.learning.assessments.models import Mark, Score
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.accounts.models import Account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_grading_period
from tests.outcomes import every_row

PASSWORD = "correct horse battery staple"


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001 - everything is made in the tenant in scope
    """A class of two students on two standards; the first one's first standard has a 2."""
    a_scale()
    room = a_class()
    give(room, 2)
    return room


def form_of(room: Class) -> str:
    """Where the scores of the class's assessment are given."""
    return f"/scores/{ids.encode('Assessment', room.assessment.pk)}"


def name(room: Class, student: int, standard: int) -> str:
    """What the form calls a cell."""
    return (
        f"{ids.encode('Student', room.students[student].pk)} "
        f"{ids.encode('Standard', room.standards[standard].pk)}"
    )


def fields(page: str) -> dict[str, str]:
    """What a browser would send of a form."""
    found = re.findall(r'<input [^>]*?name="([^"]+)" value="([^"]*)"', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def saved(room: Class) -> dict[tuple[int, int], tuple[Any, str | None, int]]:
    """Number, mark and revision of each score, by the places of student and standard."""
    students = [student.pk for student in room.students]
    standards = [standard.pk for standard in room.standards]
    return {
        (students.index(score.student_id), standards.index(score.standard_id)): (
            score.value,
            score.mark.code if score.mark else None,
            score.revision,
        )
        for score in Score.objects.select_related("mark").filter(assessment=room.assessment)
    }


def test_what_is_typed_is_saved_and_mastery_follows(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room)))
    assert form[name(room, 0, 0)] == "2"
    form |= {name(room, 0, 0): "3", name(room, 0, 1): " 2,5 ", name(room, 1, 0): "ex"}
    answer = teacher.post(form_of(room), form)
    assert (answer.status_code, answer["Location"]) == (303, address(room))
    assert saved(room) == {(0, 0): (3, None, 2), (0, 1): (2.5, None, 1), (1, 0): (None, "EX", 1)}
    assert Determination.objects.get(student=room.students[0], standard=room.standards[1]).value == 2.5


def test_a_score_is_taken_back_by_emptying_its_field(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room)))
    assert teacher.post(form_of(room), form | {name(room, 0, 0): ""}).status_code == 303
    assert saved(room) == {(0, 0): (None, None, 2)}


def test_what_was_not_changed_is_not_saved_whatever_others_have_made_of_it(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room)))
    events = AuditEvent.objects.count()
    assert teacher.post(form_of(room), form).status_code == 303
    assert AuditEvent.objects.count() == events
    give(room, 4, expected_revision=1)
    assert teacher.post(form_of(room), form | {name(room, 1, 1): "1"}).status_code == 303
    assert saved(room) == {(0, 0): (4, None, 2), (1, 1): (1, None, 1)}


def test_who_changes_what_another_changed_is_told_and_decides_again(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room)))
    give(room, 4, expected_revision=1)
    answer = teacher.post(form_of(room), form | {name(room, 0, 0): "3", name(room, 1, 0): "1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nothing was saved. Look at what is marked below" in page
    assert "Somebody has changed this score" in page
    assert "Saved now: 4" in page
    assert page.count('aria-invalid="true"') == 1
    assert saved(room) == {(0, 0): (4, None, 2)}
    again = fields(page)
    assert (again[name(room, 0, 0)], again[name(room, 1, 0)]) == ("3", "1")
    assert teacher.post(form_of(room), again).status_code == 303
    assert saved(room) == {(0, 0): (3, None, 3), (1, 0): (1, None, 1)}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("7", "Scores here go from 0 to 4."),
        ("<b>", "There is no mark “&lt;B&gt;”."),
        ("-1", "There is no mark “-1”."),
        ("1e9", "There is no mark “1E9”."),
        ("\N{ARABIC-INDIC DIGIT THREE}", "There is no mark “\N{ARABIC-INDIC DIGIT THREE}”."),
        ("1.005", "decimal places"),
    ],
)
def test_what_cannot_be_saved_is_told_beside_its_field(room: Class, typed: str, told: str) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 1, 1): typed, name(room, 0, 1): "1"}
    before = every_row()
    answer = teacher.post(form_of(room), form)
    cell = answer.content.decode().split(f'name="{name(room, 1, 1)}"')[1].split("</td>")[0]
    assert answer.status_code == 400
    assert told in cell
    assert "Saved now" not in cell
    assert every_row() == before


def test_a_form_that_is_sent_twice_is_saved_once_and_told_so(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room)))
    form |= {name(room, 0, 0): "3", name(room, 0, 1): " 2,5 ", name(room, 1, 0): "ex"}
    for _ in range(2):
        answer = teacher.post(form_of(room), form)
        assert (answer.status_code, answer["Location"]) == (303, address(room))
    assert saved(room) == {(0, 0): (3, None, 2), (0, 1): (2.5, None, 1), (1, 0): (None, "EX", 1)}


def test_a_form_may_have_a_field_for_each_student_of_a_large_section(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 0, 0): "3"}
    others = {f"Student:{number} Standard:1": "" for number in range(10**6, 10**6 + 2_000)}
    assert teacher.post(form_of(room), form | others).status_code == 303
    assert saved(room) == {(0, 0): (3, None, 2)}


def test_what_is_wrong_with_the_whole_is_told_above_it(room: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jumprope.learning.assessments.writes.scoring.MOST_CELLS", 1)
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 1, 1): "1", name(room, 0, 1): "1"}
    answer = teacher.post(form_of(room), form)
    assert answer.status_code == 400
    alert = answer.content.decode().split('role="alert"')[1].split("</div>")[0]
    assert "Send at most 1 at once." in alert
    assert "marked below" not in alert


def test_only_those_who_give_scores_find_the_form(room: Class) -> None:
    colleague, support = a_class().teacher.account_id, someone(Role.COUNSELLOR).pk
    assert f'href="{form_of(room)}"' in shown(teacher_of(room), address(room))
    family = [student_herself(room.students[0]), parent_of(room.students[0])]
    for account in family:
        assert f'href="{form_of(room)}"' not in shown(browser_of(account), address(room))
    form = fields(shown(teacher_of(room), form_of(room))) | {name(room, 0, 0): "4"}
    before = saved(room)
    for key in (colleague, support, *(account.pk for account in family)):
        browser = browser_of(type(family[0]).objects.get(pk=key))
        assert browser.get(form_of(room)).status_code == 404
        assert browser.post(form_of(room), form).status_code == 404
    assert saved(room) == before


def test_who_was_signed_out_meanwhile_is_told_and_comes_back(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 0, 0): "4"}
    teacher.post("/sign-out")
    answer = teacher.post(form_of(room), form)
    assert answer.status_code == 401
    assert "nothing was saved" in answer.content.decode()
    assert fields(answer.content.decode())["next"] == form_of(room)
    assert saved(room) == {(0, 0): (2, None, 1)}


def signed_in_again(teacher: Client, refused: str) -> Any:
    """What the form for signing in answers, once it is filled in by the teacher of a class."""
    account = Account.objects.get(pk=teacher.session["_auth_user_id"])
    account.set_password(PASSWORD)
    account.save()
    teacher.post("/sign-out")
    return teacher.post("/sign-in", fields(refused) | {"mail": account.email, "password": PASSWORD})


def test_what_was_typed_comes_back_after_signing_in_again_and_is_not_saved_by_itself(room: Class) -> None:
    teacher, colleague = teacher_of(room), teacher_of(room)
    form = fields(shown(teacher, form_of(room)))
    form |= {name(room, 0, 0): "3", name(room, 1, 0): " 2,5 "}
    colleague.post("/sign-out")
    refused = colleague.post(form_of(room), form).content.decode()
    wrong = colleague.post("/sign-in", fields(refused) | {"mail": "x@maple.example", "password": "x"})
    assert wrong.status_code == 401
    kept = signed_in_again(teacher, wrong.content.decode())
    assert f'action="{form_of(room)}"' in kept.content.decode()
    give(room, 4, expected_revision=1)
    back = teacher.post(form_of(room), fields(kept.content.decode()))
    page = back.content.decode()
    assert back.status_code == 200
    assert "Not saved yet" in page
    assert "Saved now: 4" in page
    assert page.count('aria-invalid="true"') == 1
    assert saved(room) == {(0, 0): (4, None, 2)}
    again = fields(page)
    assert (again[name(room, 0, 0)], again[name(room, 1, 0)]) == ("3", " 2,5 ")
    assert teacher.post(form_of(room), again).status_code == 303
    assert saved(room) == {(0, 0): (3, None, 3), (1, 0): (2.5, None, 1)}


def with_the_token_of_a_session_that_is_over(room: Class, **headers: str) -> tuple[Client, Any]:
    """A teacher's browser that looks at tokens, and what it is answered to a score from an older tab."""
    browser, teacher = Client(enforce_csrf_checks=True), teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 0, 0): "3"}
    browser.cookies = teacher.cookies
    browser.cookies["csrftoken"] = "b" * 32  # another one, as after signing in anew
    return browser, browser.post(form_of(room), form, headers=headers)


def test_what_was_typed_in_another_tab_is_shown_again_after_signing_in_anew(room: Class) -> None:
    browser, refused = with_the_token_of_a_session_that_is_over(room, origin="http://testserver")
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "This form has expired" in page
    assert f'action="{form_of(room)}"' in page
    assert saved(room) == {(0, 0): (2, None, 1)}
    back = browser.post(
        form_of(room), fields(page.split("<main")[1]), headers={"origin": "http://testserver"}
    )
    again = fields(back.content.decode())
    assert (back.status_code, again[name(room, 0, 0)]) == (200, "3")
    assert "Not saved yet" in back.content.decode()
    assert saved(room) == {(0, 0): (2, None, 1)}


@pytest.mark.parametrize("headers", [{}, {"origin": "http://attacker.example"}, {"origin": "null"}], ids=str)
def test_what_another_site_sends_is_not_shown(room: Class, headers: dict[str, str]) -> None:
    _browser, refused = with_the_token_of_a_session_that_is_over(room, **headers)
    assert refused.status_code == 403
    assert "or comes from another site" in refused.content.decode()
    assert "Student:" not in refused.content.decode()
    assert saved(room) == {(0, 0): (2, None, 1)}


@pytest.mark.parametrize("kept", ["", "7", "{}", "[", "[" * 100_000])
def test_who_kept_nothing_that_can_be_read_goes_on_to_the_page(room: Class, kept: str) -> None:
    answer = signed_in_again(
        teacher_of(room), f'<input name="next" value="/"><input name="kept" value="{html.escape(kept)}">'
    )
    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_locked_grading_period_is_told_before_anything_is_typed(room: Class) -> None:
    open_form = shown(teacher_of(room), form_of(room))
    assert "readonly" not in open_form
    a_grading_period(
        school_year=room.section.school_year,
        name="Quarter 1",
        locks_on=room.assessment.due_on,
    )
    page = shown(teacher_of(room), form_of(room))
    assert "The grading period “Quarter 1” is locked" in page
    assert page.count(" readonly") == page.count('class="score"') == 4
    assert "Save scores" not in page
    refused = teacher_of(room).post(form_of(room), fields(open_form) | {name(room, 0, 0): "4"})
    assert refused.status_code == 400
    assert saved(room) == {(0, 0): (2, None, 1)}


def test_a_form_from_elsewhere_or_with_nonsense_is_refused(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 0, 0): "4"}
    seen = ["2", '"2", "x"', '"2", 1.5', '"2", -1', '"2", 2147483648', '"2", Infinity', "2, 1", '"2", 1, 1']
    nonsense = ["", "[]", "7", '{"a": 1}', "[" * 100_000, *(f'{{"a": [{each}]}}' for each in seen)]
    for each in nonsense:
        assert teacher.post(form_of(room), form | {"seen": each}).status_code == 400, each[:20]
    refused = teacher.post(form_of(room), {})
    assert refused.status_code == 400
    assert "nothing was saved" in refused.content.decode()
    del form["csrfmiddlewaretoken"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = teacher.cookies
    assert strict.post(form_of(room), form).status_code == 403
    assert saved(room) == {(0, 0): (2, None, 1)}


def test_a_class_may_have_more_fields_than_django_lets_in_by_itself(room: Class) -> None:
    teacher = teacher_of(room)
    form = fields(shown(teacher, form_of(room))) | {name(room, 0, 0): "4"}
    others = {f"Student:{number} Standard:1": "" for number in range(100_000, 104_000)}
    assert teacher.post(form_of(room), form | others).status_code == 303
    assert saved(room) == {(0, 0): (4, None, 2)}


def test_a_mark_stands_in_its_field_and_retired_ones_are_not_offered(room: Class) -> None:
    give(room, None, mark="M", expected_revision=1)
    Mark.objects.filter(code="EX").update(retired_at=clock.now())
    page = shown(teacher_of(room), form_of(room))
    assert fields(page)[name(room, 0, 0)] == "M"
    assert "<abbr>M</abbr> Missing" in page
    assert "<abbr>EX</abbr>" not in page


def test_a_section_without_students_has_nothing_to_fill_in(tenant: Tenant) -> None:  # noqa: ARG001
    a_scale()
    empty = a_class(students=0)
    assert "<form method" not in shown(teacher_of(empty), form_of(empty)).split("<main")[1]
