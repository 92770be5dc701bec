"""Putting students into groups, and letting them leave."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.groups import access
from jumprope.school.groups.models import GroupMembership, StudentGroup
from jumprope.school.groups.writes.groups import GroupEnded
from jumprope.school.people import reads as people
from jumprope.school.people import writes as people_writes
from jumprope.school.people.rules import Span
from jumprope.school.people.writes import EndsNotLater, NotInForce

MOST_MEMBERS = 500
"""How many students are put into a group, or leave groups, at once."""


class AlreadyMember(Refused):
    """A student is in a group once at a time."""

    code = "already_member"
    message = _("The student is in this group already, in a part of this time.")


class MemberHasLeft(Refused):
    """Who is at no school is in no group."""

    code = "member_has_left"
    message = _("The student leaves on {left_on}, or has left: the membership has to end by then.")


@dataclass(frozen=True, kw_only=True)
class MembersAdded(Answer):
    """The new memberships, in the order in which the students were given."""

    membership_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class MembershipsEnded(Answer):
    """The memberships that were ended."""

    membership_ids: list[int]


@command(access.MANAGE_GROUPS, event="group.members_added")
def add_members(
    *,
    viewer: Viewer,
    group_id: int,
    student_ids: Sequence[int],
    starts_on: date,
    ends_on: date | None = None,
) -> MembersAdded:
    """Put up to 500 students into a group, from a day on, until before another if one is given.

    Raises `NotFound` for the group or a student, `GroupEnded`, `EndsNotLater`, `MemberHasLeft` and
    `AlreadyMember`.
    """
    values.check_size(student_ids, field="student_ids", at_most=MOST_MEMBERS)
    held = people_writes.hold_students(student_ids)
    group = rows.locked_one(StudentGroup, access.groups_to_manage(viewer), group_id, field="group_id")
    if group.ended_on is not None:
        raise GroupEnded(ended_on=group.ended_on)
    if ends_on is not None and ends_on <= starts_on:
        raise EndsNotLater(field="ends_on")
    allowed = people.students_among(student_ids, rule=access.students_to_group(viewer))
    left = {student: held[student] for student in allowed}
    known = list(GroupMembership.objects.filter(group=group, student__in=allowed))
    # One that was taken back on this day holds it still, and begins again.
    taken_back = {each.student_id: each for each in known if each.starts_on == each.ends_on == starts_on}
    others = [each for each in known if each not in taken_back.values()]
    refuse_all(_faults(others, student_ids, left, Span(starts_on, ends_on)))
    added = [
        taken_back.get(student) or GroupMembership(group=group, student_id=student, starts_on=starts_on)
        for student in student_ids
    ]
    for membership in added:
        membership.ends_on = ends_on
    rows.save(added, changing=["ends_on"])
    return MembersAdded(membership_ids=[membership.pk for membership in added])


def _faults(
    memberships: Sequence[GroupMembership],
    student_ids: Sequence[int],
    left: Mapping[int, date | None],
    span: Span,
) -> Iterator[Refused]:
    """What is wrong with students beside their memberships; those known have the day on which they left, if
    they did.
    """
    spans: dict[int, list[Span]] = {}
    for membership in memberships:
        spans.setdefault(membership.student_id, []).append(Span.of(membership))
    for position, student in enumerate(student_ids):
        field = f"student_ids.{position}"
        left_on = left.get(student)
        if student not in left:
            yield NotFound(field=field)
        elif left_on is not None and not span.is_over_by(left_on):
            yield MemberHasLeft(left_on=left_on, field=field)
        others = spans.setdefault(student, [])
        if any(span.clashes_with(other) for other in others):
            yield AlreadyMember(field=field)
        others.append(span)


@command(access.MANAGE_GROUPS, event="group.memberships_ended")
def end_memberships(*, viewer: Viewer, membership_ids: Sequence[int], ends_on: date) -> MembershipsEnded:
    """End up to 500 memberships, from a day on; on its first day one can be taken back.

    Raises `NotFound`, `NotInForce`.
    """
    values.check_size(membership_ids, field="membership_ids", at_most=MOST_MEMBERS)
    found = rows.lock(GroupMembership, access.memberships_to_manage(viewer), membership_ids)
    refuse_all(
        NotInForce(day=ends_on, field=f"membership_ids.{position}")
        if key in found
        else NotFound(field=f"membership_ids.{position}")
        for position, key in enumerate(membership_ids)
        if key not in found or not Span.of(found[key]).is_in_force_on(ends_on)
    )
    GroupMembership.objects.filter(pk__in=membership_ids).update(ends_on=ends_on)
    return MembershipsEnded(membership_ids=list(membership_ids))


@step
def follow(*, student_ids: Collection[int], on: date) -> list[int]:
    """Let students who are locked and saved leave the groups of schools at which they are no longer.

    Who has left all schools does so on that day, others from `on` on; what has not begun by then holds no
    day. The keys of the memberships that were ended. Four statements at most, whatever their number.
    """
    held = list(GroupMembership.objects.select_for_update().filter(student__in=student_ids).order_by("pk"))
    if not held:
        return []
    whereabouts = people.STUDENTS.of({membership.student_id for membership in held})
    of_groups = StudentGroup.objects.filter(pk__in={membership.group_id for membership in held})
    schools = dict(of_groups.values_list("pk", "school_id"))
    ended = []
    for membership in held:
        student = whereabouts[membership.student_id]
        day = student["left_on"] or on
        here = student["left_on"] is None and student["school_id"] == schools[membership.group_id]
        if not here and not Span.of(membership).is_over_by(day):
            membership.ends_on = max(day, membership.starts_on)
            ended.append(membership)
    rows.save(ended, changing=["ends_on"])
    return [membership.pk for membership in ended]
