"""Rows that are saved together, new ones and others: each gets what is its own, and no more."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from jumprope.kit import rows
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student
from tests.outcomes import statements

pytestmark = pytest.mark.usefixtures("tenant")


def test_new_rows_get_keys_and_the_others_their_new_values() -> None:
    school = a_school()
    known = [a_student(school=school, given_name=name) for name in ("Ada", "Ben")]
    for student, said in zip(known, ("7", "8"), strict=True):
        student.pronouns = said
    new = Student(school=school, given_name="Cem", family_name="Seedling", pronouns="9")
    rows.save([known[0], new, known[1]], changing=["pronouns"])
    saved = Student.objects.order_by("pk").values_list("pk", "given_name", "pronouns")
    assert list(saved) == [(known[0].pk, "Ada", "7"), (known[1].pk, "Ben", "8"), (new.pk, "Cem", "9")]


def test_columns_that_are_not_named_stay_as_they_are() -> None:
    student = a_student(given_name="Ada")
    student.given_name, student.pronouns = "Eve", "7"
    rows.save([student], changing=["pronouns"])
    student.refresh_from_db()
    assert (student.given_name, student.pronouns) == ("Ada", "7")


def test_a_row_of_another_tenant_is_not_changed(other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        theirs = a_student(pronouns="6")
    ours = a_student()
    stolen = Student(pk=theirs.pk, school=ours.school, given_name="Eve", family_name="Thief", pronouns="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.save([stolen], changing=["pronouns"])
    with tenant_scope(other_tenant.pk):
        theirs.refresh_from_db()
    assert theirs.pronouns == "6"


def test_the_number_of_rows_does_not_matter() -> None:
    school = a_school()
    few, many = ([a_student(school=school) for _ in range(size)] for size in (1, 300))
    for known in (few, many):
        new = [Student(school=school, given_name="New", family_name="Row") for _ in known]
        assert statements(partial(rows.save, known, changing=["pronouns"])) == 1
        assert statements(partial(rows.save, new, changing=["pronouns"])) == 3
    assert statements(lambda: rows.save([], changing=["pronouns"])) == 0
