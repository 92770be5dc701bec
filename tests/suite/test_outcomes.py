"""What leaves something behind is not taken for refused, whatever table that is in."""

import pytest
from django.db.models import Model

from jumprope.kit import clock
from jumprope.kit.errors import NotFound
from jumprope.operations.opsdesk.models import Owner
from jumprope.platform.accounts.models import Session
from jumprope.platform.tenancy.models import Tenant
from tests.outcomes import refused


@pytest.mark.django_db
def test_what_changes_nothing_is_refused() -> None:
    with refused(("not_found", None)):
        raise NotFound


@pytest.mark.usefixtures("tenant")
def test_a_row_that_is_left_behind_is_found_out() -> None:
    left: list[Model] = [
        Tenant(slug="late", name="Late County"),
        Session(session_key="late", session_data="", expire_date=clock.now()),
        Owner(tag="Service", value="late", team="late"),
    ]
    for row in left:
        with pytest.raises(AssertionError):
            leave_behind(row)


def leave_behind(row: Model) -> None:
    with refused(("not_found", None)):
        row.save()
        raise NotFound
