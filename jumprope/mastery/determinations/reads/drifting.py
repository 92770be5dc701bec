"""Mastery that no longer agrees with its evidence: there should be none."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from jumprope.kit.conclusions import Conclusion
from jumprope.mastery.determinations.models import Determination, StudentMastery
from jumprope.mastery.determinations.reads.findings import (
    Across,
    Finding,
    Key,
    findings_across,
    findings_in,
    in_portions,
    key_across,
    key_of,
)
from jumprope.school.courses import reads as courses
from jumprope.school.people import reads as people

STUDENTS_AT_ONCE = 300
"""How many students' evidence of all years is in memory at once."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Mastery, in a section or across them, that does not say what the evidence says now; either may be
    missing.
    """

    key: Key | Across
    determination: Determination | StudentMastery | None
    finding: Finding | None


def drift(section_ids: Collection[int]) -> list[Drift]:
    """The determinations of these sections that no longer agree with their evidence.

    Five queries; the evidence of all the sections is in memory at once. Raises `policies.ScaleMissing`.
    """
    findings = findings_in(section_ids)
    determinations = Determination.objects.filter(section__in=section_ids).select_related("override_level")
    kept = {key_of(each): each for each in determinations}
    return [
        Drift(key, kept.get(key), findings.get(key))
        for key in sorted(kept.keys() | findings.keys())
        if key not in kept or key not in findings or not agrees(kept[key], findings[key])
    ]


def drift_across(student_ids: Collection[int]) -> list[Drift]:
    """The mastery of these students across sections that no longer agrees with their evidence.

    Five queries, and another where scales differ. Raises `policies.ScaleMissing`.
    """
    findings = findings_across(student_ids)
    kept = {key_across(each): each for each in StudentMastery.objects.filter(student__in=student_ids)}
    return [
        Drift(key, kept.get(key), findings.get(key))
        for key in sorted(kept.keys() | findings.keys())
        if key not in kept or key not in findings or not says(kept[key], findings[key])
    ]


def drift_anywhere() -> Iterator[Drift]:
    """What both find in the tenant in scope, whose sections and students are looked at a few at a time.

    Five or six queries for each portion, of one snapshot: what is saved meanwhile is no drift.
    """
    for sections in in_portions(courses.all_sections()):
        with transaction.atomic():
            found = drift(sections)
        yield from found
    for students in in_portions(people.all_students(), at_once=STUDENTS_AT_ONCE):
        with transaction.atomic():
            found = drift_across(students)
        yield from found


def says(conclusion: Conclusion, finding: Finding) -> bool:
    """Whether what is kept is what the evidence says, in the same words. No query."""
    kept = (conclusion.value, conclusion.level_id, conclusion.explanation)
    return kept == (finding.value, finding.level_id, finding.explanation)


def agrees(determination: Determination, finding: Finding) -> bool:
    """Whether the determination says what the evidence says, in the same words and on the scale that holds.

    No query where it was read with its override's level.
    """
    return says(determination, finding) and not overridden_off_scale(determination, finding)


def overridden_off_scale(determination: Determination, finding: Finding) -> bool:
    """Whether a teacher said a level of a scale that holds no longer. No query, as with `agrees`."""
    said = determination.override_level
    return said is not None and said.scale_id != finding.scale_id
