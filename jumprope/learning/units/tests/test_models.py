"""What the database itself refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.standards.factories import a_standard
from jumprope.learning.units.factories import a_unit
from jumprope.learning.units.models import Unit, UnitStandard
from jumprope.platform.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("tenant")


def test_a_unit_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_unit(starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 1))
    assert not Unit.objects.exists()


def test_a_standard_is_in_a_unit_once() -> None:
    standard = a_standard()
    unit = a_unit(standards=[standard])
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitStandard.objects.create(unit=unit, standard=standard)
    assert UnitStandard.objects.count() == 1


def test_a_unit_belongs_to_one_tenant(other_tenant: Tenant) -> None:
    unit = a_unit()
    with tenant_scope(other_tenant.pk):
        foreign = a_standard()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitStandard.objects.create(unit=unit, standard=foreign)
    assert not UnitStandard.objects.exists()
