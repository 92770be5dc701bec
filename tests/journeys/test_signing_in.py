"""Signing in and out with a browser: CSRF on, cookies kept, nothing to be learnt from a refusal."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from pytest_django import DjangoAssertNumQueries

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.models import Tenant
from tests.journeys.browser import Browser

MAIL, PASSWORD = "ada@maple.example", "correct horse battery staple"


class AdasBrowser(Browser):
    """Knows Ada's email address and password."""

    def sign_in(self, mail: str = MAIL, password: str = PASSWORD, tenant: str = "") -> Any:
        """Sign in, by default as Ada."""
        return super().sign_in(mail, password, tenant)


@pytest.fixture
def ada(tenant: Tenant) -> Account:  # noqa: ARG001 - she is made in the tenant in scope
    """A teacher who can sign in."""
    account = an_account(email=MAIL, display_name="Ada Quill", password=PASSWORD)
    a_role(Role.TEACHER, account=account)
    return account


@pytest.fixture
def browser(ada: Account) -> AdasBrowser:  # noqa: ARG001
    """A browser at a school where Ada works."""
    return AdasBrowser()


def test_the_form_tells_a_browser_what_to_fill_in(browser: AdasBrowser) -> None:
    page = browser.client.get("/sign-in").content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert page.count("<label for=") == page.count('<input id="')


def test_signing_in_leads_to_the_front_page_and_out_again(browser: AdasBrowser) -> None:
    assert browser.greeting() is None

    signed_in = browser.sign_in()
    assert (signed_in.status_code, signed_in["Location"]) == (303, "/")
    assert browser.greeting() == "Ada Quill"

    signed_out = browser.send("/sign-out")
    assert (signed_out.status_code, signed_out["Location"]) == (303, "/")
    assert browser.greeting() is None


@pytest.mark.parametrize("mail", [MAIL.upper(), f"  {MAIL} "])
def test_a_mail_address_may_be_typed_in_any_way(browser: AdasBrowser, mail: str) -> None:
    assert browser.sign_in(mail).status_code == 303


def test_signing_out_twice_does_no_harm(browser: AdasBrowser) -> None:
    assert browser.send("/sign-out").status_code == 303
    assert browser.send("/sign-out").status_code == 303


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_without_its_token_is_refused(browser: AdasBrowser, path: str) -> None:
    browser.sign_in()

    refused = browser.client.post(path, {"mail": MAIL, "password": PASSWORD})

    assert refused.status_code == 403
    assert browser.greeting() == "Ada Quill"


def test_signing_out_by_a_link_is_refused(browser: AdasBrowser) -> None:
    browser.sign_in()

    assert browser.client.get("/sign-out").status_code == 405
    assert browser.greeting() == "Ada Quill"


def test_an_unknown_address_a_wrong_password_and_a_disabled_account_are_answered_alike(
    browser: AdasBrowser, ada: Account
) -> None:
    an_account(email="gone@maple.example", password=PASSWORD, is_active=False)
    answers = [
        browser.sign_in("nobody@maple.example"),
        browser.sign_in(MAIL, "wrong" * 5),
        browser.sign_in(MAIL, f"{PASSWORD}\x00"),
        browser.sign_in("gone@maple.example"),
        browser.sign_in(""),
        browser.sign_in(MAIL, tenant="elsewhere"),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer["WWW-Authenticate"] for answer in answers} == {
        'Cookie realm="JumpRope", form-action="/sign-in", cookie-name="sessionid"'
    }
    assert len({_without_what_was_typed(answer) for answer in answers}) == 1
    ada.refresh_from_db()
    assert ada.last_login is None


def _without_what_was_typed(answer: Any) -> str:
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and 'value="' not in line)


def test_nobody_is_told_whether_an_address_is_known_to_two_districts(
    browser: AdasBrowser, other_tenant: Tenant
) -> None:
    with tenant_scope(other_tenant.pk):
        an_account(email=MAIL, display_name="Ada Elsewhere", password=PASSWORD)

    assert browser.sign_in().status_code == 401

    assert browser.sign_in(tenant=" Cedar-County ").status_code == 303
    assert browser.greeting() == "Ada Elsewhere"


def test_the_password_is_not_sent_back(browser: AdasBrowser) -> None:
    refused = browser.sign_in("someone@maple.example", "a secret of mine").content.decode()

    assert "someone@maple.example" in refused
    assert "a secret of mine" not in refused


