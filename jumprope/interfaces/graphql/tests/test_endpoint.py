"""Who asks, and what it costs to find out."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from jumprope.interfaces.graphql.tests.door import WHO_ASKS, Door
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.standards.factories import a_framework
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant

TITLES = "{ frameworks { title } }"


@pytest.mark.django_db
def test_without_a_session_no_statement_is_run(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert Door(Client()).refusal(TITLES) == "not_signed_in"


@pytest.mark.django_db
def test_a_session_that_is_not_there_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries, settings: LazySettings
) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    with django_assert_num_queries(1):
        assert Door(client).refusal(TITLES) == "not_signed_in"


def test_a_disabled_account_is_not_signed_in_any_more(door: Door, account: Account) -> None:
    assert door.refusal(TITLES) is None
    account.is_active = False
    account.save()

    assert door.refusal(TITLES) == "not_signed_in"


def test_who_asks_is_known_after_three_statements(door: Door, statements: CaptureQueriesContext) -> None:
    door.ask("{ __typename }")

    assert len(statements) == WHO_ASKS


def test_the_answer_holds_the_rows_of_the_viewers_tenant(door: Door, other_tenant: Tenant) -> None:
    a_framework(title="Ours")
    with tenant_scope(other_tenant.pk):
        theirs = a_framework(title="Theirs")

    assert door.ask(TITLES) == {"data": {"frameworks": [{"title": "Ours"}]}}
    assert door.ask('{ framework(id: "Framework:%s") { title } }' % theirs.pk) == {
        "data": {"framework": None}
    }
