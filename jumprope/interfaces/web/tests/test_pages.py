"""What pages show to whom, and what they are never without."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils.http import urlencode
from pytest_django import DjangoAssertNumQueries

from jumprope.interfaces.cli.demo.districts import MAPLE, PASSWORD
from jumprope.interfaces.graphql import documents
from jumprope.kit.permissions import Role
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.platform.tenancy.models import Tenant

HTML = "text/html,application/xhtml+xml"


@pytest.fixture
def demo(settings: LazySettings, db: None) -> None:  # noqa: ARG001 - it is the database being there that is needed
    """A demo in which one district is told."""
    settings.DEMO = True
    a_tenant(slug=MAPLE.slug, name=MAPLE.name)


@pytest.fixture
def teacher(tenant: Tenant) -> Account:  # noqa: ARG001 - the account is made in the tenant in scope
    """Somebody who is signed in."""
    account = an_account(display_name="Ada Quill")
    a_role(Role.TEACHER, account=account)
    return account


@pytest.fixture
def browser(teacher: Account) -> Client:
    """Their browser."""
    client = Client(headers={"Accept": HTML})
    client.force_login(teacher)
    return client


class Page(HTMLParser):
    """What a page loads and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = dict(attrs)
        self.addresses += [given[name] or "" for name in ("src", "href", "action") if name in given]
        runs = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if runs or "style" in given or tag == "style" or any(name.startswith("on") for name in given):
            self.inline.append(tag)


def pages(browser: Client) -> Iterator[str]:
    for path in ("/", "/sign-in", "/graphql", "/nothing"):
        yield browser.get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/sign-in", "/graphql", "/nothing-here", "/sign-out"])
def test_every_answer_has_the_headers_that_keep_it_safe(path: str) -> None:
    response = Client().get(path)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("demo")
def test_nothing_is_fetched_from_elsewhere_and_no_page_has_code_of_its_own(browser: Client) -> None:
    for html in pages(browser):
        page = Page(html)
        assert page.addresses
        assert all(
            address.startswith(("/", "#")) and not address.startswith("//") for address in page.addresses
        )
        assert page.inline == []
        assert "<title>" in html
        assert '<html lang="en">' in html


@pytest.mark.django_db
def test_the_front_page_shows_no_accounts_where_people_are_real(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_tenant(slug=MAPLE.slug)

    with django_assert_num_queries(0):
        page = Client().get("/")

    assert page.status_code == 200
    assert "standards-based gradebook" in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert "@" not in page.content.decode()


@pytest.mark.usefixtures("demo")
def test_the_front_page_of_the_demo_shows_whom_to_sign_in_as_and_what_to_ask() -> None:
    page = Client().get("/").content.decode()

    for part in MAPLE.shown:
        assert f'value="{part.mail}"' in page
        assert f'aria-label="Sign in as {part.name}"' in page
    assert "cedar.example" not in page
    for document in documents.trusted().values():
        assert f'href="/graphql?document={document.name}"' in page


@pytest.mark.django_db
def test_a_demo_that_is_not_told_says_how_it_is(settings: LazySettings) -> None:
    settings.DEMO = True

    assert "jumprope demo" in Client().get("/").content.decode()


@pytest.mark.usefixtures("demo")
def test_who_is_signed_in_is_greeted_and_asked_first_what_to_ask(browser: Client) -> None:
    page = browser.get("/").content.decode()

    assert "Ada Quill, Maple County Schools" in page
    assert page.index("/graphql?document=") < page.index("Sign in as")


@pytest.mark.usefixtures("demo")
def test_graphiql_opens_with_the_document_that_was_asked_for(browser: Client) -> None:
    page = browser.get("/graphql?document=try_a_calculation").content.decode()

    assert "You ask as Ada Quill." in page
    assert page.index("query TryACalculation") < page.index("query AboutMe")


@pytest.mark.usefixtures("demo")
def test_graphiql_is_for_those_who_are_signed_in() -> None:
    response = Client().get("/graphql?document=about_me", headers={"Accept": HTML})

    onward = urlencode({"next": "/graphql?document=about_me"})
    assert (response.status_code, response["Location"]) == (302, f"/sign-in?{onward}")


def test_graphiql_is_not_there_where_people_are_real(browser: Client) -> None:
    assert browser.get("/graphql").status_code == 406
    assert browser.get("/graphql", headers={"Accept": "*/*"}).status_code == 405


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/graphql-response+json"])
def test_a_program_gets_the_api_at_the_same_address(browser: Client, accept: str) -> None:
    assert browser.get("/graphql", headers={"Accept": accept}).status_code == 405


def test_pages_can_only_be_looked_at(browser: Client) -> None:
    assert browser.post("/").status_code == 405
    assert browser.put("/sign-in").status_code == 405
    assert browser.head("/sign-in").status_code == 200


def test_who_opens_what_is_only_sent_to_is_told_so_on_a_page(browser: Client) -> None:
    opened = browser.get("/sign-out")
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "This address is not for opening" in opened.content.decode()
    assert browser.get("/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize("after", ["x", "\0", "T2Zmc2V0OjE", "A" * 4096])
def test_a_place_in_the_courses_that_no_page_leads_to_is_not_there(browser: Client, after: str) -> None:
    assert browser.get("/", {"after": after}).status_code == 404
