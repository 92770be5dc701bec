"""Writing down what the evidence says. What a teacher said instead stays, as long as its scale holds."""

from collections.abc import Collection, Sequence

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.models import Determination, DeterminationChange
from jumprope.mastery.determinations.reads import Finding, Findings, Key

OVERRIDE = ["override_level_id", "override_reason", "overridden_by_id"]
"""The columns of a determination that say what a teacher said instead."""

DETERMINED = ["value", "level_id", "explanation", "revision", "determined_at", *OVERRIDE]
"""The columns of a determination that are written when it is determined anew."""

KEPT = ["revision", "value", "level_id", "explanation", "override_level_id", "override_reason"]
"""The columns of a determination that its history keeps."""


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
    rows.save(list(changed.values()), changing=DETERMINED)
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
    DeterminationChange.objects.bulk_create(
        DeterminationChange(
            determination_id=determination.pk,
            changed_by_id=viewer.account_id,
            changed_at=viewer.now,
            **{name: getattr(determination, name) for name in KEPT},
        )
        for determination in determinations
    )


@step
def determine_sections(
    *, viewer: Viewer, section_ids: Sequence[int], standard_ids: Collection[int] | None = None
) -> None:
    """Write down what all the evidence of locked sections says, on some standards or on all.

    At most ten statements for each ten sections.
    """
    for some in reads.in_portions(section_ids):
        determine(viewer=viewer, findings=reads.findings_in(some, standard_ids=standard_ids))
