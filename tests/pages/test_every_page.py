"""Every page of the site: without faults, for everyone, on any screen, in light and in dark."""

import pytest

from config.urls import urlpatterns
from tests.pages.conftest import Visit
from tests.pages.visitor import NARROW, barriers

TEACHER, GUARDIAN = "teacher@maple.example", "guardian@maple.example"

WITHOUT_A_PAGE = {
    "sign-out": "it is sent, never opened",
    "asset": "a file that pages load",
}

PAGES: dict[str, list[tuple[str | None, str]]] = {
    "front": [
        (None, "/"),
        (TEACHER, "/"),
        (GUARDIAN, "/"),
        ("principal@maple.example", "/"),
        (None, "/nowhere"),
    ],
    "sign-in": [(None, "/sign-in")],
    "join": [(None, "/join/maple-valley")],
    "gradebook": [(TEACHER, "/gradebook/Section:1")],
    "scoring": [(TEACHER, "/scores/Assessment:79"), (TEACHER, "/scores/Assessment:1")],
    "student": [(GUARDIAN, "/student/Student:1"), (TEACHER, "/student/Student:2")],
    "graphql": [(TEACHER, "/graphql")],
}
"""By the name of the address: who opens it, and where."""

EACH = [(name, *visit) for name, visits in PAGES.items() for visit in visits]


def test_no_address_is_without_its_visit() -> None:
    assert {pattern.name for pattern in urlpatterns} == PAGES.keys() | WITHOUT_A_PAGE.keys()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("name", "mail", "path"), EACH)
def test_nothing_keeps_anybody_out(
    visit: Visit, name: str, mail: str | None, path: str, colours: str
) -> None:
    page = visit(mail, color_scheme=colours).open(path)
    if name == "graphql":
        page.get_by_label("Query", exact=True).wait_for(state="attached")
    for closed in page.locator("details:not([open]) > summary").all()[:3]:
        closed.click()
    assert barriers(page) == {}


@pytest.mark.parametrize(("name", "mail", "path"), EACH)
def test_nothing_is_wider_than_a_telephone(visit: Visit, name: str, mail: str | None, path: str) -> None:
    visitor = visit(mail, viewport=NARROW)
    visitor.open(path)
    assert not visitor.is_wider_than_its_window(), name


def test_a_barrier_is_seen(visit: Visit) -> None:
    page = visit().open("/sign-in")
    page.evaluate("document.querySelector('label[for=mail]').remove()")
    assert [*barriers(page)] == ["label"]


def test_a_page_that_is_too_wide_is_seen(visit: Visit) -> None:
    visitor = visit(viewport=NARROW)
    visitor.open("/").evaluate("document.querySelector('main').append('x'.repeat(100))")
    assert visitor.is_wider_than_its_window()


def test_a_fault_of_a_page_is_seen(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))")
    page.evaluate("fetch('http://127.0.0.2:9/').catch(() => 0)")
    faults = " ".join(visitor.faults)
    visitor.faults.clear()
    assert "Content Security Policy" in faults
    assert "http://127.0.0.2:9/" in faults
