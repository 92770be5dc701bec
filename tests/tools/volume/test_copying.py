"""A tenant is copied whole: every row once, nothing shared with the original, and the chain holds."""

import pytest
from django.db import connection, models
from django.test import Client

from jumprope.interfaces.cli.demo.districts import PASSWORD
from jumprope.kit.tenancy import TenantModel, tenant_scope
from jumprope.platform.accounts.models import Account
from jumprope.platform.audit import reads as audit
from jumprope.platform.audit.models import IdempotencyKey
from jumprope.platform.identifiers.models import ExternalIdentifier
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import Student
from tests.tools.volume.conftest import SMALL
from tools.volume import copying

pytestmark = pytest.mark.django_db


def rows_of(tenant: Tenant) -> dict[type[TenantModel], list[int]]:
    """The keys of all rows, by table."""
    with tenant_scope(tenant.pk):
        return {
            model: list(model.objects.order_by("pk").values_list("pk", flat=True))
            for model in copying.in_order_of_keys()
        }


def test_every_row_is_copied_once_with_its_key_shifted(original: Tenant) -> None:
    before = rows_of(original)
    twin = copying.copy(original, 2)
    assert rows_of(original) == before
    shift = rows_of(twin)[Student][0] - before[Student][0]
    assert shift > max(map(max, filter(None, before.values())))
    assert rows_of(twin) == {model: [key + shift for key in keys] for model, keys in before.items()}
    connection.check_constraints()


def test_relations_lead_to_the_copies_own_rows(original: Tenant) -> None:
    twin = copying.copy(original, 3)
    with tenant_scope(twin.pk):
        student = Student.objects.get(account__email=f"3.{SMALL.student.mail}")
        assert (student.given_name, student.school.tenant_id) == ("Juno", twin.pk)
        assert [each.section.tenant_id for each in student.enrolments.all()] == [twin.pk]
        identifier = ExternalIdentifier.objects.get(identifier="s-1")
        assert Student.objects.filter(pk=identifier.subject_id).exists()
        holders = IdempotencyKey.objects.order_by("holder").values_list("holder", flat=True)
        admin = Account.objects.get(email=f"3.{SMALL.admin.mail}")
        assert list(holders) == [IdempotencyKey.OPERATOR, admin.pk]


def test_the_audit_chain_of_a_copy_holds(original: Tenant) -> None:
    twin = copying.copy(original, 2)
    with tenant_scope(original.pk):
        first = audit.verification()
    with tenant_scope(twin.pk):
        second = audit.verification()
    assert (second.position, second.broken_positions) == (first.position, [])
    assert second.digest != first.digest


def test_people_of_a_copy_sign_in_with_an_address_of_their_own(original: Tenant) -> None:
    copying.copy(original, 2)
    form = {"mail": copying.address_in_copy(2, SMALL.admin.mail), "password": PASSWORD}
    assert Client().post("/sign-in", form).status_code == 303


def test_several_copies_stand_side_by_side(original: Tenant) -> None:
    copies = [copying.copy(original, number) for number in (2, 3)]
    assert [twin.slug for twin in copies] == [f"{SMALL.slug}-2", f"{SMALL.slug}-3"]
    assert len({rows_of(twin)[Student][0] for twin in copies}) == 2


def test_every_number_that_may_be_a_key_is_known() -> None:
    """A new BIGINT column that is no relation: say in `copying` whether it holds keys, or add it here."""
    no_keys = {"audit.AuditEvent.position", "audit.AuditHead.position"}
    numbers = {
        f"{model._meta.label}.{field.attname}"
        for model in copying.in_order_of_keys()
        for field in model._meta.local_fields
        if type(field) is models.BigIntegerField
    }
    assert numbers == no_keys | copying.KEYS_THAT_ARE_NO_RELATIONS | copying.KEYS_BUT_FOR_NOBODY
