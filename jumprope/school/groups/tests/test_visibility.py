"""Who sees a group, who leads it, and who is in it."""

from datetime import date, timedelta

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.groups.factories import a_group, a_group_leader, a_membership
from jumprope.school.groups.models import GroupMembership, StudentGroup
from jumprope.school.people.factories import a_guardian, a_relationship, a_staff_member
from tests.fixtures import Ask
from tests.visibility import Seen, seen_by

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)
A_YEAR_AGO = date(2025, 11, 3)
TYPES = ("StudentGroup", "GroupLeader", "GroupMembership")


@pytest.fixture
def club(other_tenant: Tenant) -> StudentGroup:
    """A group that is shared with families; another school and another tenant have groups too."""
    for _ in range(2):
        a_membership(group=a_group_leader().group)
    with tenant_scope(other_tenant.pk):
        a_membership(group=a_group_leader().group)
    group = a_group(shared_with_families=True)
    for _ in range(2):
        a_membership(group=group)
    return group


def all_of(group: StudentGroup) -> Seen:
    """The group with all that is behind it."""
    return {
        "StudentGroup": {group.pk},
        "GroupLeader": set(group.leaders.values_list("pk", flat=True)),
        "GroupMembership": set(group.memberships.values_list("pk", flat=True)),
    }


NOTHING: Seen = {name: set() for name in TYPES}


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMIN, Role.COUNSELLOR])
def test_the_schools_staff_sees_its_groups(club: StudentGroup, role: Role) -> None:
    a_group_leader(group=club, staff_member=a_staff_member(school=club.school))
    assert seen_by(a_viewer(role, school=club.school), *TYPES) == all_of(club)


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.INTEGRATION, Role.TEACHER, Role.STUDENT, Role.GUARDIAN])
def test_others_see_no_group(club: StudentGroup, role: Role) -> None:
    a_group_leader(group=club)
    assert seen_by(a_viewer(role, school=club.school), *TYPES) == NOTHING


def test_a_leader_sees_the_group_and_its_students_while_leading_it(club: StudentGroup) -> None:
    today = a_viewer().today
    students = set(club.memberships.values_list("student_id", flat=True))
    for starts_on, ends_on, leads in (
        (today, None, True),
        (today, today + A_DAY, True),
        (today - A_DAY, today, False),
        (today + A_DAY, None, False),
    ):
        account = an_account()
        member = a_staff_member(account=account)
        leader = a_group_leader(group=club, staff_member=member, starts_on=starts_on, ends_on=ends_on)
        seen = seen_by(a_viewer(Role.TEACHER, account=account), *TYPES, "Student")
        group = {**all_of(club), "GroupLeader": seen["GroupLeader"]} if leads else NOTHING
        assert seen == {**group, "Student": students if leads else set()}
        assert (leader.pk in seen["GroupLeader"]) is leads


def test_a_mistaken_membership_shows_no_student(club: StudentGroup) -> None:
    account = an_account()
    a_group_leader(group=club, staff_member=a_staff_member(account=account))
    GroupMembership.objects.filter(group=club).update(starts_on=A_YEAR_AGO, ends_on=A_YEAR_AGO)
    assert seen_by(a_viewer(Role.TEACHER, account=account), "Student") == {"Student": set()}


def test_a_family_sees_its_own_membership_of_a_group_that_is_shared(club: StudentGroup) -> None:
    leader = a_group_leader(group=club)
    membership = club.memberships.first()
    assert membership is not None
    own, parents = an_account(), an_account()
    type(membership.student).objects.filter(pk=membership.student_id).update(account=own)
    a_relationship(guardian=a_guardian(account=parents), student=membership.student)
    student, guardian = a_viewer(Role.STUDENT, account=own), a_viewer(Role.GUARDIAN, account=parents)
    seen = {"StudentGroup": {club.pk}, "GroupLeader": {leader.pk}, "GroupMembership": {membership.pk}}
    assert seen_by(student, *TYPES) == seen_by(guardian, *TYPES) == seen
    StudentGroup.objects.filter(pk=club.pk).update(shared_with_families=False)
    assert seen_by(student, *TYPES) == seen_by(guardian, *TYPES) == NOTHING


def test_a_group_lives_through_the_api(club: StudentGroup, ask: Ask) -> None:
    admin = a_viewer(Role.TENANT_ADMIN)
    student = ids.encode("Student", club.memberships.values_list("student_id", flat=True)[0])
    today = admin.today.isoformat()

    def do(mutation: str, selection: str, **given: object) -> object:
        kind = mutation[0].upper() + mutation[1:]
        document = f"""mutation ($input: {kind}Input!) {{
          {mutation}(input: $input) {{ {selection} errors {{ code }} }}
        }}"""
        payload = ask(admin, document, input=given)[mutation]
        assert payload.pop("errors") == []
        return next(iter(payload.values()))

    school = ids.encode("School", club.school_id)
    group = do("makeGroup", "group { id name kind }", schoolId=school, name="Chess", kind="CLUB")
    assert isinstance(group, dict)
    assert (group["name"], group["kind"]) == ("Chess", "CLUB")
    added = do(
        "addGroupMembers",
        "memberships { id student { id } }",
        groupId=group["id"],
        studentIds=[student],
        startsOn=today,
    )
    assert isinstance(added, list)
    assert added[0]["student"] == {"id": student}
    ended = do("endGroupMemberships", "memberships { endsOn }", membershipIds=[added[0]["id"]], endsOn=today)
    assert ended == [{"endsOn": today}]
    assert do("changeGroup", "group { name }", groupId=group["id"], name="Go") == {"name": "Go"}
    assert do("endGroup", "group { endedOn }", groupId=group["id"]) == {"endedOn": today}
