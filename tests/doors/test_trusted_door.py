"""What the quick door answers itself, what it leaves to the ordinary one, and that nobody gets in by it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib import auth

from config import environment
from config.driver import Reader
from graphplan.artefact.loading import Artefact
from graphplan.plans import GaveUp
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.trusted import asking, door
from jumprope.interfaces.trusted.application import answered
from jumprope.interfaces.trusted.door import Door, UnusableDocuments, opened
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.access import AccountBackend, SessionStore
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account, Session
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.models import Tenant
from tests.doors.conftest import Doors
from tests.doors.visitors import a_request, session_of

ABOUT_ME = next(one.id for one in documents.trusted().values() if one.name == "about_me")


@pytest.fixture
def teacher(tenant: Tenant) -> Account:  # noqa: ARG001 - it is made in the tenant in scope
    account = an_account(display_name="Ada Quill", password="correct horse battery staple")
    a_role(Role.TEACHER, account=account)
    return account


@pytest.fixture
def session(teacher: Account) -> str:
    return session_of(teacher)


def told(doors: Doors, session: str, **changes: Any) -> str:
    """The name of whoever is signed in, as the quick door knows it, or the code of the refusal."""
    doors.look_again()
    answered = doors.quick(a_request(ABOUT_ME, session, **changes))
    assert answered == doors.ordinary(a_request(ABOUT_ME, session, **changes))
    return answered.code if "errors" in answered.json else answered.json["data"]["me"]["displayName"]


def test_a_document_is_answered_without_the_ordinary_door(doors: Doors, session: str) -> None:
    assert told(doors, session) == "Ada Quill"
    assert doors.handed_over == 0


@pytest.fixture
def only_by_tls(settings: LazySettings) -> None:
    """Settings as in production, from before the doors are made."""
    settings.SECURE_HSTS_SECONDS = 3600


@pytest.mark.usefixtures("only_by_tls")
@pytest.mark.parametrize("secure", [False, True])
def test_the_headers_are_those_of_the_ordinary_door(doors: Doors, session: str, secure: bool) -> None:
    changes: dict[str, Any] = {"wsgi.url_scheme": "https" if secure else "http"}
    doors.look_again()

    quick = doors.quick(a_request(ABOUT_ME, session, **changes))

    assert quick == doors.ordinary(a_request(ABOUT_ME, session, **changes))

    assert quick.headers["X-Content-Type-Options"] == "nosniff"
    assert ("Strict-Transport-Security" in quick.headers) is secure
    assert doors.handed_over == 0


def sign_out(session: str, _teacher: Account) -> None:
    SessionStore(session).flush()


def disable(_session: str, teacher: Account) -> None:
    Account.objects.filter(pk=teacher.pk).update(is_active=False)


def change_password(_session: str, teacher: Account) -> None:
    teacher.set_password("another horse battery staple")
    teacher.save()


def end(session: str, _teacher: Account) -> None:
    Session.objects.filter(pk=session).update(expire_date=clock.now())


def forge(session: str, _teacher: Account) -> None:
    row = Session.objects.get(pk=session)
    row.session_data = row.session_data[:-1] + ("a" if row.session_data[-1] != "a" else "b")
    row.save()


def rewrite(session: str, teacher: Account) -> None:
    """Someone who can write to the database, but has no key, puts another's account in."""
    other = an_account(password="correct horse battery staple")
    assert other.pk != teacher.pk
    Session.objects.filter(pk=session).update(account_id=other.pk)


def other_backend(session: str, _teacher: Account) -> None:
    store = SessionStore(session)
    store[asking.BACKEND] = "jumprope.platform.accounts.access.FormerBackend"
    store.save()


def sign_nobody_in(session: str, _teacher: Account) -> None:
    store = SessionStore(session)
    del store[asking.ACCOUNT]
    store.save()


