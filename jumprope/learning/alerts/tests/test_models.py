"""What the database itself refuses, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.alerts.factories import an_alert
from jumprope.learning.alerts.models import GradeAlert
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.rosters.factories import an_enrolment

pytestmark = pytest.mark.usefixtures("tenant")


def test_one_alert_is_raised_a_day() -> None:
    enrolment = an_enrolment()
    an_alert(section=enrolment.section, student=enrolment.student)
    with pytest.raises(IntegrityError), transaction.atomic():
        an_alert(section=enrolment.section, student=enrolment.student)
    assert GradeAlert.objects.count() == 1


def test_what_someone_has_taken_up_was_taken_up_at_some_time() -> None:
    enrolment = an_enrolment()
    with pytest.raises(IntegrityError), transaction.atomic():
        an_alert(section=enrolment.section, student=enrolment.student, acknowledged_by=an_account())
    assert not GradeAlert.objects.exists()


def test_an_alert_belongs_to_one_tenant(other_tenant: Tenant) -> None:
    enrolment = an_enrolment()
    with tenant_scope(other_tenant.pk):
        foreign = an_enrolment()
    with pytest.raises(IntegrityError), transaction.atomic():
        an_alert(section=enrolment.section, student=foreign.student)
    assert not GradeAlert.objects.exists()
