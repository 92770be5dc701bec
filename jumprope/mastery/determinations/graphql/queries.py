"""What can be asked about mastery."""

import graphene

import graphplan
from graphplan import Answer, Find, IdInput, enum_of, ids
from jumprope.kit.graphql import Query
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.access import PREVIEW_MASTERY
from jumprope.mastery.determinations.graphql.types import Explanation, MasteryOfYear
from jumprope.mastery.policies.graphql.inputs import CalculationSettingsInput
from jumprope.mastery.policies.rules import CalculationType


def _may_preview(viewer: Viewer) -> bool:
    return viewer.may(PREVIEW_MASTERY)


def _of_year(*, viewer: Viewer, student_id: int, school_year_id: int) -> list[dict[str, object]]:
    found = reads.mastery_of_year(viewer=viewer, student_id=student_id, school_year_id=school_year_id)
    return [
        {
            "standard_id": ids.encode("Standard", key.standard_id),
            "value": finding.value,
            "level_id": None if finding.level_id is None else ids.encode("Level", finding.level_id),
            "explanation": finding.explanation,
        }
        for key, finding in found.items()
    ]


class MasteryQueries(Query):
    """Mastery, and calculations tried out."""

    determination = Find("Determination", "One determination.")
    student_mastery = Find("StudentMastery", "A student's mastery of a standard across sections.")
    mastery_of_year = Answer(
        graphene.List(graphene.NonNull(MasteryOfYear)),
        "What a student has shown in one school year alone, as the viewer sees it across sections.",
        read=_of_year,
        arguments={
            "student_id": IdInput("Student", "The student.", required=True),
            "school_year_id": IdInput("SchoolYear", "The school year.", required=True),
        },
    )
    mastery_preview = Answer(
        Explanation,
        "What a calculation would say to these scores. For staff; null to others.",
        read=reads.preview,
        arguments={
            "calculation_type": enum_of(CalculationType)(required=True, description="The calculation type."),
            "settings": graphene.Argument(CalculationSettingsInput, description="Its settings."),
            "scores": graphene.List(
                graphplan.Decimal,
                required=True,
                description="The scores, oldest first; null for one without a number.",
            ),
            "weights": graphene.List(
                graphene.NonNull(graphplan.Decimal),
                description="Their weights, one for each score, nulls included.",
            ),
        },
        permitted=_may_preview,
    )
