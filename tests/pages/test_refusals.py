"""Every page that refuses something: without faults for everyone, in light and in dark, on any screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Visit, renewed_invitation
from tests.pages.visitor import NARROW, Visitor, barriers

TEACHER = "teacher@maple.example"

SCORES = "/scores/Assessment:79"


def wrong_password(visit: Visit) -> Visitor:
    visitor = visit()
    visitor.open("/sign-in")
    visitor.send_sign_in("nobody@maple.example", "not the password")
    return visitor


def too_many_attempts(visit: Visit) -> Visitor:
    visitor = visit()
    visitor.open("/sign-in")
    for _ in range(11):
        visitor.send_sign_in("forgetful@maple.example", "not the password")
    return visitor


def form_without_a_session(visit: Visit) -> Visitor:
    visitor = visit()
    visitor.open("/sign-in")
    visitor.page.context.clear_cookies()
    visitor.send_sign_in(TEACHER)
    return visitor


def scores_of_another_session(visit: Visit) -> Visitor:
    visitor = visit(TEACHER)
    page = visitor.open(SCORES)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Save scores").click()
    return visitor


def scores_after_signing_out(visit: Visit) -> Visitor:
    visitor = visit().sign_in(TEACHER)
    page = visitor.open(SCORES)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save scores").click()
    return visitor


def signed_in_again(visit: Visit) -> Visitor:
    visitor = scores_after_signing_out(visit)
    visitor.send_sign_in(TEACHER)
    return visitor


def scores_that_are_none(visit: Visit) -> Visitor:
    visitor = visit(TEACHER)
    page = visitor.open(SCORES)
    page.locator("input.score").first.fill("99")
    page.get_by_role("button", name="Save scores").click()
    return visitor


def nonsense(visit: Visit) -> Visitor:
    visitor = visit(TEACHER)
    page = visitor.open(SCORES)
    page.evaluate("document.querySelector('[name=seen]').value = ''")
    page.get_by_role("button", name="Save scores").click()
    return visitor


def opened(path: str) -> Callable[[Visit], Visitor]:
    """Whoever opens this address."""

    def visiting(visit: Visit) -> Visitor:
        visitor = visit()
        visitor.open(path)
        return visitor

    return visiting


def invitation_that_is_over(visit: Visit) -> Visitor:
    visitor = visit()
    visitor.open("/join/maple-valley#1.abc")
    visitor.page.get_by_role("link", name="Go to the front page").wait_for()
    return visitor


def two_passwords(visit: Visit) -> Visitor:
    visitor = visit()
    page = visitor.open(f"/join/maple-valley#{renewed_invitation(visit, 2)}")
    page.get_by_label("Password", exact=True).fill("four words of nothing")
    page.get_by_label("The same password again").fill("four other words of it")
    page.get_by_role("button", name="Choose this password").click()
    return visitor


def broken(visit: Visit) -> Visitor:
    visitor = opened("/broken")(visit)
    visitor.faults.clear()  # Chromium complains of it, and is right
    return visitor


REFUSALS: dict[str, tuple[Callable[[Visit], Visitor], str]] = {
    "a wrong password": (wrong_password, "no account with this email address and password"),
    "too many attempts": (too_many_attempts, "Too many attempts failed. Try again in 15 minutes."),
    "a form without a session": (form_without_a_session, "or comes from another site"),
    "scores of another session": (scores_of_another_session, "Somebody has signed in here"),
    "scores after signing out": (scores_after_signing_out, "You were signed out, so nothing was saved."),
    "who is signed in again": (signed_in_again, "You are signed in again"),
    "scores that are none": (scores_that_are_none, "Look at what is marked below"),
    "nonsense": (nonsense, "What was sent here cannot be read"),
    "an address that is only sent to": (opened("/sign-out"), "This address is not for opening"),
    "an address of nothing": (opened("/nowhere"), "There is nothing at this address."),
    "an invitation that is over": (invitation_that_is_over, "This invitation cannot be used any more."),
    "two passwords": (two_passwords, "These are two different passwords."),
    "what is broken": (broken, "Something went wrong here."),
}
"""Who comes to each, and what it says."""


@pytest.mark.parametrize(("come", "said"), REFUSALS.values(), ids=REFUSALS)
def test_nothing_keeps_anybody_out_of_a_refusal(
    visit: Visit, come: Callable[[Visit], Visitor], said: str
) -> None:
    visitor = come(visit)
    page = visitor.page
    expect(page.locator("main")).to_contain_text(said)
    found = {}
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        found[colours] = barriers(page)
    assert found == {"light": {}, "dark": {}}
    page.set_viewport_size(NARROW)
    assert not visitor.is_wider_than_its_window()
    assert barriers(page) == {}
