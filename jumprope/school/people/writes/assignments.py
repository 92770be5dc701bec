"""Saying at which further schools members of staff work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people import access, reads
from jumprope.school.people.models import StaffAssignment, StaffMember
from jumprope.school.people.writes.refusals import EndsEarly
from jumprope.school.people.writes.students import MOST_TAKEN_IN


class AlreadyAssigned(Refused):
    """One assignment to a school begins on a day."""

    code = "already_assigned"
    message = _("This person is assigned to this school from this day on already.")


class NewAssignment(TypedDict):
    """That a member of staff works at a further school."""

    staff_member_id: int
    school_id: int
    starts_on: date
    ends_on: NotRequired[date | None]


class ChangedAssignment(TypedDict):
    """An assignment that ends on another day, or has no end any more."""

    assignment_id: int
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class StaffAssigned(Answer):
    """The new assignments, in the order in which they were given."""

    assignment_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class AssignmentsChanged(Answer):
    """The assignments, in the order in which they were given."""

    assignment_ids: list[int]


@command(access.MANAGE_PEOPLE, event="staff.assigned")
def assign_staff(*, viewer: Viewer, assignments: Sequence[NewAssignment]) -> StaffAssigned:
    """Say that members of staff work at further schools. Raises what `take_in_assignments` raises."""
    values.check_size(assignments, field="assignments")
    return StaffAssigned(assignment_ids=take_in_assignments(viewer=viewer, assignments=assignments))


@command(access.MANAGE_PEOPLE, event="staff.assignments_changed")
def change_assignments(*, viewer: Viewer, assignments: Sequence[ChangedAssignment]) -> AssignmentsChanged:
    """Say until when members of staff work at further schools. Raises what `take_in_assignments` raises."""
    values.check_size(assignments, field="assignments")
    return AssignmentsChanged(assignment_ids=take_in_assignments(viewer=viewer, assignments=assignments))


@step
def take_in_assignments(
    *, viewer: Viewer, assignments: Sequence[NewAssignment | ChangedAssignment], at: str = "assignments"
) -> list[int]:
    """Write down assignments, those with a key as well as new ones; their keys in the order given.

    Who manages a school may assign those whom they see there. At most 5,000 at once; ten statements at most.
    Raises `NotFound` for an assignment, a member of staff or a school, `AlreadyAssigned`,
    `EndsEarly`, `DescribedTwice`, and what `kit.values` refuses.
    """
    values.check_size(assignments, field=at, at_most=MOST_TAKEN_IN)
    # Whoever assigns the same people waits here, so that what is looked at below stays true.
    rows.hold(StaffMember, {key for one in assignments if isinstance(key := one.get("staff_member_id"), int)})
    found = described.read(
        StaffAssignment,
        assignments,
        key="assignment_id",
        rule=access.assignments_to_manage(viewer),
        at=at,
    )
    refuse_all(found.refusals)
    refuse_all([*_early(found.rows), *_faults_of(viewer, found.new)])
    with uniqueness.unless_taken(
        StaffAssignment, "people_one_assignment_at_a_time", uniqueness.TakenMeanwhile(field=at)
    ):
        return described.save(found)


def _early(assignments: Mapping[str, StaffAssignment]) -> Iterator[Refused]:
    for place, one in assignments.items():
        if one.ends_on is not None and one.ends_on < one.starts_on:
            yield EndsEarly(field=f"{place}.ends_on")


def _faults_of(viewer: Viewer, new: Mapping[str, StaffAssignment]) -> Iterator[Refused]:
    named = {one.staff_member_id for one in new.values()}
    staff = reads.staff_among(named, rule=access.visible_staff(viewer))
    schools = tenancy.schools_among(
        {one.school_id for one in new.values()}, rule=access.schools_to_add_to(viewer)
    )
    held = StaffAssignment.objects.filter(staff_member__in=staff)
    taken = set(held.values_list("staff_member_id", "school_id", "starts_on"))
    for place, one in new.items():
        beginning = one.staff_member_id, one.school_id, one.starts_on
        if one.staff_member_id not in staff:
            yield NotFound(field=f"{place}.staff_member_id")
        if one.school_id not in schools:
            yield NotFound(field=f"{place}.school_id")
        if beginning in taken:
            yield AlreadyAssigned(field=place)
        taken.add(beginning)
