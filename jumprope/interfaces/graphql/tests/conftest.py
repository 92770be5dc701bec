"""Someone who is signed in and asks."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumprope.interfaces.graphql.tests.door import Door
from jumprope.kit.permissions import Role
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def account(tenant: Tenant) -> Account:  # noqa: ARG001 - it is made in the tenant in scope
    """A teacher's account."""
    made = an_account(display_name="Ada Quill")
    a_role(Role.TEACHER, account=made)
    return made


@pytest.fixture
def door(account: Account) -> Door:
    """The door for someone who is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    return Door(client)


@pytest.fixture
def statements(door: Door) -> Iterator[CaptureQueriesContext]:  # noqa: ARG001 - signing in is not counted
    """What the database is asked during the test."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
