"""SQLite is told that most of a table is one tenant's: it looks for what narrows a table further."""

import pytest
from django.db import connection

from config.sqlite import expectations

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def plan(sql: str) -> str:
    """How SQLite looks for the rows, in its own words."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " ".join(line[3] for line in cursor.fetchall())


SCORES = "SELECT id FROM assessments_score WHERE tenant_id = 1 AND student_id IN (1, 2, 3) ORDER BY id"


def test_a_migrated_database_expects_many_rows_of_a_tenant() -> None:
    assert "assessments_by_student (tenant_id=? AND student_id=?)" in plan(SCORES)


def test_without_being_told_it_looks_through_all_that_a_tenant_has() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")
    assert "student_id=?" not in plan(SCORES)
    expectations.tell(connection)
    assert "student_id=?" in plan(SCORES)


def test_each_column_narrows_a_table_down_to_one_row_where_the_index_is_unique() -> None:
    assert expectations.expected(4, unique=True) == "1000000 1000000 100 10 1"
    assert expectations.expected(2, unique=False) == "1000000 1000000 10"
    assert expectations.expected(1, unique=False) == "1000000 1000000"


def test_every_index_that_begins_with_the_tenant_is_told_of() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE stat LIKE '1000000 1000000%'")
        (told,) = cursor.fetchone()
        cursor.execute(expectations.INDEXES_OF_TENANTS)
        assert told == len(cursor.fetchall()) > 90


def test_what_was_counted_is_left_as_it_is() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_stat1 SET stat = '9 9 3 2' WHERE idx = 'assessments_by_student'")
        expectations.tell(connection)
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'assessments_by_student'")
        assert cursor.fetchall() == [("9 9 3 2",)]
        cursor.execute("UPDATE sqlite_stat1 SET stat = '1000000 1000000 100 10' WHERE stat = '9 9 3 2'")
