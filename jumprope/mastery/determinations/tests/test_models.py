"""What the database itself refuses, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.factories import Class
from jumprope.mastery.determinations.factories import a_determination
from jumprope.mastery.determinations.models import Determination, DeterminationChange
from jumprope.mastery.policies.factories import a_scale, the_level
from jumprope.mastery.policies.models import Scale
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def determination(room: Class) -> Determination:
    """What is determined of the first student on the first standard."""
    return a_determination(section=room.section, student=room.students[0], standard=room.standards[0])


def test_an_override_has_a_reason(determination: Determination, scale: Scale) -> None:
    determination.override_level = the_level(scale, "Proficient")
    with pytest.raises(IntegrityError), transaction.atomic():
        determination.save()


def test_there_is_one_determination_in_one_place(determination: Determination) -> None:
    determination.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        determination.save(force_insert=True)


def test_a_revision_is_kept_once(determination: Determination) -> None:
    again = DeterminationChange(
        determination=determination, revision=1, changed_at=determination.determined_at
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_levels_are_of_the_same_tenant(determination: Determination, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        determination.level = the_level(a_scale(), "Proficient")
    with pytest.raises(IntegrityError), transaction.atomic():
        determination.save()
