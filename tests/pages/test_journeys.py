"""What teachers, families and the invited do here: with a mouse, with keys alone, after a pause."""

import re

from playwright.sync_api import expect

from jumprope.interfaces.cli.demo.districts import PASSWORD
from tests.pages.conftest import Visit, renewed_invitation
from tests.pages.visitor import Visitor

TEACHER, CO_TEACHER = "teacher@maple.example", "co-teacher@maple.example"
GUARDIAN = "guardian@maple.example"

SECTION, LOCKED, OPEN = "/gradebook/Section:1", "/scores/Assessment:1", "/scores/Assessment:3"

FIRST, SECOND, THIRD = 0, 1, 2
"""Fields of the form for scores, by their places: each test changes others."""


def field(visitor: Visitor, place: int) -> str:
    """The name of a field, by which it is found whatever stands beside it."""
    return str(visitor.page.locator("input.score").nth(place).get_attribute("name"))


def open_scores(visitor: Visitor) -> str:
    """Go from the gradebook to the last of its assessments that nothing has closed, and say where that is."""
    page = visitor.open(SECTION)
    page.locator("a[href^='/scores/']").last.click()
    expect(page.get_by_role("button", name="Save scores")).to_be_visible()
    return str(page.url).removeprefix(visitor.origin)


def test_who_was_sent_an_address_comes_to_it_after_signing_in(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(f"{SECTION}?from=mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    visitor.send_sign_in(TEACHER, "not the password")
    expect(page.get_by_role("alert")).to_contain_text("no account with this email address and password")
    visitor.send_sign_in(TEACHER)
    expect(page).to_have_url(f"{visitor.origin}{SECTION}?from=mail")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mathematics 6")
    visitor.sign_out()
    visitor.open(SECTION)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_teacher_saves_scores_and_sees_them_in_the_gradebook(visit: Visit) -> None:
    teacher = visit(TEACHER)
    address = open_scores(teacher)
    page, name = teacher.page, field(teacher, FIRST)
    page.locator(f'[name="{name}"]').fill("1,5")
    page.get_by_role("button", name="Save scores").click()
    expect(page).to_have_url(f"{teacher.origin}{SECTION}")
    expect(page.get_by_role("region", name="Scores").get_by_text("1.5", exact=True).first).to_be_attached()
    assert teacher.open(address).locator(f'[name="{name}"]').input_value() == "1.5"


def test_two_teachers_who_change_one_score_are_told_beside_it(visit: Visit) -> None:
    teacher, colleague = visit(TEACHER), visit(CO_TEACHER)
    address = open_scores(teacher)
    name = field(teacher, SECOND)
    page = colleague.open(address)
    for visitor, typed in ((teacher, "1.25"), (colleague, "2.75")):
        visitor.page.locator(f'[name="{name}"]').fill(typed)
        visitor.page.get_by_role("button", name="Save scores").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved.")
    cell = page.locator("td", has=page.locator(f'[name="{name}"]'))
    expect(cell).to_contain_text("Somebody has changed this score")
    expect(cell).to_contain_text("Saved now: 1.25")
    expect(cell.locator("input")).to_have_value("2.75")
    page.get_by_role("button", name="Save scores").click()
    expect(page).to_have_url(f"{colleague.origin}{SECTION}")
    assert colleague.open(address).locator(f'[name="{name}"]').input_value() == "2.75"


def test_a_locked_period_is_told_before_anything_is_typed(visit: Visit) -> None:
    page = visit(TEACHER).open(LOCKED)
    expect(page.get_by_role("note")).to_contain_text("“Quarter 1” is locked")
    expect(page.get_by_role("button", name="Save scores")).to_have_count(0)
    first = page.locator("input.score").first
    before = first.input_value()
    first.focus()
    page.keyboard.type("3")
    expect(first).to_have_value(before)


def test_scores_are_given_with_keys_alone(visit: Visit) -> None:
    teacher = visit(TEACHER)
    address = open_scores(teacher)
    page, name = teacher.open(address), field(teacher, THIRD)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    for _ in range(20):
        if page.locator(":focus").get_attribute("name") == name:
            break
        page.keyboard.press("Tab")
    expect(page.locator(f'[name="{name}"]')).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("ex")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{teacher.origin}{SECTION}")
    assert teacher.open(address).locator(f'[name="{name}"]').input_value() == "EX"


def test_what_was_typed_before_the_session_ended_comes_back(visit: Visit) -> None:
    teacher = visit().sign_in(TEACHER)
    open_scores(teacher)
    page, name = teacher.page, field(teacher, 5)
    elsewhere = page.context.new_page()
    elsewhere.goto(teacher.origin)
    page.locator(f'[name="{name}"]').fill("2.25")
    elsewhere.get_by_role("button", name="Sign out").click()
    expect(elsewhere.get_by_role("link", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Save scores").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing was saved")
    teacher.send_sign_in(TEACHER)
    page.get_by_role("button", name="Show what I typed").click()
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    expect(page.locator(f'[name="{name}"]')).to_have_value("2.25")
    page.get_by_role("button", name="Save scores").click()
    expect(page).to_have_url(f"{teacher.origin}{SECTION}")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_was_typed_in_another_tab_comes_back_after_signing_in_anew(visit: Visit) -> None:
    teacher = visit().sign_in(TEACHER)
    open_scores(teacher)
    page, name = teacher.page, field(teacher, 6)
    page.locator(f'[name="{name}"]').fill("1.75")
    teacher.page = page.context.new_page()
    teacher.open("/")
    teacher.sign_out()
    teacher.sign_in(TEACHER)
    teacher.page = page
    page.get_by_role("button", name="Save scores").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This form has expired")
    page.get_by_role("button", name="Show what I typed").click()
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    expect(page.locator(f'[name="{name}"]')).to_have_value("1.75")
    page.get_by_role("button", name="Save scores").click()
    expect(page).to_have_url(f"{teacher.origin}{SECTION}")


def test_a_family_sees_grades_missing_work_and_the_arithmetic(visit: Visit) -> None:
    page = visit(GUARDIAN).open("/")
    page.locator("a[href^='/student/']").click()
    for heading in ("Missing work", "Grades"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="Grades")).to_contain_text("Quarter 1")
    why = page.locator("details").first
    expect(why.get_by_role("table")).to_be_hidden()
    why.locator("summary").click()
    expect(why.get_by_role("columnheader", name="Counted")).to_be_visible()
    expect(why.locator("ol")).to_contain_text("=")


def test_a_family_finds_no_other_child_and_no_form(visit: Visit) -> None:
    family = visit(GUARDIAN)
    own = family.open("/").locator("a[href^='/student/']").get_attribute("href")
    for path in (OPEN, *({"/student/Student:1", "/student/Student:2"} - {own})):
        expect(family.open(path).get_by_role("heading", level=1)).to_have_text(
            "There is nothing at this address."
        )


def test_an_invitation_opens_the_door_and_leaves_no_trace_in_the_address(visit: Visit) -> None:
    token = renewed_invitation(visit)
    guest, asked = visit(), []
    guest.page.on("request", lambda request: asked.append(request.url))
    page = guest.open(f"/join/maple-valley#{token}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a password")
    assert not [url for url in [*asked, page.url] if token in url]
    mail = page.get_by_label("Email address").input_value()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Choose this password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    guest.send_sign_in(mail)
    expect(page.get_by_role("heading", name="Students", exact=True)).to_be_visible()
    late = visit().open(f"/join/maple-valley#{token}")
    expect(late.get_by_role("heading", level=1)).to_contain_text("cannot be used any more")


def test_without_scripts_an_invitation_is_pasted(visit: Visit) -> None:
    page = visit(java_script_enabled=False).open("/join/maple-valley#1.abc")
    page.get_by_label("What stands behind the #").fill("1.abc")
    page.get_by_role("button", name="Open the invitation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cannot be used any more")


def test_graphiql_answers(visit: Visit) -> None:
    page = visit(TEACHER).open("/graphql?document=about_me")
    page.get_by_role("button", name=re.compile("Execute query")).click()
    expect(page.locator(".graphiql-response")).to_contain_text("displayName")
    expect(page.locator(".graphiql-response")).not_to_contain_text("errors")
