"""What students' mastery in a section comes to, by a scheme."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from graphplan.ids import encode
from jumprope.kit.conclusions import Explanation
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments
from jumprope.learning.banks import reads as banks
from jumprope.learning.standards import reads as standards
from jumprope.mastery.determinations import reads as determinations
from jumprope.mastery.determinations.rules import Evidence, Reason, level_for
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.rules import Calculation
from jumprope.mastery.schemes import rules
from jumprope.mastery.schemes.models import CourseGrade, MasteryScheme, SchemePart, SchemeRevision
from jumprope.school.calendars import reads as calendars
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses
from jumprope.school.rosters import reads as rosters


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a student's mastery comes to: the number, its level, and the arithmetic of every part."""

    value: Decimal | None
    level_id: int | None
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Grading:
    """What grades are given by in a section: a scheme as it stands, for a grading period or everything."""

    section_id: int
    scheme: MasteryScheme
    revision: SchemeRevision
    period: calendars.Period | None

    @property
    def days(self) -> Days | None:
        """The days on which what counts was due; none where everything counts."""
        return None if self.period is None else self.period.days

    @property
    def grading_period_id(self) -> int | None:
        """The grading period that grades are given for, if it is one."""
        return None if self.period is None else self.period.grading_period_id


def scheme_for(place: courses.Place, scheme_id: int) -> MasteryScheme | None:
    """The scheme, with its scale, if it is for a section of that place. One query."""
    scheme = MasteryScheme.objects.select_related("scale").filter(pk=scheme_id).first()
    if scheme is None:
        return None
    here = scheme.school_id in (None, place.school_id) and scheme.course_id in (None, place.course_id)
    return scheme if here else None


def newest_revision(scheme_id: int) -> SchemeRevision:
    """What the scheme counts now. One query."""
    return SchemeRevision.objects.filter(scheme=scheme_id).latest("number")


def newest_revisions(scheme_ids: Collection[int]) -> dict[int, int]:
    """The keys of what these schemes count now, by scheme. One query."""
    revisions = SchemeRevision.objects.filter(scheme__in=scheme_ids).order_by("number")
    return dict(revisions.values_list("scheme_id", "pk"))


def grades_of(grading: Grading) -> "QuerySet[CourseGrade]":
    """The course grades that there are of a section, by its scheme and for its period, student by student."""
    kept = CourseGrade.objects.filter(section=grading.section_id, scheme=grading.scheme.pk)
    return kept.filter(grading_period=grading.grading_period_id).order_by("student_id")


def rolled_up(*, viewer: Viewer, grading: Grading) -> dict[int, RolledUp]:
    """What the mastery of each student of a section comes to today, by student; of all who were ever in it.

    Standards are those that the section has assessed. For a grading period both these and the evidence are of
    what was due in it; what a teacher said of a standard counts there too. Nine queries, four more for a
    period, two more where a part names a type of standards, and another where scales differ.

    Raises `policies.ScaleMissing`.
    """
    section_id = grading.section_id
    parts = list(grading.revision.parts.order_by("position"))
    assessed = assessments.standards_assessed(section_id, due=grading.days)
    taken = _standards_of(parts, standards.headings_of(assessed), _types(parts, section_id))
    numbers = _Numbers(section_id, grading.scheme, _holding(viewer, grading))
    levels = policies.levels_of(grading.scheme.scale_id)
    rolling, found = _as_rules_know_them(parts), {}
    for student_id in rosters.students_of(section_id):
        rolled = rules.roll_up(
            rolling,
            {encode("SchemePart", part): numbers.of(student_id, taken[part]) for part in taken},
        )
        value = rolled[0].result.value
        level = level_for(value, levels)
        explanation = Explanation(parts=[each.as_json() for each in rolled])
        found[student_id] = RolledUp(value, level.pk if level else None, explanation)
    return found


def _holding(viewer: Viewer, grading: Grading) -> Mapping[determinations.Key, determinations.Holds]:
    if grading.days is None:
        return determinations.what_holds(viewer=viewer, section_id=grading.section_id)
    return determinations.what_held_in(viewer=viewer, section_id=grading.section_id, days=grading.days)


def _as_rules_know_them(parts: Sequence[SchemePart]) -> list[rules.Part]:
    return [
        rules.Part(
            key=encode("SchemePart", part.pk),
            parent=None if part.parent_id is None else encode("SchemePart", part.parent_id),
            name=part.name,
            weight=part.weight,
            calculation=Calculation.restore(part.calculation_type, part.settings),
        )
        for part in parts
    ]


def _types(parts: Sequence[SchemePart], section_id: int) -> dict[int, int]:
    """The types of the standards in the section's school and year, if a part asks for any."""
    if all(part.standard_type_id is None for part in parts):
        return {}
    place = courses.places([section_id])[section_id]
    return banks.types_of_standards(school_id=place.school_id, school_year_id=place.school_year_id)


def _standards_of(
    parts: Sequence[SchemePart], headings: Mapping[int, set[int]], types: Mapping[int, int]
) -> dict[int, list[int]]:
    """Which standards each part without parts below it takes, by the part's key."""
    inner = {part.parent_id for part in parts}
    leaves = [part for part in parts if part.pk not in inner]
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
        key = encode("Standard", standard_id)
        held = self._holding.get(determinations.Key(self._section_id, student_id, standard_id))
        if held is None:
            return Evidence(key=key, value=None, left_out=Reason.NOT_ASSESSED)
        if held.number is None:
            return Evidence(key=key, value=None)
        scale = self._in_force.at(self._section_id, standard_id).scale
        number = self._in_force.converted(held.number, origin=scale, destination=self._scheme.scale)
        if number is None:
            return Evidence(key=key, value=held.number, said=held.overridden, left_out=Reason.OTHER_SCALE)
        return Evidence(key=key, value=number, said=held.overridden)