def test_a_session_from_before_is_not_the_one_after(browser: AdasBrowser, settings: LazySettings) -> None:
    browser.sign_in()
    first = browser.client.cookies[settings.SESSION_COOKIE_NAME].value
    planted = AdasBrowser()
    planted.client.cookies[settings.SESSION_COOKIE_NAME] = first

    planted.sign_in()

    assert planted.client.cookies[settings.SESSION_COOKIE_NAME].value != first


def test_who_wanted_to_see_a_page_comes_to_it(browser: AdasBrowser) -> None:
    asked = browser.client.get("/gradebook/Section:1?a=%2F")
    form = browser.client.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/gradebook/Section:1?a=%2F">' in form

    wrong = browser.send("/sign-in", mail=MAIL, password="wrong" * 5, next="/gradebook/Section:1")
    assert '<input type="hidden" name="next" value="/gradebook/Section:1">' in wrong.content.decode()
    signed_in = browser.send("/sign-in", mail=MAIL, password=PASSWORD, next="/gradebook/Section:1")
    assert (signed_in.status_code, signed_in["Location"]) == (303, "/gradebook/Section:1")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://attacker.example/",
        "//attacker.example",
        "///attacker.example",
        "/\\attacker.example",
        "\\\\attacker.example",
        " //attacker.example",
        "/\t/attacker.example",
        "javascript:alert(1)",
        "attacker.example",
        "front",
    ],
)
def test_no_request_can_say_to_go_on_elsewhere(browser: AdasBrowser, elsewhere: str) -> None:
    form = {"mail": MAIL, "password": PASSWORD, "next": elsewhere}

    assert browser.send(f"/sign-in?next={elsewhere}", **form)["Location"] == "/"


def test_cookies_are_kept_from_scripts_and_from_other_sites(
    browser: AdasBrowser, settings: LazySettings
) -> None:
    browser.sign_in()

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert browser.client.cookies[name]["httponly"]
        assert browser.client.cookies[name]["samesite"] == "Lax"


def test_signing_in_takes_twelve_statements(
    browser: AdasBrowser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.client.get("/sign-in")
    token = browser.client.cookies["csrftoken"].value

    with django_assert_num_queries(12):
        browser.client.post("/sign-in", {"mail": MAIL, "password": PASSWORD, "csrfmiddlewaretoken": token})


class TestFailingTooOften:
    """Ten failures for one email address from one address on the internet, then a pause."""

    @pytest.fixture(autouse=True)
    def nine_failures(self, browser: AdasBrowser) -> None:
        """All but the last that are allowed."""
        for _ in range(9):
            assert browser.sign_in(password="wrong").status_code == 401

    def test_the_tenth_failure_brings_a_pause_even_with_the_right_password(
        self, browser: AdasBrowser
    ) -> None:
        refused = browser.sign_in(password="wrong")
        assert refused.status_code == 429
        assert refused["Retry-After"] == "900"

        assert browser.sign_in().status_code == 429
        assert browser.greeting() is None

    def test_the_right_password_in_time_begins_anew(self, browser: AdasBrowser) -> None:
        assert browser.sign_in().status_code == 303

        for _ in range(9):
            assert browser.sign_in(password="wrong").status_code == 401

    def test_other_spellings_are_the_same_address(self, browser: AdasBrowser) -> None:
        assert browser.sign_in(f" {MAIL.upper()}", "wrong").status_code == 429

    def test_a_colleague_at_the_same_school_and_the_teacher_at_home_are_not_kept_waiting(
        self, browser: AdasBrowser
    ) -> None:
        browser.sign_in(password="wrong")
        an_account(email="ben@maple.example", password=PASSWORD)

        assert browser.sign_in("ben@maple.example").status_code == 303
        assert AdasBrowser("198.51.100.7").sign_in().status_code == 303

    def test_after_the_pause_one_may_try_again(self, browser: AdasBrowser, settings: LazySettings) -> None:
        assert browser.sign_in(password="wrong").status_code == 429

        AccessAttempt.objects.update(
            attempt_time=AccessAttempt.objects.get().attempt_time - settings.AXES_COOLOFF_TIME
        )

        assert browser.sign_in().status_code == 303

    def test_nobody_is_named_in_what_is_kept(self) -> None:
        (attempt,) = AccessAttempt.objects.values()

        assert attempt["failures_since_start"] == 9
        assert MAIL not in str(attempt)
        assert "wrong" not in str(attempt)
        assert len(attempt["username"]) == 64
