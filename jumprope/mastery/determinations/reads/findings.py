"""What the evidence says: of a student in a section, and of a student across all sections and years.

Evidence is turned into what the rules calculate with here, and nowhere else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from graphplan.ids import encode
from jumprope.kit.conclusions import Explanation
from jumprope.learning.assessments import reads as assessments
from jumprope.mastery.determinations import rules
from jumprope.mastery.determinations.models import Determination, StudentMastery
from jumprope.mastery.policies import reads as policies
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses


class Key(NamedTuple):
    """Whom, in which section, on which standard a determination is about: primary keys."""

    section_id: int
    student_id: int
    standard_id: int


class Across(NamedTuple):
    """Whom, on which standard mastery across sections is about: primary keys."""

    student_id: int
    standard_id: int


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
    explanation: Explanation


Findings = Mapping[Key, Finding]
FindingsAcross = Mapping[Across, Finding]

SECTIONS_AT_ONCE = 10
"""How many sections' evidence is in memory at once: a district's would not fit."""


def in_force_for(
    section_id: int, *, student_ids: Collection[int], standard_ids: Collection[int]
) -> policies.InForce:
    """What holds in a section, and wherever else these students have evidence of these standards.

    Four queries. Raises `policies.ScaleMissing`.
    """
    elsewhere = assessments.scored_sections(student_ids=student_ids, standard_ids=standard_ids)
    return policies.in_force(courses.places({section_id, *elsewhere}), standard_ids=standard_ids)


def findings_on(keys: Collection[Key], in_force: policies.InForce) -> tuple[Findings, FindingsAcross]:
    """What the evidence says of these students on these standards: in these sections, and across all.

    Nothing where there is no evidence. One query, and another where scales differ.
    """
    evidence = assessments.evidence(
        student_ids={key.student_id for key in keys}, standard_ids={key.standard_id for key in keys}
    )
    sections, students = set(keys), {key_across(key) for key in keys}
    found = _findings((each for each in evidence if _key(each) in sections), in_force)
    of_students = [each for each in evidence if key_across(each) in students]
    return found, _findings_across(of_students, in_force, found)


def findings_in(
    section_ids: Collection[int], *, standard_ids: Collection[int] | None = None, due: Days | None = None
) -> Findings:
    """What the evidence of these sections says, on some standards or on all; where days are given, that of
    what was due on them. Four queries.

    Raises `policies.ScaleMissing`.
    """
    in_force = policies.in_force(courses.places(section_ids), standard_ids=standard_ids)
    evidence = assessments.evidence(section_ids=section_ids, standard_ids=standard_ids, due=due)
    return _findings(evidence, in_force)


def findings_across(
    student_ids: Collection[int],
    *,
    standard_ids: Collection[int] | None = None,
    school_year_id: int | None = None,
) -> FindingsAcross:
    """What all evidence of these students says, on some standards or on all; or that of one school year.

    Four queries, and another where scales differ. Raises `policies.ScaleMissing`.
    """
    evidence = assessments.evidence(
        student_ids=student_ids, standard_ids=standard_ids, school_year_id=school_year_id
    )
    places = courses.places({each.section_id for each in evidence})
    return _findings_across(evidence, policies.in_force(places, standard_ids=standard_ids), {})


def _findings(evidence: Iterable[assessments.Evidence], in_force: policies.InForce) -> Findings:
    gathered: defaultdict[Key, list[assessments.Evidence]] = defaultdict(list)
    for each in evidence:
        gathered[_key(each)].append(each)
    holdings = {
        place: in_force.at(*place) for place in {(key.section_id, key.standard_id) for key in gathered}
    }
    return {
        key: _finding_here(each, holdings[key.section_id, key.standard_id]) for key, each in gathered.items()
    }


def _finding_here(scores: Sequence[assessments.Evidence], here: policies.Holding) -> Finding:
    """Of a student's evidence in one section, all of it on the scale that holds there."""
    lowest = here.scale.lowest
    return _finding(
        [_as_evidence(each, lowest if _counts_lowest(each) else each.value) for each in scores], here
    )


def _findings_across(
    evidence: Iterable[assessments.Evidence], in_force: policies.InForce, in_sections: Findings
) -> FindingsAcross:
    """What is found in a section alone, by the same policy, is found across sections too."""
    gathered: defaultdict[Across, list[assessments.Evidence]] = defaultdict(list)
    for each in evidence:
        gathered[key_across(each)].append(each)
    return {key: _finding_across(each, in_force, in_sections) for key, each in gathered.items()}


def _finding_across(
    evidence: Sequence[assessments.Evidence], in_force: policies.InForce, in_sections: Findings
) -> Finding:
    """Of all of a student's evidence on one standard, under the policy of the newest one's school."""
    newest = sorted(evidence, key=lambda each: each.due_on)[-1]
    here = in_force.across(newest.section_id, newest.standard_id)
    scales = {
        section_id: in_force.at(section_id, newest.standard_id).scale
        for section_id in {each.section_id for each in evidence}
    }
    known = in_sections.get(_key(newest))
    if known and len(scales) == 1 and in_force.at(newest.section_id, newest.standard_id) is here:
        return known
    seen = [
        _as_evidence(each, _number_on(here, each, scales[each.section_id], in_force)) for each in evidence
    ]
    return _finding(seen, here)


def _number_on(
    here: policies.Holding, evidence: assessments.Evidence, scale: policies.Scale, in_force: policies.InForce
) -> Decimal | None:
    if _counts_lowest(evidence):
        return here.scale.lowest
    if evidence.value is None:
        return None
    return in_force.converted(evidence.value, origin=scale, destination=here.scale)


def _counts_lowest(evidence: assessments.Evidence) -> bool:
    """Whether a mark stands there that counts as the lowest score of the scale."""
    return evidence.effect == assessments.Effect.LOWEST


def _key(evidence: assessments.Evidence) -> Key:
    return Key(evidence.section_id, evidence.student_id, evidence.standard_id)


def _as_evidence(score: assessments.Evidence, number: Decimal | None) -> rules.Evidence:
    """A score as the rules know it, with its number on the scale that holds; None where it has none there."""
    return rules.Evidence(
        key=encode("Assessment", score.assessment_id),
        value=score.value if number is None else number,
        weight=score.weight,
        date=score.due_on,
        excused=score.effect == assessments.Effect.EXCUSED,
        mark=score.mark,
        left_out=rules.Reason.OTHER_SCALE if number is None and score.value is not None else None,
    )


def _finding(evidence: Sequence[rules.Evidence], holding: policies.Holding) -> Finding:
    result = rules.calculate(evidence, holding.calculation)
    level = rules.level_for(result.value, holding.levels)
    return Finding(
        scale_id=holding.scale.pk,
        value=result.value,
        level_id=level.pk if level else None,
        explanation=Explanation(result.as_json()),
    )


def in_portions(keys: Sequence[int], *, at_once: int = SECTIONS_AT_ONCE) -> Iterator[Sequence[int]]:
    """The sections, or the students, so many at once that their evidence fits into memory."""
    for start in range(0, len(keys), at_once):
        yield keys[start : start + at_once]


def key_of(determination: Determination) -> Key:
    """Whom and what a determination is about."""
    return Key(determination.section_id, determination.student_id, determination.standard_id)


def revision(key: Key) -> int:
    """How many times a determination was determined; 0 for one that there is not. One query."""
    found = Determination.objects.filter(**key._asdict()).values_list("revision", flat=True)
    return found.first() or 0


def key_across(about: Key | assessments.Evidence | StudentMastery) -> Across:
    """Whom and what something is about, whatever the section."""
    return Across(about.student_id, about.standard_id)
