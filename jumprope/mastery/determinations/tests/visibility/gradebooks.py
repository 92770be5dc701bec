"""The gradebooks of the village: in each section an assessment, a score and mastery for all who ever came."""

from dataclasses import dataclass, field
from typing import Any

from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.factories import a_class, a_score, an_assessment
from jumprope.learning.assessments.models import AlignedStandard, Assessment, Score, ScoreChange
from jumprope.learning.standards.factories import a_standard
from jumprope.learning.standards.models import Standard
from jumprope.mastery.determinations.factories import a_determination
from jumprope.mastery.determinations.models import Determination, DeterminationChange
from jumprope.mastery.policies.factories import a_policy, a_scale
from jumprope.mastery.policies.models import Level, Policy, Scale
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.rosters.tests.visibility.village import Village


@dataclass
class Gradebooks:
    """All that there is in them."""

    village: Village
    standard: Standard
    scales: list[Scale]
    assessments: dict[str, Assessment] = field(default_factory=dict)
    scores: list[Score] = field(default_factory=list)
    determinations: list[Determination] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)

    @property
    def levels(self) -> list[Level]:
        """The levels of the scales."""
        return list(Level.objects.all())

    @property
    def alignments(self) -> list[AlignedStandard]:
        """What the assessments are aligned to."""
        return list(AlignedStandard.objects.select_related("assessment__section__course"))

    @property
    def score_changes(self) -> list[ScoreChange]:
        """The history of the scores."""
        related = ("score__assessment__section__course", "score__student")
        return list(ScoreChange.objects.select_related(*related))

    @property
    def determination_changes(self) -> list[DeterminationChange]:
        """The history of the determinations."""
        related = ("determination__section__course", "determination__student")
        return list(DeterminationChange.objects.select_related(*related))


def the_gradebooks(village: Village) -> Gradebooks:
    """The gradebooks of the village, in the tenant in scope.

    Dora joins mathematics. So the art teacher, her mother, sees an assessment in which Cem has a score; and
    she teaches Cem, but in art: his score in mathematics is nothing to her.
    """
    village.enrol("Dora", "maths")
    books = Gradebooks(village, a_standard(), [a_scale()])
    for name, section in village.sections.items():
        books.assessments[name] = an_assessment(section=section, standards=[books.standard])
    in_section = {assessment.section_id: assessment for assessment in books.assessments.values()}
    for enrolment in village.enrolments:
        whose: dict[str, Any] = {"student": enrolment.student, "standard": books.standard}
        books.scores.append(a_score(assessment=in_section[enrolment.section_id], **whose))
        books.determinations.append(a_determination(section=enrolment.section, **whose))
    places: list[dict[str, Any]] = [
        {},
        {"school": village.schools["Oak"]},
        *({"section": each} for each in village.sections.values()),
    ]
    books.policies = [a_policy(scale=books.scales[0], **place) for place in places]
    return books


def far_away_gradebooks(tenant: Tenant) -> None:
    """Another tenant, where one of each kind exists."""
    with tenant_scope(tenant.pk):
        room = a_class(students=1, standards=1)
        place: dict[str, Any] = {"student": room.students[0], "standard": room.standards[0]}
        a_score(assessment=room.assessment, **place)
        a_determination(section=room.section, **place)
        a_policy(scale=a_scale(), section=room.section)
