"""Locking sections, for those who change their rosters or gradebooks."""

from collections.abc import Collection

from django.db.models import Q

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.school.courses.models import Section


@step
def lock_sections(*, rule: Q, section_ids: Collection[int]) -> set[int]:
    """Lock sections for the rest of a command that changes their rosters or gradebooks.

    Return those that the rule allows. What adds to a section's roster, or changes its gradebook, holds this
    lock and takes it before any other. What only ends a part of a roster, sooner than it would end (a
    withdrawal, a transfer, a departure, the end of teaching), locks no more than the rows that it ends: no
    two of them can come to overlap by it, and what was scored until then stays. Two statements.
    """
    return set(rows.lock(Section, rule, section_ids))


@step
def hold_sections(section_ids: Collection[int]) -> None:
    """Lock sections as `lock_sections` does, where more is locked before any rule is asked. One statement."""
    rows.hold(Section, section_ids)


@step
def lock_all_sections(
    *, section_id: int | None = None, course_id: int | None = None, school_id: int | None = None
) -> list[int]:
    """Lock the sections of a course, of a school, or of the tenant if nothing is named; return their keys.

    It is `lock_sections` for what holds in many of them at once. One statement; nothing is read without a
    lock, so that the courses of a school are locked along with their sections.
    """
    named = {"pk": section_id, "course": course_id, "course__school": school_id}
    sections = Section.objects.filter(**{path: key for path, key in named.items() if key is not None})
    return [section.pk for section in sections.select_for_update().order_by("pk")]
