"""Lists of people come by an index in the order of their names: a page reads no more rows than it shows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jumprope.kit import rows
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import StaffMember, Student
from tests.fixtures import Ask

pytestmark = pytest.mark.usefixtures("tenant")


def many(model: type[Student | StaffMember], count: int) -> None:
    """So many people of the tenant in scope, with names in order."""
    school = a_school()
    names = (f"Ä{number:03}" for number in range(count))
    rows.insert([model(school=school, given_name="Sam", family_name=name) for name in names])


@pytest.mark.parametrize(
    ("model", "people", "index"),
    [
        (Student, "students", "people_students_by_name"),
        (StaffMember, "staffMembers", "people_staff_by_name"),
    ],
)
def test_a_page_and_the_one_after_come_by_the_index_of_names(
    model: type[Student | StaffMember], people: str, index: str, ask: Ask, other_tenant: Tenant
) -> None:
    many(model, 200)
    with tenant_scope(other_tenant.pk):
        # Of a table that is all one tenant's, MySQL would rather read the whole.
        many(model, 900)
    admin = a_viewer(Role.TENANT_ADMIN)
    asked = f"query($after: String) {{ {people}(first: 5, after: $after) {{ {PAGE} }} }}"
    after = None
    for expected in (range(5), range(5, 10)):
        with CaptureQueriesContext(connection) as captured:
            page: Any = ask(admin, asked, after=after)[people]
        assert [edge["node"]["familyName"] for edge in page["edges"]] == [f"Ä{n:03}" for n in expected]
        (statement,) = (query["sql"] for query in captured if "family_name" in query["sql"])
        plan = plan_of(statement)
        assert index in plan
        assert "sort" not in plan.lower()
        assert "temp b-tree" not in plan.lower()
        after = page["pageInfo"]["endCursor"]


PAGE = "edges { node { familyName } } pageInfo { endCursor }"


def plan_of(statement: str) -> str:
    """How the database says that it runs a statement."""
    explain = "EXPLAIN FORMAT=TREE" if connection.vendor == "mysql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
