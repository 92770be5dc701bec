"""Copying a unit to another section, with its standards and, if wanted, its assessments."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, reads
from jumprope.learning.assessments.models import AlignedStandard, Assessment
from jumprope.learning.assessments.writes.planning import SHARED, align
from jumprope.learning.units import access as units_access
from jumprope.learning.units import reads as units_reads
from jumprope.learning.units import writes as units
from jumprope.school.courses import reads as courses_reads
from jumprope.school.courses import writes as courses


@dataclass(frozen=True, kw_only=True)
class UnitCopied(Answer):
    """The new unit, and its new assessments by due date."""

    unit_id: int
    assessment_ids: list[int]


@command(access.PLAN_ASSESSMENTS, event="unit.copied")
def copy_unit(*, viewer: Viewer, unit_id: int, section_id: int, with_assessments: bool = False) -> UnitCopied:
    """Copy a unit that the viewer sees into a section whose units and assessments the viewer plans, maybe of
    another year.

    Its standards come along, but for those that were retired, and if wanted its assessments, which have no
    scores there, are no common ones and lie in no category. All dates move by as many days as lie between the
    first days of the two sections' terms.

    Raises `NotFound` for the unit or the section, and `GradingPeriodLocked` where an assessment would be due
    in a locked period. At most 19 statements, whatever the size of the unit.
    """
    planned = units_access.sections_to_plan_in(viewer) & access.sections_to_plan_in(viewer)
    allowed = courses.lock_sections(rule=planned, section_ids={section_id})
    unit = units_reads.unit(unit_id, rule=units_access.to_copy(viewer))
    if not allowed:
        raise NotFound(field="section_id")
    taught = courses_reads.days_taught({unit.section_id, section_id})
    later = taught[section_id].first - taught[unit.section_id].first
    copy_id = units.copy(unit=unit, section_id=section_id, later=later)
    if not with_assessments:
        return UnitCopied(unit_id=copy_id, assessment_ids=[])
    copies = _copies(unit_id, section_id=section_id, copy_id=copy_id, later=later)
    locked = reads.closed_days(viewer, (copy for copy, _ in copies), {section_id})
    refuse_all(reads.faults_of_locks(locked, field="with_assessments"))
    keys = rows.insert([copy for copy, _ in copies])
    align({key: standard_ids for key, (_, standard_ids) in zip(keys, copies, strict=True)})
    return UnitCopied(unit_id=copy_id, assessment_ids=keys)


def _copies(
    unit_id: int, *, section_id: int, copy_id: int, later: timedelta
) -> list[tuple[Assessment, list[int]]]:
    """Copies of a unit's assessments, not saved yet, each with its standards; by due date, but for those
    whose standards are all retired. Two queries.
    """
    originals = Assessment.objects.filter(unit=unit_id).order_by("due_on", "pk")
    standards: dict[int, list[int]] = defaultdict(list)
    aligned = AlignedStandard.objects.filter(assessment__unit=unit_id, standard__retired_at=None)
    for each in aligned.order_by("pk"):
        standards[each.assessment_id].append(each.standard_id)
    return [
        (
            Assessment(
                **{name: getattr(original, name) for name in SHARED},
                section_id=section_id,
                unit_id=copy_id,
                assigned_on=original.assigned_on and original.assigned_on + later,
                due_on=original.due_on + later,
            ),
            standards[original.pk],
        )
        for original in originals
        if original.pk in standards
    ]
