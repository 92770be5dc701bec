"""What students' mastery in a section comes to, by a scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from graphplan import ids
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments
from jumprope.learning.banks import reads as banks
from jumprope.learning.standards import reads as standards
from jumprope.mastery.determinations import reads as determinations
from jumprope.mastery.determinations.rules import Evidence, Reason, level_for
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.rules import Calculation
from jumprope.mastery.schemes import rules
from jumprope.mastery.schemes.models import MasteryScheme, SchemeNode
from jumprope.school.courses import reads as courses
from jumprope.school.rosters import reads as rosters


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a student's mastery comes to: the number, its level, and the arithmetic of every part."""

    value: Decimal | None
    level_id: int | None
    explanation: Mapping[str, Any]


def scheme_for(section_id: int, scheme_id: int) -> MasteryScheme | None:
    """The scheme, with its scale, if it is for that section. Two queries."""
    place = courses.places([section_id]).get(section_id)
    scheme = MasteryScheme.objects.select_related("scale").filter(pk=scheme_id).first()
    if place is None or scheme is None:
        return None
    here = scheme.school_id in (None, place.school_id) and scheme.course_id in (None, place.course_id)
    return scheme if here else None


def rolled_up(*, viewer: Viewer, section_id: int, scheme: MasteryScheme) -> dict[int, RolledUp]:
    """What the mastery of each student of a section comes to today, by student; of all who were ever in it.

    Standards are those that the section has assessed. Nine queries, two more where a part names a type of
    standards, and another where scales differ. Raises `policies.ScaleMissing`.
    """
    nodes = list(SchemeNode.objects.filter(scheme=scheme.pk).order_by("position"))
    assessed = assessments.standards_assessed(section_id)
    taken = _standards_of(nodes, standards.headings_of(assessed), _types(nodes, section_id))
    holding = determinations.what_holds(viewer=viewer, section_id=section_id)
    numbers = _Numbers(section_id, scheme, holding)
    levels = policies.levels_of(scheme.scale_id)
    parts, found = _parts(nodes), {}
    for student_id in rosters.students_of(section_id):
        rolled = rules.roll_up(
            parts,
            {ids.encode("SchemeNode", node): numbers.of(student_id, taken[node]) for node in taken},
        )
        value = rolled[0].result.value
        level = level_for(value, levels)
        explanation = {"parts": [each.as_json() for each in rolled]}
        found[student_id] = RolledUp(value, level.pk if level else None, explanation)
    return found


def _parts(nodes: Sequence[SchemeNode]) -> list[rules.Part]:
    return [
        rules.Part(
            key=ids.encode("SchemeNode", node.pk),
            parent=None if node.parent_id is None else ids.encode("SchemeNode", node.parent_id),
            name=node.name,
            weight=node.weight,
            calculation=Calculation.restore(node.calculation_type, node.settings),
        )
        for node in nodes
    ]


def _types(nodes: Sequence[SchemeNode], section_id: int) -> dict[int, int]:
    """The types of the standards in the section's school and year, if a part asks for any."""
    if all(node.standard_type_id is None for node in nodes):
        return {}
    [section] = courses.taught(rule=Q(pk=section_id), by="pk")
    return banks.types_of_standards(school_id=section.school_id, school_year_id=section.school_year_id)


def _standards_of(
    nodes: Sequence[SchemeNode], headings: Mapping[int, set[int]], types: Mapping[int, int]
) -> dict[int, list[int]]:
    """Which standards each part without parts below it takes, by the part's key."""
    inner = {node.parent_id for node in nodes}
    leaves = [node for node in nodes if node.pk not in inner]
    named = {
        leaf.pk: {
            standard
            for standard, above in headings.items()
            if leaf.heading_id in (None, *above) and leaf.standard_type_id in (None, types.get(standard))
        }
        for leaf in leaves
        if leaf.heading_id is not None or leaf.standard_type_id is not None
    }
    rest = headings.keys() - set().union(*named.values())
    return {leaf.pk: sorted(named.get(leaf.pk, rest)) for leaf in leaves}


class _Numbers:
    """What holds of students on standards, on the scale of a scheme."""

    def __init__(
        self,
        section_id: int,
        scheme: MasteryScheme,
        holding: Mapping[determinations.Key, determinations.Holds],
    ) -> None:
        self._section_id, self._scheme, self._holding = section_id, scheme, holding
        self._in_force = policies.in_force(courses.places([section_id]))

    def of(self, student_id: int, standard_ids: Sequence[int]) -> list[Evidence]:
        """The mastery of a student on these standards; what is not there, or not on this scale, says so."""
        return [self._evidence(student_id, standard_id) for standard_id in standard_ids]

    def _evidence(self, student_id: int, standard_id: int) -> Evidence:
        key = ids.encode("Standard", standard_id)
        held = self._holding.get(determinations.Key(self._section_id, student_id, standard_id))
        if held is None:
            return Evidence(key=key, value=None, left_out=Reason.NOT_ASSESSED)
        if held.number is None:
            return Evidence(key=key, value=None)
        scale = self._in_force.at(self._section_id, standard_id).scale
        number = self._in_force.converted(held.number, origin=scale, destination=self._scheme.scale)
        if number is None:
            return Evidence(key=key, value=held.number, left_out=Reason.OTHER_SCALE)
        return Evidence(key=key, value=number)
