"""The operations that are watched are answered: they fit the schema, and whoever does them may."""

import pytest

from jumprope.platform.tenancy.models import Tenant
from tests.tools.volume.conftest import SMALL
from tools.volume import copying
from tools.volume.operations import OPERATIONS, Unanswered, Visitor, done_in, visitor_of

pytestmark = pytest.mark.django_db


def test_all_are_answered_in_a_copy(original: Tenant) -> None:
    copying.copy(original, 2)
    assert len(OPERATIONS) == 14
    for operation in OPERATIONS:
        visitor = visitor_of(SMALL, 2, operation.role)
        visitor.sign_in()
        operation.ready(visitor)()


def test_what_is_refused_is_not_measured(original: Tenant) -> None:
    copying.copy(original, 2)
    stranger = Visitor("stranger@maple.example", SMALL.slug)
    with pytest.raises(Unanswered, match="cannot sign in"):
        stranger.sign_in()
    with pytest.raises(Unanswered, match="not_signed_in"):
        stranger.ask("{ me { id } }")


@pytest.mark.mysql
def test_each_statement_has_its_plan_and_its_rows(original: Tenant) -> None:
    copying.copy(original, 2)
    signing_in, about_me, *_others = done_in(SMALL, 2)
    assert signing_in.operation.title == "Sign in"
    known = next(each for each in signing_in.statements if "`accounts_account`.`email` = " in each.sql)
    assert ("accounts_account",) in [access.tables for access in known.accesses]
    assert known.sent == 1
    assert all(each.examined >= each.sent for each in about_me.statements)
