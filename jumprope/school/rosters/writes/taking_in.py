"""Who teaches, as another system knows it, and the ends of many enrolments and teachings at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NotRequired, TypedDict

from jumprope.kit import described, rows, values
from jumprope.kit.command import step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import writes as courses
from jumprope.school.people import access as people_access
from jumprope.school.people import reads as people
from jumprope.school.rosters import access
from jumprope.school.rosters.models import Enrolment, SectionTeacher
from jumprope.school.rosters.rules import Span
from jumprope.school.rosters.writes.enrolments import MOST_TAKEN_IN
from jumprope.school.rosters.writes.history import end
from jumprope.school.rosters.writes.refusals import EndsNotLater
from jumprope.school.rosters.writes.teaching import AlreadyTeaching


class SaidTeaching(TypedDict):
    """That someone teaches a section; with a key, as it is known."""

    section_teacher_id: NotRequired[int]
    section_id: int
    staff_member_id: int
    role: NotRequired[str]
    is_primary: NotRequired[bool]
    starts_on: date
    ends_on: NotRequired[date | None]


@step
def take_in_teachings(
    *, viewer: Viewer, teachings: Sequence[SaidTeaching], at: str = "teachings"
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
            spans.setdefault((other.section_id, other.staff_member_id), []).append(_span(other))
    for place, one in teachings.items():
        if one.section_id not in sections:
            yield NotFound(field=f"{place}.section_id")
        if one.staff_member_id not in staff:
            yield NotFound(field=f"{place}.staff_member_id")
        if one.ends_on is not None and one.ends_on <= one.starts_on:
            yield EndsNotLater(field=f"{place}.ends_on")
        others = spans.setdefault((one.section_id, one.staff_member_id), [])
        if any(_span(one).clashes_with(other) for other in others):
            yield AlreadyTeaching(field=place)
        others.append(_span(one))


def _span(teaching: SectionTeacher) -> Span:
    return Span(teaching.starts_on, teaching.ends_on)


@step
def end_enrolments(*, viewer: Viewer, enrolment_ids: Collection[int], on: date, reason: str) -> None:
    """End enrolments that are in force, from a day on. Six statements.

    Whoever asks answers for the viewer being allowed to manage all of the tenant's rosters.
    """
    held = rows.lock(Enrolment, access.rosters_to_manage(viewer), enrolment_ids)
    end(viewer=viewer, enrolments=[*held.values()], on=on, reason=reason)


@step
def end_teachings(*, viewer: Viewer, section_teacher_ids: Collection[int], on: date) -> None:
    """Let people teach no longer, from a day on. Three statements."""
    held = rows.lock(SectionTeacher, access.rosters_to_manage(viewer), section_teacher_ids)
    for teaching in held.values():
        teaching.ends_on = max(on, teaching.starts_on)
    rows.save([*held.values()], changing=["ends_on"])
