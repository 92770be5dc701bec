"""Rows in one statement are held to all that a row by itself is held to."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from jumprope.kit import rows
from jumprope.kit.tenancy.scope import WrongTenant
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student
from tests.outcomes import statements

pytestmark = pytest.mark.usefixtures("tenant")


def a_new_student(school: School, name: str = "Ada", **given: Any) -> Student:
    """One that is not saved."""
    return Student(school=school, given_name=name, family_name="Birch", **given)


def test_a_row_goes_in_with_all_that_it_says_and_defaults_for_the_rest() -> None:
    school = a_school()
    new = a_new_student(school, "Zoë “Z” %s", pronouns="6")
    rows.append([new, a_new_student(school)])
    kept = Student.objects.get(pronouns="6")
    said = {field.attname: getattr(new, field.attname) for field in Student._meta.concrete_fields}
    assert {name: getattr(kept, name) for name in said} == said | {"id": kept.pk}
    assert statements(lambda: rows.append([])) == 0


def test_a_row_of_another_tenant_is_refused_with_all_the_others(other_tenant: Tenant) -> None:
    school = a_school()
    with pytest.raises(WrongTenant), transaction.atomic():
        rows.append([a_new_student(school), a_new_student(school, tenant_id=other_tenant.pk)])
    assert not Student.objects.exists()


def test_what_a_constraint_refuses_takes_the_others_along(monkeypatch: pytest.MonkeyPatch) -> None:
    school = a_school()
    monkeypatch.setattr(connection.features, "max_query_params", len(Student._meta.concrete_fields))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.append([a_new_student(school), Student(school_id=10**9, given_name="Bo", family_name="Birch")])
    assert not Student.objects.exists()


def test_a_relation_to_a_row_that_was_not_saved_is_refused() -> None:
    with pytest.raises(ValueError, match="unsaved related object 'school'"):
        rows.append([a_new_student(School(name="Oak"))])


def test_a_relation_to_a_row_that_was_saved_in_the_meantime_has_its_key() -> None:
    school = School(name="Oak")
    new = a_new_student(school)
    school.save()
    rows.append([new])
    assert Student.objects.get().school == school


def test_many_rows_are_as_many_statements_as_the_database_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    school = a_school()
    new = [a_new_student(school, str(place)) for place in range(5)]
    monkeypatch.setattr(connection.features, "max_query_params", 2 * len(Student._meta.concrete_fields))
    assert statements(lambda: rows.append(new)) == 3
    names = Student.objects.order_by("pk").values_list("given_name", flat=True)
    assert list(names) == ["0", "1", "2", "3", "4"]


def test_rows_that_are_known_are_changed_and_new_ones_inserted() -> None:
    school = a_school()
    known = [a_student(school=school, pronouns="5") for _ in range(2)]
    for student in known:
        student.pronouns, student.family_name = str(student.pk), "Not to be written"
    new = a_new_student(school, pronouns="7")
    with transaction.atomic():
        rows.save([known[0], new, known[1]], changing=["pronouns"])
    kept = Student.objects.in_bulk()
    assert {key: each.pronouns for key, each in kept.items()} == {
        known[0].pk: str(known[0].pk),
        known[1].pk: str(known[1].pk),
        new.pk: "7",
    }
    assert "Not to be written" not in {each.family_name for each in kept.values()}


@dataclass(frozen=True)
class Notebook:
    """Two tables that are there for one test."""

    page: type[models.Model]
    line: type[models.Model]


@pytest.fixture
def notebook() -> Notebook:
    """A table whose rows have a history, with a column that the database has a default for."""
    with isolate_apps("jumprope.school.people"):

        class Page(models.Model):
            text = models.CharField(max_length=20)

            class Meta:
                app_label = "people"

        class Line(models.Model):
            page_id = models.BigIntegerField()
            text = models.CharField(max_length=20)
            kept_by = models.CharField(max_length=20, default="nobody")
            colour = models.CharField(max_length=20, db_default="blue")

            class Meta:
                app_label = "people"

    key = {"sqlite": "INTEGER PRIMARY KEY", "mysql": "BIGINT AUTO_INCREMENT PRIMARY KEY"}[connection.vendor]
    columns = "page_id BIGINT, text VARCHAR(20), kept_by VARCHAR(20), colour VARCHAR(20) DEFAULT 'blue'"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS people_line (id {key}, {columns})")
    return Notebook(Page, Line)


def test_a_column_with_a_default_of_the_database_is_left_to_it(notebook: Notebook) -> None:
    rows.append([notebook.line(page_id=1, text="one")])
    rows.append([notebook.line(page_id=1, text="two", colour="red")])
    found = notebook.line._default_manager.order_by("pk").values_list("text", "kept_by", "colour")
    assert list(found) == [("one", "nobody", "blue"), ("two", "nobody", "red")]


def test_a_history_keeps_rows_as_they_are_now(notebook: Notebook) -> None:
    pages = [notebook.page(pk=key, text=f"page {key}") for key in (7, 9)]

    def keep() -> None:
        rows.keep(notebook.line, pages, of="page_id", columns=["text"], kept_by="ada")

    assert statements(keep) == 1
    found = notebook.line._default_manager.order_by("pk").values_list("page_id", "text", "kept_by", "colour")
    assert list(found) == [(7, "page 7", "ada", "blue"), (9, "page 9", "ada", "blue")]
    assert statements(lambda: rows.keep(notebook.line, [], of="page_id", columns=["text"])) == 0
