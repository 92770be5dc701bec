"""A small district to copy."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django import DjangoDbBlocker

from jumprope.interfaces.cli.demo import story
from jumprope.interfaces.cli.demo.districts import MAPLE
from jumprope.kit import clock
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.models import Account
from jumprope.platform.audit.models import IdempotencyKey
from jumprope.platform.identifiers.models import ExternalIdentifier
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import Student
from tests.once import made_once

MATHEMATICS = MAPLE.subjects[0]
SMALL = replace(
    MAPLE,
    subjects=(replace(MATHEMATICS, groups=MATHEMATICS.groups[:2]),),
    group_size=2,
    so_far=2,
    staff=tuple(part for part in MAPLE.staff if not part.mail.startswith(("wanda", "henrik"))),
)


@pytest.fixture(scope="module")
def original(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tenant]:  # noqa: ARG001
    """A small district, with a row for each key that the database does not know to be one."""
    with made_once(django_db_blocker, the_original) as made:
        yield made


def the_original() -> Tenant:
    """What each of the tests copies."""
    story.tell(SMALL, clock.now().date(), lambda _further: None)
    tenant = Tenant.objects.get(slug=SMALL.slug)
    with tenant_scope(tenant.pk):
        student = Student.objects.order_by("pk").first()
        assert student is not None
        ExternalIdentifier.objects.create(
            kind="student", source="sis", identifier="s-1", subject_id=student.pk
        )
        for holder in (IdempotencyKey.OPERATOR, Account.objects.get(email=SMALL.admin.mail).pk):
            IdempotencyKey.objects.create(
                holder=holder, key="once", fingerprint="f" * 64, used_at=clock.now()
            )
    return tenant
