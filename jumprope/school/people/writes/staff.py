"""Adding members of staff."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.permissions import Reach
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people import access
from jumprope.school.people.models import StaffMember


class NewStaffMember(TypedDict):
    """A member of staff to be added; without a school, one who works for all of them."""

    school_id: NotRequired[int | None]
    given_name: str
    family_name: str


@dataclass(frozen=True, kw_only=True)
class StaffAdded(Answer):
    """The new members of staff, in the order in which they were given."""

    staff_member_ids: list[int]


@command(access.MANAGE_PEOPLE, event="staff.added")
def add_staff(*, viewer: Viewer, staff: Sequence[NewStaffMember]) -> StaffAdded:
    """Add members of staff. Those who manage one school only have to name it.

    Raises `NotFound` for a school, and what `kit.values` refuses.
    """
    values.check_size(staff, field="staff")
    new = [StaffMember(**member) for member in staff]
    refuse_all(_faults_of(viewer, new))
    return StaffAdded(staff_member_ids=rows.insert(new))


def _faults_of(viewer: Viewer, new: Sequence[StaffMember]) -> Iterator[Refused]:
    named = {member.school_id for member in new if member.school_id is not None}
    schools = tenancy.schools_among(named, rule=access.schools_to_add_to(viewer))
    for position, member in enumerate(new):
        at = f"staff.{position}"
        yield from values.clean(member, at=at)
        if member.school_id is None:
            if not viewer.reaches_by(access.MANAGE_PEOPLE, Reach.TENANT):
                yield values.ValueMissing(field=f"{at}.school_id")
        elif member.school_id not in schools:
            yield NotFound(field=f"{at}.school_id")
