"""A plan that goes through other tenants' rows is seen; one that begins at the tenant or at a key is not."""

import pytest
from django.db import connection

from jumprope.kit.tenancy import across_tenants
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import Student
from tools.volume import explaining
from tools.volume.explaining import Access, watched

INDEXES = {
    ("people_student", "PRIMARY"): "id",
    ("people_student", "by_name"): "tenant_id",
    ("people_student", "by_grade"): "grade_level",
    ("rosters_enrolment", "PRIMARY"): "id",
    ("rosters_enrolment", "by_day"): "tenant_id",
    ("accounts_account", "accounts_account_email_idx"): "email",
    ("django_session", "PRIMARY"): "session_key",
}


@pytest.fixture
def indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    """These indexes and no others."""
    monkeypatch.setattr(explaining, "first_columns", lambda: INDEXES)


@pytest.mark.usefixtures("indexes")
@pytest.mark.parametrize(
    ("table", "kind", "index", "fault"),
    [
        ("people_student", "ALL", None, "full scan"),
        ("people_student", "index", "by_name", "scan of the whole index by_name"),
        ("people_student", "range", "by_grade", "by_grade does not begin with the tenant"),
        ("people_student", "index_merge", "by_name,by_grade", "by_grade does not begin with the tenant"),
        ("people_student", "ref", "PRIMARY", "PRIMARY does not begin with the tenant"),
        ("people_student", "range", "PRIMARY", None),
        ("people_student", "ref", "by_name", None),
        ("people_student", "eq_ref", "by_grade", None),
        ("accounts_account", "ref", "accounts_account_email_idx", None),
        ("django_session", "ALL", None, None),
    ],
)
def test_a_fault_is_what_goes_through_rows_of_other_tenants(
    table: str, kind: str, index: str | None, fault: str | None
) -> None:
    assert Access((table,), kind, index).fault == fault


@pytest.mark.usefixtures("indexes")
def test_an_index_tells_apart_tables_that_go_by_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    sql = (
        "SELECT 1 FROM `people_student` INNER JOIN `django_session` ON (1) WHERE EXISTS(SELECT 1 FROM "
        "`rosters_enrolment` U0 WHERE EXISTS(SELECT 1 FROM `people_student` U0 WHERE 1))"
    )
    lines = [("people_student", "by_name"), ("U0", "by_day"), ("U0", "PRIMARY"), ("<derived2>", None)]
    answer = [{"select_type": "SIMPLE", "table": name, "type": "ref", "key": index} for name, index in lines]
    monkeypatch.setattr(explaining, "asked", lambda sql, params: answer)
    assert [access.tables for access in explaining.plan(sql, ())] == [
        ("people_student",),
        ("rosters_enrolment",),
        ("rosters_enrolment", "people_student"),
    ]


@pytest.mark.mysql
@pytest.mark.django_db
def test_the_real_plan_of_a_full_scan_is_a_fault(original: Tenant) -> None:
    with watched() as watch, connection.cursor() as cursor:
        cursor.execute("SELECT `id` FROM `people_student` WHERE `family_name` = %s", ["Ravenel"])
        with across_tenants():
            assert Student.objects.filter(tenant=original).count() == 4
    scan, counted = watch.statements
    assert scan.faults == ["people_student: full scan"]
    assert (scan.examined, scan.sent) == (4, 1)
    assert not counted.faults
