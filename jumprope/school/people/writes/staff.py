"""Adding members of staff, and correcting what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired

from jumprope.kit import described, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.permissions import Reach
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people import access
from jumprope.school.people.models import StaffMember, StaffValue
from jumprope.school.people.writes.names import ChangedNames, Names
from jumprope.school.people.writes.students import MOST_TAKEN_IN


class NewStaffMember(Names):
    """A member of staff to be added; without a school, one who works for all of them."""

    school_id: NotRequired[int | None]
    given_name: str
    family_name: str
    title: NotRequired[str]


class ChangedStaffMember(ChangedNames):
    """A member of staff of whom something else is true; what is not said stays."""

    staff_member_id: int
    school_id: NotRequired[int | None]
    title: NotRequired[str]
    clear: NotRequired[Sequence[StaffValue]]


@dataclass(frozen=True, kw_only=True)
class StaffAdded(Answer):
    """The new members of staff, in the order in which they were given."""

    staff_member_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class StaffCorrected(Answer):
    """The members of staff, in the order in which they were given."""

    staff_member_ids: list[int]


@command(access.MANAGE_PEOPLE, event="staff.added")
def add_staff(*, viewer: Viewer, staff: Sequence[NewStaffMember]) -> StaffAdded:
    """Add members of staff. Those who manage one school only have to name it.

    Raises `NotFound` for a school, and what `kit.values` refuses.
    """
    values.check_size(staff, field="staff")
    return StaffAdded(staff_member_ids=take_in_staff(viewer=viewer, staff=staff))


@command(access.MANAGE_PEOPLE, event="staff.corrected")
def correct_staff(*, viewer: Viewer, staff: Sequence[ChangedStaffMember]) -> StaffCorrected:
    """Correct names, titles and schools.

    Raises `NotFound`, `DescribedTwice`, `GivenAndCleared`, and what `kit.values` refuses.
    """
    values.check_size(staff, field="staff")
    return StaffCorrected(staff_member_ids=take_in_staff(viewer=viewer, staff=staff))


@step
def take_in_staff(
    *, viewer: Viewer, staff: Sequence[NewStaffMember | ChangedStaffMember], at: str = "staff"
) -> list[int]:
    """Write down members of staff, those with a key as well as new ones; their keys in the order given.

    At most 5,000 at once; seven statements at most. Raises `NotFound` for a member of staff or a school,
    `DescribedTwice`, `GivenAndCleared`, and what `kit.values` refuses.
    """
    values.check_size(staff, field=at, at_most=MOST_TAKEN_IN)
    found = described.read(
        StaffMember, staff, key="staff_member_id", rule=access.staff_to_manage(viewer), at=at
    )
    refuse_all([*found.refusals, *_faults_of(viewer, found.rows)])
    return described.save(found)


def _faults_of(viewer: Viewer, staff: Mapping[str, StaffMember]) -> Iterator[Refused]:
    named = {member.school_id for member in staff.values() if member.school_id is not None}
    schools = tenancy.schools_among(named, rule=access.schools_to_add_to(viewer))
    for place, member in staff.items():
        if member.school_id is None:
            if not viewer.reaches_by(access.MANAGE_PEOPLE, Reach.TENANT):
                yield values.ValueMissing(field=f"{place}.school_id")
        elif member.school_id not in schools:
            yield NotFound(field=f"{place}.school_id")
