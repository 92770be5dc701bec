"""What can be asked about mastery."""

import graphene

import graphplan
from graphplan import Answer, Find, enum_of
from jumprope.kit.graphql import Query
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.access import PREVIEW_MASTERY
from jumprope.mastery.determinations.graphql.types import Explanation
from jumprope.mastery.policies.graphql.inputs import CalculationSettingsInput
from jumprope.mastery.policies.rules import CalculationType


def _may_preview(viewer: Viewer) -> bool:
    return viewer.may(PREVIEW_MASTERY)


class MasteryQueries(Query):
    """Mastery, and calculations tried out."""

    determination = Find("Determination", "One determination.")
    student_mastery = Find("StudentMastery", "A student's mastery of a standard across sections.")
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
