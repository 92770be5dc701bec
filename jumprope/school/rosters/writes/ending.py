"""The ends of many enrolments and teachings at once, as another system knows them."""

from collections.abc import Collection
from datetime import date

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import reads as courses
from jumprope.school.rosters import access
from jumprope.school.rosters.models import Enrolment, SectionTeacher
from jumprope.school.rosters.writes.history import end_by


@step
def end_enrolments(*, viewer: Viewer, enrolment_ids: Collection[int], on: date, reason: str) -> None:
    """End enrolments that are in force, from a day on or, if their sections were over before, from then on.
    Seven statements.

    Whoever asks answers for the viewer being allowed to manage all of the tenant's rosters.
    """
    held = rows.lock(Enrolment, access.rosters_to_manage(viewer), enrolment_ids)
    end_by(viewer=viewer, enrolments=[*held.values()], on=lambda _one: on, reason=reason)


@step
def end_teachings(*, viewer: Viewer, section_teacher_ids: Collection[int], on: date) -> None:
    """Let people teach no longer, from a day on or, if their sections were over before, from then on.
    Four statements.
    """
    held = rows.lock(SectionTeacher, access.rosters_to_manage(viewer), section_teacher_ids)
    taught = courses.days_taught(teaching.section_id for teaching in held.values())
    for teaching in held.values():
        teaching.ends_on = max(min(on, taught[teaching.section_id].over), teaching.starts_on)
    rows.save([*held.values()], changing=["ends_on"])
