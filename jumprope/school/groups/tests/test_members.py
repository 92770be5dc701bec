"""Putting students into groups, and letting them leave."""

from datetime import timedelta
from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.school.groups import writes
from jumprope.school.groups.factories import a_group, a_membership
from jumprope.school.groups.models import GroupMembership, StudentGroup
from jumprope.school.people.factories import a_student
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)


@pytest.fixture
def group() -> StudentGroup:
    """A group of a school."""
    return a_group()


@pytest.fixture
def principal(group: StudentGroup) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=group.school)


def test_students_are_put_into_a_group_in_order(group: StudentGroup, principal: Viewer) -> None:
    students = [a_student(school=group.school).pk for _ in range(3)]
    until = principal.today + A_DAY
    added = writes.add_members(
        viewer=principal, group_id=group.pk, student_ids=students, starts_on=principal.today, ends_on=until
    )
    found = GroupMembership.objects.in_bulk(added.membership_ids)
    assert [found[key].student_id for key in added.membership_ids] == students
    assert {(each.starts_on, each.ends_on) for each in found.values()} == {(principal.today, until)}


def test_who_cannot_be_in_a_group_is_told_with_the_place(group: StudentGroup, principal: Viewer) -> None:
    today = principal.today
    add = partial(writes.add_members, viewer=principal, group_id=group.pk, starts_on=today)
    there = a_membership(group=group).student_id
    gone = a_student(school=group.school, left_on=today).pk
    new, elsewhere = a_student(school=group.school).pk, a_student().pk
    with refused(
        ("already_member", "student_ids.0"),
        ("member_has_left", "student_ids.1"),
        ("not_found", "student_ids.2"),
        ("already_member", "student_ids.4"),
    ):
        add(student_ids=[there, gone, elsewhere, new, new])
    with refused(("ends_not_later", "ends_on")):
        add(student_ids=[new], ends_on=today)
    with refused(("nothing_given", "student_ids")):
        add(student_ids=[])
    with refused(("too_many_given", "student_ids")):
        add(student_ids=list(range(501)))
    assert add(student_ids=[new]).membership_ids


def test_memberships_are_ended_and_can_begin_again(group: StudentGroup, principal: Viewer) -> None:
    today = principal.today
    first, second = a_membership(group=group), a_membership(group=group)
    end = partial(writes.end_memberships, viewer=principal, membership_ids=[first.pk, second.pk])
    assert end(ends_on=today).membership_ids == [first.pk, second.pk]
    assert set(GroupMembership.objects.values_list("ends_on", flat=True)) == {today}
    with refused(("not_in_force", "membership_ids.0"), ("not_in_force", "membership_ids.1")):
        end(ends_on=today)
    again = writes.add_members(
        viewer=principal, group_id=group.pk, student_ids=[first.student_id], starts_on=today
    )
    assert len(again.membership_ids) == 1


def test_a_membership_that_was_taken_back_can_begin_again_on_the_same_day(
    group: StudentGroup, principal: Viewer
) -> None:
    today, student = principal.today, a_student(school=group.school).pk
    a_membership(group=group, student_id=student, starts_on=today - 9 * A_DAY, ends_on=today - 5 * A_DAY)
    add = partial(
        writes.add_members, viewer=principal, group_id=group.pk, student_ids=[student], starts_on=today
    )
    taken_back = add().membership_ids
    writes.end_memberships(viewer=principal, membership_ids=taken_back, ends_on=today)
    assert add(ends_on=today + A_DAY).membership_ids == taken_back
    assert GroupMembership.objects.get(pk=taken_back[0]).ends_on == today + A_DAY
    with refused(("already_member", "student_ids.0")):
        add()
    with refused(("already_member", "student_ids.0")):
        add(starts_on=today - 6 * A_DAY)


def test_memberships_of_another_school_are_not_found(principal: Viewer) -> None:
    elsewhere = a_membership().pk
    with refused(("not_found", "membership_ids.0"), ("not_found", "membership_ids.1")):
        writes.end_memberships(viewer=principal, membership_ids=[elsewhere, 10**9], ends_on=principal.today)


def test_the_number_of_members_does_not_matter_to_the_database(
    group: StudentGroup, principal: Viewer
) -> None:
    def add(size: int) -> int:
        students = [a_student(school=group.school).pk for _ in range(size)]
        return statements(
            lambda: writes.add_members(
                viewer=principal, group_id=group.pk, student_ids=students, starts_on=principal.today
            )
        )

    add(1)
    assert add(1) == add(40)


def test_the_number_of_memberships_that_end_does_not_matter_to_the_database(
    group: StudentGroup, principal: Viewer
) -> None:
    def end(size: int) -> int:
        keys = [a_membership(group=group).pk for _ in range(size)]
        return statements(
            lambda: writes.end_memberships(viewer=principal, membership_ids=keys, ends_on=principal.today)
        )

    end(1)
    assert end(1) == end(40)
