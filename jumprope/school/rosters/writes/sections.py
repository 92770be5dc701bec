"""Changing a section, so that whoever is in it stays within its terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import reads as courses
from jumprope.school.courses import writes as courses_writes
from jumprope.school.courses.access import MANAGE_COURSES
from jumprope.school.people.rules import Span
from jumprope.school.rosters.models import Enrolment


class EnrolmentsOutsideTerms(Refused):
    """Nobody is in a section while it is not taught."""

    code = "enrolments_outside_terms"
    message = _(
        "{count} enrolments do not lie within these terms, from {first_day} to {last_day}. End or move them."
    )
    field = "term_ids"


@dataclass(frozen=True, kw_only=True)
class SectionChanged(Answer):
    """The section that is another now."""

    section_id: int


@command(MANAGE_COURSES, event="section.changed")
def change_section(
    *, viewer: Viewer, section_id: int, name: str | None = None, term_ids: Sequence[int] | None = None
) -> SectionChanged:
    """Change what is given of a section: its name, and all terms that it is taught in.

    Raises what `courses.writes.rewrite_section` raises, and `EnrolmentsOutsideTerms`.
    """
    courses_writes.rewrite_section(viewer=viewer, section_id=section_id, name=name, term_ids=term_ids)
    if term_ids is not None:
        _check_enrolments(section_id)
    return SectionChanged(section_id=section_id)


def _check_enrolments(section_id: int) -> None:
    """Refuse terms that leave out enrolments of a locked section, but those that hold no day. Two
    statements.
    """
    days = courses.days_taught([section_id])[section_id]
    spans = (Span(one.starts_on, one.ends_on) for one in Enrolment.objects.filter(section=section_id))
    outside = [
        span
        for span in spans
        if not span.is_over_by(span.starts_on) and not span.lies_within(days.first, days.last)
    ]
    if outside:
        raise EnrolmentsOutsideTerms(count=len(outside), first_day=days.first, last_day=days.last)
