"""Making, changing and ending groups."""

from datetime import timedelta
from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.calendars.factories import a_school_year
from jumprope.school.groups import writes
from jumprope.school.groups.factories import a_group, a_group_leader, a_membership
from jumprope.school.groups.models import GroupLeader, GroupMembership, StudentGroup
from jumprope.school.people.factories import a_staff_member
from tests.outcomes import refused

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)


@pytest.fixture
def oak() -> School:
    """A school."""
    return a_school()


@pytest.fixture
def counsellor(oak: School) -> Viewer:
    """Its counsellor."""
    return a_viewer(Role.COUNSELLOR, school=oak)


def leading(group_id: int) -> set[int]:
    lasting = GroupLeader.objects.filter(group=group_id, ends_on=None)
    return set(lasting.values_list("staff_member_id", flat=True))


def test_a_group_is_made_with_its_leaders_and_families_learn_nothing_of_it(
    oak: School, counsellor: Viewer
) -> None:
    toni, year = a_staff_member(school=oak), a_school_year()
    make = partial(writes.make_group, viewer=counsellor, school_id=oak.pk, name=" Reading ")
    made = make(kind="intervention", school_year_id=year.pk, purpose="Two\nlines", leader_ids=[toni.pk])
    group = StudentGroup.objects.get(pk=made.group_id)
    assert (group.name, group.kind, group.purpose) == ("Reading", "intervention", "Two\nlines")
    assert (group.school_id, group.school_year_id) == (oak.pk, year.pk)
    assert group.shared_with_families is False
    assert leading(group.pk) == {toni.pk}
    assert StudentGroup.objects.get(pk=make(kind="club", shared_with_families=True).group_id).purpose == ""


def test_what_does_not_fit_is_refused_with_its_place(oak: School, counsellor: Viewer) -> None:
    make = partial(writes.make_group, viewer=counsellor, kind="club")
    elsewhere, elm = a_staff_member(school=a_school()), a_school()
    with refused(
        ("value_missing", "name"),
        ("not_found", "school_id"),
        ("not_found", "school_year_id"),
        ("not_found", "leader_ids.0"),
    ):
        make(school_id=elm.pk, name=" ", school_year_id=10**9, leader_ids=[elsewhere.pk])
    with refused(("value_invalid", "kind"), ("too_many_given", "leader_ids")):
        make(school_id=oak.pk, name="Chess", kind="gang", leader_ids=list(range(21)))


def test_the_leaders_given_are_all_that_lead_it_from_today_on(oak: School, counsellor: Viewer) -> None:
    group = a_group(school=oak)
    stays, goes = (a_group_leader(group=group, staff_member=a_staff_member(school=oak)) for _ in range(2))
    comes = a_staff_member(school=oak)
    change = partial(writes.change_group, viewer=counsellor, group_id=group.pk)
    change(name="Chess", shared_with_families=True, leader_ids=[stays.staff_member_id, comes.pk])
    group.refresh_from_db()
    assert (group.name, group.shared_with_families) == ("Chess", True)
    assert leading(group.pk) == {stays.staff_member_id, comes.pk}
    goes.refresh_from_db()
    assert goes.ends_on == counsellor.today
    change(leader_ids=[])
    assert leading(group.pk) == set()
    change(leader_ids=[comes.pk])
    assert leading(group.pk) == {comes.pk}
    assert GroupLeader.objects.filter(staff_member=comes).count() == 1
    change(purpose="Openings")
    assert leading(group.pk) == {comes.pk}


def test_a_group_ends_with_its_leaders_and_members(oak: School, counsellor: Viewer) -> None:
    group, today = a_group(school=oak), counsellor.today
    a_group_leader(group=group)
    now, over, ahead = (
        a_membership(group=group),
        a_membership(group=group, ends_on=today - A_DAY),
        a_membership(group=group, starts_on=today + A_DAY),
    )
    beside = a_membership()
    writes.end_group(viewer=counsellor, group_id=group.pk)
    ends = dict(GroupMembership.objects.values_list("pk", "ends_on"))
    assert ends == {now.pk: today, over.pk: today - A_DAY, ahead.pk: today + A_DAY, beside.pk: None}
    assert leading(group.pk) == set()
    for command in (
        partial(writes.end_group, ended_on=today),
        partial(writes.change_group, name="Again"),
        partial(writes.add_members, student_ids=[now.student_id], starts_on=today),
    ):
        with refused(("group_ended", "group_id")):
            command(viewer=counsellor, group_id=group.pk)


def test_groups_of_another_school_are_not_found(counsellor: Viewer, oak: School) -> None:
    for hidden in (a_group().pk, 10**9):
        for command in (
            writes.end_group,
            partial(writes.change_group, name="Mine"),
            partial(writes.add_members, student_ids=[1], starts_on=counsellor.today),
        ):
            with refused(("not_found", "group_id")):
                command(viewer=counsellor, group_id=hidden)
    teacher, group = a_viewer(Role.TEACHER, school=oak), a_group(school=oak)
    with refused(("not_found", None)):
        writes.change_group(viewer=teacher, group_id=group.pk, name="Mine")
