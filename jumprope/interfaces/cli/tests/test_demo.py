"""`jumprope demo` makes the demo once, and says what there is to see."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.backends.base.introspection import BaseDatabaseIntrospection
from django.db.migrations.exceptions import InconsistentMigrationHistory

from jumprope.interfaces.cli.demo.districts import CEDAR, MAPLE, PASSWORD
from jumprope.interfaces.cli.management.commands import demo
from jumprope.interfaces.cli.statuses import REFUSED, USAGE
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.interfaces.graphql import documents
from jumprope.kit.tenancy import across_tenants
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import Tenant

SMALL = replace(CEDAR, group_size=2, so_far=3, slug=MAPLE.slug, staff=(*CEDAR.staff, MAPLE.staff[0]))


@pytest.fixture
def small_demo(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, db: None) -> None:  # noqa: ARG001
    """A demo of one small district, in which the examples' teacher is."""
    settings.DEMO = True
    monkeypatch.setattr(demo, "SIZES", {"small": (SMALL,)})


def events() -> int:
    with across_tenants():
        return AuditEvent.objects.count()


@pytest.mark.usefixtures("small_demo")
def test_the_demo_is_made_and_shown(jumprope: JumpRope) -> None:
    ended = jumprope("demo", "--address", "127.0.0.1:8123")

    assert (ended.status, ended.complaint) == (0, "")
    assert re.search(rf"{SMALL.name} +made", ended.output)
    assert (
        f"Sign in at http://127.0.0.1:8123 as any of these; the password is {PASSWORD} for all"
        in ended.output
    )
    assert all(part.mail in ended.output for part in SMALL.shown)
    for document in documents.trusted().values():
        assert f'"documentId": "{document.id}"' in ended.output


@pytest.mark.usefixtures("small_demo")
def test_again_nothing_is_changed(jumprope: JumpRope) -> None:
    jumprope("demo")
    before = events()

    ended = jumprope("demo")

    assert re.search(rf"{SMALL.name} +already there; nothing was changed", ended.output)
    assert events() == before > 0


@pytest.mark.usefixtures("small_demo")
def test_it_is_served_where_it_was_said(jumprope: JumpRope, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(demo, "call_command", lambda *given, **named: called.append((*given, named)))

    jumprope("demo", "--serve", "--address", "127.0.0.1:8123")

    assert called[-1] == ("runserver", "127.0.0.1:8123", {"use_reloader": False})
    assert called[0][0] == "migrate"


@pytest.mark.django_db
def test_where_people_are_real_there_is_no_demo(jumprope: JumpRope, settings: LazySettings) -> None:
    settings.DEMO = False

    ended = jumprope("demo")

    assert ended.status == REFUSED
    assert "for development only" in ended.complaint
    assert not Tenant.objects.exists()


@pytest.mark.usefixtures("small_demo")
def test_each_size_is_made_by_itself(jumprope: JumpRope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "SIZES", {"small": (), "district": (SMALL,)})

    ended = jumprope("demo", "--size", "district")

    assert (ended.status, ended.complaint) == (0, "")
    assert re.search(rf"{SMALL.name} +made", ended.output)


@pytest.mark.usefixtures("small_demo")
def test_a_size_that_there_is_not_is_refused(jumprope: JumpRope) -> None:
    ended = jumprope("demo", "--size", "enormous")

    assert ended.status == USAGE
    assert not Tenant.objects.exists()


def a_column_less(introspection: BaseDatabaseIntrospection) -> Callable[..., Any]:
    describe = introspection.get_table_description
    return lambda cursor, table: describe(cursor, table)[1:]


@pytest.mark.usefixtures("small_demo")
@pytest.mark.parametrize("lacking", ["a column", "a table", "a migration"])
def test_a_database_of_another_version_is_left_alone(
    lacking: str, jumprope: JumpRope, monkeypatch: pytest.MonkeyPatch
) -> None:
    introspection = connection.introspection
    if lacking == "a column":
        monkeypatch.setattr(introspection, "get_table_description", a_column_less(introspection))
    elif lacking == "a table":
        tables = introspection.table_names()
        monkeypatch.setattr(introspection, "table_names", lambda _cursor: tables[1:])
    else:
        monkeypatch.setattr(demo, "call_command", Mock(side_effect=InconsistentMigrationHistory))

    ended = jumprope("demo")

    assert ended.status == REFUSED
    assert "was made by another version of JumpRope" in ended.complaint
    assert "remove it and run this again" in ended.complaint
    assert not Tenant.objects.exists()
