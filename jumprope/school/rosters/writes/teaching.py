"""Giving sections their teachers, who each keep what is theirs when another comes or goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import writes as courses
from jumprope.school.people import access as people_access
from jumprope.school.people import reads as people
from jumprope.school.people.rules import Span
from jumprope.school.people.writes import EndsNotLater, NotInForce
from jumprope.school.rosters import access
from jumprope.school.rosters.models import SectionTeacher
from jumprope.school.rosters.writes.enrolments import MOST_TAKEN_IN


class AlreadyTeaching(Refused):
    """Two roles at once would leave it open which one counts."""

    code = "already_teaching"
    message = _("This person teaches the section already, in a part of this time.")


class NewTeaching(TypedDict):
    """That someone is to teach a section: `role` is `teacher` or `co_teacher`, by default `teacher`."""

    section_id: int
    staff_member_id: int
    role: NotRequired[str]
    is_primary: NotRequired[bool]
    starts_on: date
    ends_on: NotRequired[date | None]


class ChangedTeaching(NewTeaching):
    """That someone teaches a section, as it is known."""

    section_teacher_id: int


@dataclass(frozen=True, kw_only=True)
class TeachersAssigned(Answer):
    """Who teaches from now on, in the order in which they were given."""

    section_teacher_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class TeachingEnded(Answer):
    """Who teaches no longer."""

    section_teacher_id: int


@command(access.MANAGE_ROSTERS, event="teachers.assigned")
def assign_teachers(*, viewer: Viewer, assignments: Sequence[NewTeaching]) -> TeachersAssigned:
    """Let members of staff teach sections. They see what is in a section while they teach it.

    Raises `NotFound` for a section or a member of staff, `EndsNotLater`, `AlreadyTeaching`, and what
    `kit.values` refuses.
    """
    values.check_size(assignments, field="assignments")
    taken_in = take_in_teachings(viewer=viewer, teachings=assignments, at="assignments")
    return TeachersAssigned(section_teacher_ids=taken_in)


@step
def take_in_teachings(
    *, viewer: Viewer, teachings: Sequence[NewTeaching | ChangedTeaching], at: str = "teachings"
) -> list[int]:
    """Write down who teaches what; their keys in the order given. At most 5,000 at once; ten statements.

    Raises `NotFound` for a section or a member of staff, `EndsNotLater`, `AlreadyTeaching`,
    `DescribedTwice`, and what `kit.values` refuses.
    """
    values.check_size(teachings, field=at, at_most=MOST_TAKEN_IN)
    sections = courses.lock_sections(
        rule=access.sections_to_manage(viewer), section_ids={one["section_id"] for one in teachings}
    )
    found = described.read(
        SectionTeacher, teachings, key="section_teacher_id", rule=access.rosters_to_manage(viewer), at=at
    )
    named = {one.staff_member_id for one in found.rows.values()}
    staff = people.staff_among(named, rule=people_access.visible_staff(viewer))
    refuse_all([*found.refusals, *_faults(found.rows, sections, staff)])
    return described.save(found)


def _faults(
    teachings: Mapping[str, SectionTeacher], sections: set[int], staff: set[int]
) -> Iterator[Refused]:
    own = {one.pk for one in teachings.values()}
    spans: dict[tuple[int, int], list[Span]] = {}
    for other in SectionTeacher.objects.filter(section__in=sections, staff_member__in=staff):
        if other.pk not in own:
            spans.setdefault((other.section_id, other.staff_member_id), []).append(Span.of(other))
    for place, one in teachings.items():
        if one.section_id not in sections:
            yield NotFound(field=f"{place}.section_id")
        if one.staff_member_id not in staff:
            yield NotFound(field=f"{place}.staff_member_id")
        if one.ends_on is not None and one.ends_on <= one.starts_on:
            yield EndsNotLater(field=f"{place}.ends_on")
        others = spans.setdefault((one.section_id, one.staff_member_id), [])
        if any(Span.of(one).clashes_with(other) for other in others):
            yield AlreadyTeaching(field=place)
        else:
            others.append(Span.of(one))


@command(access.MANAGE_ROSTERS, event="teaching.ended")
def end_teaching(*, viewer: Viewer, section_teacher_id: int, ends_on: date) -> TeachingEnded:
    """Let someone teach a section no longer, from a day on. Raises `NotFound`, `NotInForce`."""
    teaching = rows.locked_one(
        SectionTeacher, access.rosters_to_manage(viewer), section_teacher_id, field="section_teacher_id"
    )
    if not Span.of(teaching).is_in_force_on(ends_on):
        raise NotInForce(day=ends_on, field="ends_on")
    teaching.ends_on = ends_on
    teaching.save(update_fields=["ends_on"])
    return TeachingEnded(section_teacher_id=section_teacher_id)
