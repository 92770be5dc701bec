"""What the evidence says, beside what is kept of it; and what another calculation would say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from graphplan import ids
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments
from jumprope.mastery.determinations import rules
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.rules.preview import result_of
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.rules import InputRefused
from jumprope.school.courses import reads as courses


class Key(NamedTuple):
    """Whom, in which section, on which standard a determination is about: primary keys."""

    section_id: int
    student_id: int
    standard_id: int


SECTIONS_AT_ONCE = 10
"""How many sections' evidence is in memory at once: a district's would not fit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the evidence says of one student on one standard, by the policy that holds.

    value        the number, rounded as it is shown; None without enough evidence
    level_id     the level that it reaches
    explanation  how it came about, as `rules.Result` writes it
    scale_id     the scale that holds, whether or not a level of it is reached
    """

    scale_id: int
    value: Decimal | None
    level_id: int | None
    explanation: Mapping[str, Any]


Findings = Mapping[Key, Finding]


def findings_on(keys: Collection[Key], in_force: policies.InForce) -> Findings:
    """What the evidence says of these students on these standards; nothing where there is none. One query."""
    evidence = assessments.evidence(
        section_ids={key.section_id for key in keys},
        student_ids={key.student_id for key in keys},
        standard_ids={key.standard_id for key in keys},
    )
    wanted = set(keys)
    return _findings((each for each in evidence if _key(each) in wanted), in_force)


def findings_in(section_ids: Collection[int], *, standard_ids: Collection[int] | None = None) -> Findings:
    """What the evidence of these sections says, on some standards or on all. Four queries.

    Raises `policies.ScaleMissing`.
    """
    in_force = policies.in_force(courses.places(section_ids), standard_ids=standard_ids)
    return _findings(assessments.evidence(section_ids=section_ids, standard_ids=standard_ids), in_force)


def _findings(evidence: Iterable[assessments.Evidence], in_force: policies.InForce) -> Findings:
    gathered: defaultdict[Key, list[assessments.Evidence]] = defaultdict(list)
    for each in evidence:
        gathered[_key(each)].append(each)
    holdings = {
        place: in_force.at(*place) for place in {(key.section_id, key.standard_id) for key in gathered}
    }
    return {key: _finding(each, holdings[key.section_id, key.standard_id]) for key, each in gathered.items()}


def _key(evidence: assessments.Evidence) -> Key:
    return Key(evidence.section_id, evidence.student_id, evidence.standard_id)


def _as_evidence(score: assessments.Evidence, lowest: Decimal) -> rules.Evidence:
    """A score as the rules see it; a mark may count as the lowest score of the scale."""
    counts = score.effect == assessments.Effect.LOWEST
    return rules.Evidence(
        key=ids.encode("Assessment", score.assessment_id),
        value=lowest if counts else score.value,
        weight=score.weight,
        date=score.due_on,
        excused=score.effect == assessments.Effect.EXCUSED,
        mark=score.mark,
    )


def _finding(scores: Sequence[assessments.Evidence], holding: policies.Holding) -> Finding:
    evidence = [_as_evidence(score, holding.scale.lowest) for score in scores]
    result = rules.calculate(evidence, holding.calculation)
    level = rules.level_for(result.value, holding.levels)
    return Finding(
        scale_id=holding.scale.pk,
        value=result.value,
        level_id=level.pk if level else None,
        explanation=result.as_json(),
    )


@dataclass(frozen=True, slots=True)
class Drift:
    """A determination that does not say what the evidence says now; either may be missing."""

    key: Key
    determination: Determination | None
    finding: Finding | None


def drift(section_ids: Collection[int]) -> list[Drift]:
    """The determinations of these sections that no longer agree with their evidence: there should be none.

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


def drift_anywhere() -> Iterator[Drift]:
    """What `drift` finds in all sections of the tenant in scope, which are looked at a few at a time.

    Five queries for each ten sections, of one snapshot: what is saved meanwhile is no drift.
    """
    for some in in_portions(courses.all_sections()):
        with transaction.atomic():
            found = drift(some)
        yield from found


def in_portions(section_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The sections, so many at once that their evidence fits into memory."""
    for start in range(0, len(section_ids), SECTIONS_AT_ONCE):
        yield section_ids[start : start + SECTIONS_AT_ONCE]


def key_of(determination: Determination) -> Key:
    """Whom and what a determination is about."""
    return Key(determination.section_id, determination.student_id, determination.standard_id)


def agrees(determination: Determination, finding: Finding) -> bool:
    """Whether the determination says what the evidence says, in the same words and on the scale that holds.

    No query where it was read with its override's level.
    """
    kept = (determination.value, determination.level_id, determination.explanation)
    found = (finding.value, finding.level_id, finding.explanation)
    return kept == found and not overridden_off_scale(determination, finding)


def overridden_off_scale(determination: Determination, finding: Finding) -> bool:
    """Whether a teacher said a level of a scale that holds no longer. No query, as with `agrees`."""
    said = determination.override_level
    return said is not None and said.scale_id != finding.scale_id


def preview(
    *,
    viewer: Viewer,  # noqa: ARG001 - whoever may ask gets the same answer
    calculation_type: str,
    scores: Sequence[Decimal | None],
    settings: Mapping[str, object] | None = None,
    weights: Sequence[Decimal] | None = None,
) -> Mapping[str, Any]:
    """What a calculation would say to these scores, oldest first, as an explanation. No query.

    Raises what `policies.calculation_refused` makes of a question that cannot be answered.
    """
    settings = {**(settings or {}), **({} if weights is None else {"weights": weights})}
    try:
        result = result_of({"method": calculation_type, "settings": settings, "scores": scores})
    except InputRefused as refused:
        raise policies.calculation_refused(refused) from refused
    return result.as_json()
