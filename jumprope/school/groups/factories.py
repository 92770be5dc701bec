"""Groups, their leaders and their members for tests and benchmarks; all invented."""

from datetime import timedelta
from itertools import count
from typing import Any

from jumprope.kit import clock
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.groups.models import GroupLeader, GroupMembership, StudentGroup
from jumprope.school.people.factories import a_staff_member, a_student

_numbers = count(1)


def a_group(**changes: Any) -> StudentGroup:
    """A club, at a school made for it if none is given; not shared with families, and nobody is in it."""
    values: dict[str, Any] = {"name": f"Club {next(_numbers)}", "kind": "club"}
    if "school" not in changes:
        values["school"] = a_school()
    return StudentGroup.objects.create(**values | changes)


def a_group_leader(**changes: Any) -> GroupLeader:
    """That someone leads a group since 30 days; both are made where they are not given."""
    values: dict[str, Any] = {"starts_on": clock.now().date() - timedelta(days=30)}
    if "group" not in changes:
        values["group"] = a_group()
    if "staff_member" not in changes:
        values["staff_member"] = a_staff_member()
    return GroupLeader.objects.create(**values | changes)


def a_membership(**changes: Any) -> GroupMembership:
    """That a student is in a group since 30 days; both are made where they are not given."""
    group = changes.pop("group", None) or a_group()
    values: dict[str, Any] = {"group": group, "starts_on": clock.now().date() - timedelta(days=30)}
    if "student" not in changes:
        values["student"] = a_student(school=group.school)
    return GroupMembership.objects.create(**values | changes)
