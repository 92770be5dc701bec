"""Writing down what the evidence says. What a teacher said instead stays, as long as its scale holds.

Who determines anything holds the sections and then the students that it is about: two sections may say
something of the same student at once.
"""

from collections.abc import Collection, Sequence

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.kit.conclusions import CONCLUDED, KEPT, OVERRIDE
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.models import (
    Determination,
    DeterminationChange,
    StudentMastery,
)
from jumprope.mastery.determinations.reads import Across, Finding, Findings, FindingsAcross, Key


@step
def determine(*, viewer: Viewer, findings: Findings) -> list[int]:
    """Write findings down, and return the keys of their determinations in the same order.

    A determination gets a new revision, and its history a line, when its number, its level or its explanation
    changes. An override with a level of a scale that holds no longer is cleared, and that is a change too:
    the line before tells what was said, and why. At most six statements, however many findings.
    """
    kept = _kept(findings)
    changed = {
        key: _determination(viewer, key, finding, kept.get(key))
        for key, finding in findings.items()
        if key not in kept or not reads.agrees(kept[key], finding)
    }
    rows.save(list(changed.values()), changing=[*CONCLUDED, *OVERRIDE])
    record(viewer=viewer, determinations=list(changed.values()))
    return [(changed.get(key) or kept[key]).pk for key in findings]


def _kept(keys: Collection[Key]) -> dict[Key, Determination]:
    found = Determination.objects.select_related("override_level").filter(
        section__in={key.section_id for key in keys},
        student__in={key.student_id for key in keys},
        standard__in={key.standard_id for key in keys},
    )
    return {reads.key_of(determination): determination for determination in found}


def _determination(viewer: Viewer, key: Key, finding: Finding, kept: Determination | None) -> Determination:
    """The determination to be written. An override is taken along, unless its scale holds no longer."""
    determination = Determination(
        **key._asdict(),
        value=finding.value,
        level_id=finding.level_id,
        explanation=finding.explanation,
        determined_at=viewer.now,
    )
    if kept is not None:
        determination.pk, determination.revision = kept.pk, kept.revision + 1
        if not reads.overridden_off_scale(kept, finding):
            for name in OVERRIDE:
                setattr(determination, name, getattr(kept, name))
    return determination


@step
def record(*, viewer: Viewer, determinations: Sequence[Determination]) -> None:
    """Add determinations, as they are now, to their history. One statement."""
    rows.keep(
        DeterminationChange,
        determinations,
        of="determination_id",
        columns=KEPT,
        changed_by_id=viewer.account_id,
        changed_at=viewer.now,
    )


@step
def determine_across(*, viewer: Viewer, findings: FindingsAcross) -> None:
    """Write down what the evidence of all sections and years says. At most five statements, however many."""
    kept = _kept_across(findings)
    changed = []
    for key, finding in findings.items():
        before = kept.get(key)
        if before is None or not reads.says(before, finding):
            changed.append(_mastery(viewer, key, finding, before))
    rows.save(changed, changing=CONCLUDED)


def _kept_across(keys: Collection[Across]) -> dict[Across, StudentMastery]:
    found = StudentMastery.objects.filter(
        student__in={key.student_id for key in keys}, standard__in={key.standard_id for key in keys}
    )
    return {reads.key_across(mastery): mastery for mastery in found}


def _mastery(viewer: Viewer, key: Across, finding: Finding, kept: StudentMastery | None) -> StudentMastery:
    return StudentMastery(
        pk=kept.pk if kept else None,
        revision=kept.revision + 1 if kept else 1,
        **key._asdict(),
        value=finding.value,
        level_id=finding.level_id,
        explanation=finding.explanation,
        determined_at=viewer.now,
    )


@step
def determine_everything(
    *,
    viewer: Viewer,
    section_ids: Sequence[int],
    student_ids: Sequence[int],
    standard_ids: Collection[int] | None = None,
) -> None:
    """Write down what all the evidence of locked sections says, and what all evidence of locked students
    says, on some standards or on all.

    At most ten statements for each ten sections, and as many for each 300 students.
    """
    for sections in reads.in_portions(section_ids):
        determine(viewer=viewer, findings=reads.findings_in(sections, standard_ids=standard_ids))
    for students in reads.in_portions(student_ids, at_once=reads.STUDENTS_AT_ONCE):
        determine_across(viewer=viewer, findings=reads.findings_across(students, standard_ids=standard_ids))
