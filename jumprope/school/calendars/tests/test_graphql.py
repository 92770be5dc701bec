"""Grading periods through the API: who sees them, and whether they are locked."""

from datetime import timedelta
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_grading_period, a_lock_change, a_school_year
from tests.fixtures import Ask
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


def test_everyone_sees_periods_and_who_keeps_calendars_sees_why_they_are_locked(
    other_tenant: Tenant,
) -> None:
    oak, elm = a_school(), a_school()
    of_all, of_oak, of_elm = (
        a_lock_change(grading_period=a_grading_period(school=s)) for s in (None, oak, elm)
    )
    with tenant_scope(other_tenant.pk):
        a_lock_change()
    periods = {change.grading_period_id for change in (of_all, of_oak, of_elm)}
    expected = {
        Role.TENANT_ADMIN: {of_all.pk, of_oak.pk, of_elm.pk},
        Role.SCHOOL_ADMIN: {of_all.pk, of_oak.pk},
        Role.INTEGRATION: {of_all.pk, of_oak.pk},
        Role.COUNSELLOR: set(),
        Role.TEACHER: set(),
        Role.GUARDIAN: set(),
        Role.STUDENT: set(),
    }
    for role, changes in expected.items():
        viewer = a_viewer(role, school=None if role is Role.TENANT_ADMIN else oak)
        assert seen_by(viewer, "GradingPeriod", "LockChange") == {
            "GradingPeriod": periods,
            "LockChange": changes,
        }, role


def test_a_period_is_made_locked_and_unlocked_through_the_api(ask: Ask) -> None:
    admin, year, oak = a_viewer(Role.TENANT_ADMIN), a_school_year(), a_school()
    days = {"startsOn": year.starts_on.isoformat(), "endsOn": year.ends_on.isoformat()}
    new = [
        {"name": "Semester", **days},
        {"name": "Quarter", "schoolId": ids.encode("School", oak.pk), **days},
    ]
    made = _do(
        ask,
        admin,
        "makeGradingPeriods",
        "gradingPeriods { id name locked school { id } }",
        schoolYearId=ids.encode("SchoolYear", year.pk),
        periods=new,
    )["gradingPeriods"]
    assert [(each["name"], each["locked"], each["school"] is None) for each in made] == [
        ("Semester", False, True),
        ("Quarter", False, False),
    ]
    semester = {"gradingPeriodId": made[0]["id"]}
    changed = _do(ask, admin, "changeGradingPeriod", "gradingPeriod { name }", **semester, name="Term")
    assert changed["gradingPeriod"]["name"] == "Term"
    shown = "gradingPeriod { locked } lockChange { reason }"
    locked = _do(ask, admin, "lockGradingPeriod", shown, **semester, reason="Over")
    assert locked == {"gradingPeriod": {"locked": True}, "lockChange": {"reason": "Over"}}
    ahead = (admin.today + timedelta(days=3)).isoformat()
    opened = _do(ask, admin, "unlockGradingPeriod", shown, **semester, reason="Not yet", locksOn=ahead)
    assert opened == {"gradingPeriod": {"locked": False}, "lockChange": {"reason": "Not yet"}}
    listed = ask(
        admin,
        """{ schoolYears { gradingPeriods(first: 9) { edges { node { name locksOn
               lockChanges(first: 9) { edges { node { reason } } } } } } } }""",
    )["schoolYears"][0]["gradingPeriods"]["edges"]
    reasons = {
        edge["node"]["name"]: [change["node"]["reason"] for change in edge["node"]["lockChanges"]["edges"]]
        for edge in listed
    }
    assert reasons == {"Quarter": [], "Term": ["Not yet", "Over"]}


def _do(ask: Ask, viewer: Viewer, mutation: str, selection: str, **given: Any) -> Any:
    kind = mutation[0].upper() + mutation[1:]
    document = f"""mutation ($input: {kind}Input!) {{
      {mutation}(input: $input) {{ {selection} errors {{ code field }} }}
    }}"""
    payload = ask(viewer, document, input=given)[mutation]
    assert payload.pop("errors") == []
    return payload