@pytest.mark.parametrize(
    "over", [sign_out, disable, change_password, end, forge, other_backend, sign_nobody_in]
)
def test_a_session_that_is_over_is_over_at_this_door_too(
    doors: Doors, session: str, teacher: Account, over: Callable[[str, Account], None]
) -> None:
    assert told(doors, session) == "Ada Quill"

    over(session, teacher)

    assert told(doors, session) == "not_signed_in"
    assert doors.handed_over == 1


def test_what_was_signed_is_believed_and_not_what_stands_beside_it(
    doors: Doors, session: str, teacher: Account
) -> None:
    rewrite(session, teacher)

    assert told(doors, session) == "Ada Quill"
    assert doors.handed_over == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"HTTP_COOKIE": None},
        {"HTTP_COOKIE": f"sessionid={'a' * 32}"},
        {"HTTP_ORIGIN": "http://attacker.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"CONTENT_TYPE": "text/plain"},
        {"CONTENT_LENGTH": "1048577"},
        {"REQUEST_METHOD": "PUT"},
        {"HTTP_ACCEPT": "text/html"},
        {"HTTP_HOST": "attacker.example"},
    ],
)
def test_what_the_ordinary_door_refuses_is_refused_in_its_words(
    doors: Doors, session: str, changes: dict[str, Any]
) -> None:
    quick = doors.quick(a_request(ABOUT_ME, session, **changes))

    assert quick == doors.ordinary(a_request(ABOUT_ME, session, **changes))
    assert not quick.status.startswith("200")
    assert doors.handed_over == 1


@pytest.mark.parametrize("document", ["0" * 64, "", ABOUT_ME.upper(), f"{ABOUT_ME} "])
def test_an_unknown_document_is_refused_and_nobody_is_looked_up_for_it(
    doors: Doors, session: str, document: str
) -> None:
    answered = doors.quick(a_request(document, session))

    assert answered.code == "document_unknown"
    assert doors.handed_over == 1


