"""Making, changing and ending groups, and saying who leads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import reads as calendars
from jumprope.school.groups import access
from jumprope.school.groups.models import GroupLeader, GroupMembership, StudentGroup
from jumprope.school.people import access as people_access
from jumprope.school.people import reads as people

MOST_LEADERS = 20
"""How many members of staff lead one group."""


class GroupEnded(Refused):
    """What has ended stays as it was."""

    code = "group_ended"
    message = _("This group has ended, or is to end, on {ended_on}.")
    field = "group_id"


@dataclass(frozen=True, kw_only=True)
class GroupMade(Answer):
    """The new group."""

    group_id: int


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Answer):
    """The group that is another now."""

    group_id: int


@dataclass(frozen=True, kw_only=True)
class GroupNoLonger(Answer):
    """The group that has ended."""

    group_id: int


@command(access.MANAGE_GROUPS, event="group.made")
def make_group(
    *,
    viewer: Viewer,
    school_id: int,
    name: str,
    kind: str,
    school_year_id: int | None = None,
    purpose: str | None = None,
    shared_with_families: bool | None = None,
    leader_ids: Sequence[int] | None = None,
) -> GroupMade:
    """Make a group of a school, by default one that families do not learn of, with up to 20 leaders.

    Raises `NotFound` for the school, the year or a leader, and what `kit.values` refuses.
    """
    group = StudentGroup(
        school_id=school_id,
        school_year_id=school_year_id,
        name=name,
        kind=kind,
        purpose=purpose or "",
        shared_with_families=bool(shared_with_families),
    )
    faults = values.clean(group)
    if not tenancy.schools_among([school_id], rule=access.schools_to_group_at(viewer)):
        faults.append(NotFound(field="school_id"))
    if school_year_id is not None and not calendars.year_known(school_year_id):
        faults.append(NotFound(field="school_year_id"))
    refuse_all([*faults, *_faults_of_leaders(viewer, leader_ids or ())])
    group.save(force_insert=True)
    _lead(viewer, group, leader_ids or ())
    return GroupMade(group_id=group.pk)


@command(access.MANAGE_GROUPS, event="group.changed")
def change_group(
    *,
    viewer: Viewer,
    group_id: int,
    name: str | None = None,
    purpose: str | None = None,
    shared_with_families: bool | None = None,
    leader_ids: Sequence[int] | None = None,
) -> GroupChanged:
    """Change what is given of a group. The leaders given are all that lead it from today on.

    Raises `NotFound` for the group or a leader, `GroupEnded`, and what `kit.values` refuses.
    """
    group = rows.locked_one(StudentGroup, access.groups_to_manage(viewer), group_id, field="group_id")
    if group.ended_on is not None:
        raise GroupEnded(ended_on=group.ended_on)
    given = {"name": name, "purpose": purpose, "shared_with_families": shared_with_families}
    changes.put(group, given)
    refuse_all([*values.clean(group), *_faults_of_leaders(viewer, leader_ids or ())])
    group.save(update_fields=list(given))
    if leader_ids is not None:
        _lead(viewer, group, leader_ids)
    return GroupChanged(group_id=group_id)


@command(access.MANAGE_GROUPS, event="group.ended")
def end_group(*, viewer: Viewer, group_id: int, ended_on: date | None = None) -> GroupNoLonger:
    """End a group from a day on, by default today, and with it who leads it and who is in it.

    Raises `NotFound`, `GroupEnded` for one that has an end already.
    """
    group = rows.locked_one(StudentGroup, access.groups_to_manage(viewer), group_id, field="group_id")
    if group.ended_on is not None:
        raise GroupEnded(ended_on=group.ended_on)
    group.ended_on = ended_on or viewer.today
    group.save(update_fields=["ended_on"])
    # What has not begun by then holds no day.
    last = Greatest(F("starts_on"), Value(group.ended_on, output_field=DateField()))
    for of_group in (GroupLeader.objects.filter(group=group), GroupMembership.objects.filter(group=group)):
        of_group.filter(Q(ends_on=None) | Q(ends_on__gt=group.ended_on)).update(ends_on=last)
    return GroupNoLonger(group_id=group_id)


def _faults_of_leaders(viewer: Viewer, leader_ids: Sequence[int]) -> Iterator[Refused]:
    if len(leader_ids) > MOST_LEADERS:
        yield values.TooManyGiven(given=len(leader_ids), at_most=MOST_LEADERS, field="leader_ids")
        return
    known = people.staff_among(leader_ids, rule=people_access.visible_staff(viewer))
    for position, leader in enumerate(leader_ids):
        if leader not in known:
            yield NotFound(field=f"leader_ids.{position}")


def _lead(viewer: Viewer, group: StudentGroup, leader_ids: Sequence[int]) -> None:
    """Let these, and no others, lead a group from today on. Who leads it already goes on. Five statements."""
    today = viewer.today
    of_today = Q(ends_on=None) | Q(ends_on__gt=today) | Q(starts_on=today)
    leading = {each.staff_member_id: each for each in GroupLeader.objects.filter(of_today, group=group)}
    for staff_member_id, leader in leading.items():
        leader.ends_on = None if staff_member_id in leader_ids else max(today, leader.starts_on)
    for staff_member_id in leader_ids:
        new = GroupLeader(group=group, staff_member_id=staff_member_id, starts_on=today)
        leading.setdefault(staff_member_id, new)
    rows.save(list(leading.values()), changing=["ends_on"])
