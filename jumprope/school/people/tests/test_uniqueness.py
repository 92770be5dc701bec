"""A name that is taken is told as that; no other fault of the database is mistaken for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jumprope.kit import uniqueness
from jumprope.kit.errors import Refused
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student

pytestmark = pytest.mark.usefixtures("tenant")


class Taken(Exception):
    """What the tests raise."""


def write_unless_taken(model: type[Any], key: str, write: Callable[[], object]) -> None:
    with transaction.atomic(), uniqueness.unless_taken(model, key, Taken()):
        write()


@pytest.mark.parametrize(
    "name", ["Elm", "' for key 'tenancy_school.another'", "UNIQUE constraint failed: x.y"]
)
def test_a_constraint_is_known_by_its_name(name: str) -> None:
    a_school(name=name)
    with pytest.raises(Taken) as taken:
        write_unless_taken(School, "tenancy_school_name", School(name=name).save)
    assert isinstance(taken.value.__cause__, IntegrityError)


def test_a_field_that_is_unique_by_itself_is_known_by_its_name(tenant: Tenant) -> None:
    with pytest.raises(Taken):
        write_unless_taken(Tenant, "slug", Tenant(slug=tenant.slug, name="Another").save)


def test_a_relation_of_one_to_one_is_known_by_its_name() -> None:
    account, student = an_account(), a_student()
    a_student(account=account)
    student.account = account
    with pytest.raises(Taken):
        write_unless_taken(Student, "account", student.save)


def test_another_key_is_not_taken_for_it() -> None:
    known, entry = a_school(), "' for key 'tenancy_school.tenancy_school_name'"
    again = School(pk=known.pk, name=entry)
    with pytest.raises(IntegrityError):
        write_unless_taken(School, "tenancy_school_name", lambda: again.save(force_insert=True))


def test_another_tables_key_is_not_taken_for_it() -> None:
    a_school(name="Elm")
    with pytest.raises(IntegrityError):
        write_unless_taken(Student, "account", School(name="Elm").save)


def test_a_relation_to_nothing_is_not_taken_for_it() -> None:
    stray = Student(school_id=10**9, given_name="Sam", family_name="Seedling")

    def save() -> None:
        stray.save()
        connection.check_constraints()  # a test's transaction is never committed

    with pytest.raises(IntegrityError):
        write_unless_taken(Student, "account", save)


def test_what_is_not_the_databases_fault_passes() -> None:
    with pytest.raises(uniqueness.TakenMeanwhile, match="Look at what there is now"):
        write_unless_taken(School, "tenancy_school_name", _refuse)
    write_unless_taken(School, "tenancy_school_name", School(name="Elm").save)
    assert School.objects.get().name == "Elm"


def _refuse() -> None:
    refusal: Refused = uniqueness.TakenMeanwhile(field="courses")
    raise refusal


def test_a_key_that_there_is_not_is_a_bug() -> None:
    a_school(name="Elm")
    with pytest.raises(KeyError):
        write_unless_taken(School, "tenancy_school_nmae", School(name="Elm").save)