def test_everyone_sees_what_is_theirs(doors: Doors, session: str, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        other = an_account(display_name="Bo Inkwell")
        a_role(Role.TEACHER, account=other)
        theirs = session_of(other)

    assert [told(doors, one) for one in (session, theirs, session)] == [
        "Ada Quill",
        "Bo Inkwell",
        "Ada Quill",
    ]
    assert doors.handed_over == 0


def test_roles_that_are_rare_together_are_answered_by_the_ordinary_door(
    doors: Doors, session: str, teacher: Account
) -> None:
    a_role(Role.INTEGRATION, account=teacher)

    assert told(doors, session) == "Ada Quill"
    assert doors.handed_over == 1


def test_who_holds_more_roles_than_are_looked_at_is_answered_by_the_ordinary_door(
    doors: Doors, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_ROLES", 1)

    assert told(doors, session) == "Ada Quill"
    assert doors.handed_over == 1


def test_a_role_that_ended_counts_no_more(doors: Doors, session: str, teacher: Account) -> None:
    hour = timedelta(hours=1)
    a_role(Role.INTEGRATION, account=teacher, starts_at=clock.now() - 2 * hour, ends_at=clock.now() - hour)

    assert told(doors, session) == "Ada Quill"
    assert doors.handed_over == 0


def test_a_fault_in_a_plan_is_answered_by_the_ordinary_door_and_logged_without_words(
    doors: Doors, session: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: Any) -> Any:
        raise LookupError("Ada's score")

    doors.look_again()
    monkeypatch.setattr(door, "look", broken)

    with caplog.at_level(logging.INFO):
        answered = doors.quick(a_request(ABOUT_ME, session))

    assert answered.json["data"]["me"] == {"displayName": "Ada Quill"}
    assert doors.handed_over == 1
    (said,) = (record.getMessage() for record in caplog.records if record.name.startswith("jumprope"))
    assert said == f"a plan gave up: LookupError; document {ABOUT_ME}"


class Asking:
    """One thread that asks the quick door. `connections` are those that it made."""

    def __init__(self, plans: Artefact, connect: Callable[[], Reader], session: str) -> None:
        self.connections: list[Reader] = []
        self.handed_over = 0
        self._connect, self._session = connect, session
        self._door = Door(
            plans, self._connected, application=lambda: answered, ordinary=lambda: self._ordinary
        )

    def _connected(self) -> Reader:
        self.connections.append(self._connect())
        return self.connections[-1]

    def _ordinary(self, _environ: Any, _start_response: Any) -> list[bytes]:
        self.handed_over += 1
        return [b"handed over"]

    def __call__(self) -> bytes:
        (answered,) = self._door(a_request(ABOUT_ME, self._session), lambda *_: lambda _body: None)
        return answered


@pytest.fixture
def ask(plans: Artefact, connect: Callable[[], Reader], session: str) -> Asking:
    return Asking(plans, connect, session)


@pytest.mark.sqlite
def test_a_connection_that_was_dropped_while_idle_is_made_again_for_the_same_request(
    ask: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    first = ask()
    ask.connections[0].close()

    assert [ask(), ask()] == [first, first]
    assert ask.handed_over == 0
    assert len(ask.connections) == 1
    assert "gave up" not in caplog.text


def raises(fault: Exception) -> Callable[..., Any]:
    def raising(*_arguments: Any) -> Any:
        raise fault

    return raising


@pytest.mark.parametrize("fault", [GaveUp("no value"), LookupError("a fault of a plan's")])
def test_a_plan_that_gives_up_costs_no_connection(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(door, "look", raises(fault))
        assert ask() == b"handed over"

    assert b"Ada Quill" in ask()
    assert len(ask.connections) == 1


def test_after_a_fault_of_the_driver_a_thread_connects_anew(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b"Ada Quill" in ask()
    with monkeypatch.context() as patch:
        patch.setattr(door, "look", raises(ask.connections[0].Fault("gone away")))
        # On MySQL the connection is the test's own, which goes on to use it.
        patch.setattr(Reader, "close", lambda _reader: None)
        assert ask() == b"handed over"

    assert b"Ada Quill" in ask()
    assert len(ask.connections) == 2


@pytest.mark.sqlite
def test_one_statement_says_who_asks_and_what_is_asked_is_of_the_same_snapshot(
    doors: Doors, session: str
) -> None:
    statements: list[str] = []
    doors.look_again(statements)
    doors.quick(a_request(ABOUT_ME, session))

    begin, who, *rest, end = statements
    assert (begin, end) == ("BEGIN", "ROLLBACK")
    assert "accounts_session" in who
    assert rest
    assert not any("accounts_session" in statement for statement in rest)


@pytest.mark.parametrize(
    ("what", "now"),
    [("schema", "0" * 16), ("code", "0" * 16), ("database", "oracle"), ("format", "0")],
)
def test_documents_that_were_compiled_for_something_else_are_not_loaded(
    folder: Path, tmp_path: Path, what: str, now: str
) -> None:
    for file in folder.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        made = [line for line in text.splitlines() if line.strip().startswith(f"'{what}': ")]
        (tmp_path / file.name).write_text(text.replace(made[0], f"'{what}': '{now}',") if made else text)

    with pytest.raises(UnusableDocuments, match=f"were made for {what} {now}, and here it is .*anew"):
        opened(tmp_path, environment.current().database)


def test_without_compiled_documents_nothing_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UnusableDocuments, match="There are no compiled documents in"):
        opened(tmp_path, environment.current().database)


def test_the_names_that_django_signs_under_are_known() -> None:
    assert (asking.ACCOUNT, asking.BACKEND, asking.HASH) == (
        auth.SESSION_KEY,
        auth.BACKEND_SESSION_KEY,
        auth.HASH_SESSION_KEY,
    )
    assert f"{AccountBackend.__module__}.{AccountBackend.__qualname__}" == asking.OURS
    assert SessionStore().key_salt == asking.SESSION_SALT
    assert asking.hash_of("x") == Account(password="x").get_session_auth_hash()


def test_before_it_is_known_who_asks_nothing_of_theirs_is_compared() -> None:
    with pytest.raises(LookupError):
        asking.Nobody().value_at("tenant_id", None)
