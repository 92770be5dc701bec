"""Many rows at once: their keys are theirs, whoever else writes at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model, Q

from jumprope.kit import inserting, rows
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student
from tests.outcomes import refused, statements
from tests.threads import Together

pytestmark = pytest.mark.usefixtures("tenant")


def students(school: School, family_name: str, number: int) -> list[Student]:
    """New students, numbered by their given names."""
    return [
        Student(school_id=school.pk, given_name=str(place), family_name=family_name)
        for place in range(number)
    ]


def insert(school: School, family_name: str, number: int) -> list[int]:
    """What a command does."""
    with transaction.atomic():
        return rows.insert(students(school, family_name, number))


def named(keys: Sequence[int]) -> list[tuple[str, str]]:
    """The names behind keys, in the order of the keys."""
    found = Student.objects.in_bulk(keys)
    return [(found[key].family_name, found[key].given_name) for key in keys]


def expected(family_name: str, number: int) -> list[tuple[str, str]]:
    return [(family_name, str(place)) for place in range(number)]


def test_keys_come_in_the_order_of_the_rows() -> None:
    school = a_school()
    a_student(school=school)
    keys = insert(school, "Birch", 400)
    assert named(keys) == expected("Birch", 400)


def test_rows_know_their_keys() -> None:
    new = students(a_school(), "Birch", 3)
    assert rows.insert(new) == [student.pk for student in new]


def test_rows_of_other_tenants_are_not_counted(other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        insert(a_school(), "Stranger", 5)
    assert named(insert(a_school(), "Birch", 2)) == expected("Birch", 2)


def test_no_rows_take_no_statement() -> None:
    assert statements(lambda: rows.insert([])) == 0


def test_the_number_of_rows_does_not_matter() -> None:
    school = a_school()
    assert statements(lambda: rows.insert(students(school, "Birch", 1))) == 3
    assert statements(lambda: rows.insert(students(school, "Birch", 100))) == 3


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_inserted() -> None:
    school = a_school()
    with pytest.raises(RuntimeError, match="transaction"):
        rows.insert(students(school, "Birch", 1))
    assert not Student.objects.exists()


def test_writers_at_the_same_moment_get_each_their_own_keys(together: Together) -> None:
    school, writers, number = a_school(), 6, 150
    families = [f"Family {writer}" for writer in range(writers)]
    answers: Any = together(*(_inserting(school, family, number) for family in families))
    for family, keys in zip(families, answers, strict=True):
        assert named(keys) == expected(family, number)


def _inserting(school: School, family_name: str, number: int) -> Callable[[], list[int]]:
    return lambda: insert(school, family_name, number)


@pytest.fixture
def intruder(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Someone who inserts a student, and commits, right before and right after our rows go in; their keys."""
    school, keys, insert = a_school(), list[int](), inserting.insert

    def intrude() -> None:
        def work() -> None:
            try:
                keys.append(a_student(school=school, family_name="Intruder").pk)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as other:
            other.submit(copy_context().run, work).result()

    def intruded(new: Sequence[Model]) -> None:
        intrude()
        try:
            insert(new)
        finally:
            intrude()

    monkeypatch.setattr(inserting, "insert", intruded)
    return keys


@pytest.mark.mysql  # where there is a single writer, nobody can intrude
@pytest.mark.django_db(transaction=True)
def test_rows_that_others_commit_meanwhile_are_not_taken_for_ours(intruder: list[int]) -> None:
    keys = insert(a_school(), "Birch", 20)
    assert named(keys) == expected("Birch", 20)
    assert intruder[0] < min(keys)
    assert max(keys) < intruder[1]


@pytest.mark.mysql
@pytest.mark.django_db(transaction=True)
def test_without_a_snapshot_it_is_an_error_and_nothing_is_left(intruder: list[int]) -> None:
    school = a_school()
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
    with pytest.raises(RuntimeError, match="22 are new"):
        insert(school, "Birch", 20)
    assert list(Student.objects.values_list("pk", flat=True)) == intruder


def test_those_that_the_rule_allows_are_locked_and_returned() -> None:
    school = a_school()
    ours, theirs = a_student(school=school), a_student()
    keys = [ours.pk, theirs.pk, theirs.pk + 1000]
    with transaction.atomic():
        assert rows.lock(Student, Q(school=school), keys) == {ours.pk: ours}


def test_a_lock_costs_the_same_for_absent_and_forbidden_rows() -> None:
    student, absent = a_student(), 10**9
    rule = Q(school=a_school())
    assert statements(lambda: rows.lock(Student, rule, [student.pk])) == 2
    assert statements(lambda: rows.lock(Student, rule, [absent])) == 2


def test_of_many_rows_those_are_known_that_a_rule_allows(other_tenant: Tenant) -> None:
    elm, oak = a_student(), a_student()
    with tenant_scope(other_tenant.pk):
        strange = a_student()
    keys = iter([elm.pk, oak.pk, strange.pk, elm.pk])
    assert rows.among(Student, keys, rule=Q(pk__gt=0)) == {elm.pk, oak.pk}
    assert rows.among(Student, [elm.pk, oak.pk], rule=Q(school=oak.school)) == {oak.pk}
    assert rows.among(Student, [], rule=Q(pk__gt=0)) == set()
    assert statements(lambda: rows.among(Student, [elm.pk, oak.pk], rule=Q(pk__gt=0))) == 1


def test_one_row_is_locked_if_a_rule_allows_it(other_tenant: Tenant) -> None:
    known = a_student()
    with tenant_scope(other_tenant.pk):
        strange = a_student()
    assert rows.locked_one(Student, Q(school=known.school), known.pk, field="student_id") == known
    for key, rule in [(known.pk, Q(school=10**9)), (strange.pk, Q()), (10**9, Q())]:
        with refused(("not_found", "student_id")):
            rows.locked_one(Student, rule, key, field="student_id")
    assert statements(lambda: rows.locked_one(Student, Q(), known.pk, field="student_id")) == 2


@pytest.mark.mysql  # elsewhere nobody can write between the two looks
@pytest.mark.django_db(transaction=True)
def test_a_locked_row_is_as_it_is_now_whatever_was_read_before() -> None:
    student = a_student(pronouns="6")

    def promote() -> None:
        try:
            Student.objects.filter(pk=student.pk).update(pronouns="7")
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        assert Student.objects.get(pk=student.pk).pronouns == "6"
        other.submit(copy_context().run, promote).result()
        assert Student.objects.get(pk=student.pk).pronouns == "6"
        assert rows.lock(Student, Q(), [student.pk])[student.pk].pronouns == "7"
