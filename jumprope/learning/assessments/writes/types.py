"""Saying which types of assessments a tenant has."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access
from jumprope.learning.assessments.models import AssessmentType
from jumprope.learning.assessments.reads import TypeRetired


class TypeNameTaken(Refused):
    """Types are told apart by their names, also by those that are retired."""

    code = "type_name_taken"
    message = _("There is an assessment type “{name}” already.")
    field = "name"


@dataclass(frozen=True, kw_only=True)
class TypeWritten(Answer):
    """The assessment type that was made, changed or retired."""

    assessment_type_id: int


@command(access.SET_UP_ASSESSING, event="assessment_type.made")
def make_assessment_type(
    *,
    viewer: Viewer,  # noqa: ARG001 - who may, makes them for the whole tenant
    name: str,
    default_weight: Decimal | None = None,
) -> TypeWritten:
    """Make an assessment type; its assessments weigh 1 unless something else is said.

    Raises `TypeNameTaken`, and what `kit.values` refuses.
    """
    kind = AssessmentType(name=name)
    if default_weight is not None:
        kind.default_weight = default_weight
    return _saved(kind)


@command(access.SET_UP_ASSESSING, event="assessment_type.changed")
def change_assessment_type(
    *,
    viewer: Viewer,  # noqa: ARG001 - as above
    assessment_type_id: int,
    name: str | None = None,
    default_weight: Decimal | None = None,
) -> TypeWritten:
    """Change what is given of a type. Assessments that there are keep their weights.

    Raises `NotFound`, `TypeNameTaken`, and what `kit.values` refuses.
    """
    kind = _locked(assessment_type_id)
    changes.put(kind, {"name": name, "default_weight": default_weight})
    return _saved(kind)


@command(access.SET_UP_ASSESSING, event="assessment_type.retired")
def retire_assessment_type(*, viewer: Viewer, assessment_type_id: int) -> TypeWritten:
    """Let no new assessment be of a type. Raises `NotFound`, `TypeRetired`."""
    kind = _locked(assessment_type_id)
    already = TypeRetired(name=kind.name, field="assessment_type_id")
    retiring.retire(kind, at=viewer.now, already=already)
    return TypeWritten(assessment_type_id=kind.pk)


def _locked(assessment_type_id: int) -> AssessmentType:
    held = rows.hold(AssessmentType, [assessment_type_id])
    if assessment_type_id not in held:
        raise NotFound(field="assessment_type_id")
    return held[assessment_type_id]


def _saved(kind: AssessmentType) -> TypeWritten:
    refuse_all(values.clean(kind))
    with uniqueness.unless_taken(AssessmentType, "assessments_type_name", TypeNameTaken(name=kind.name)):
        kind.save()
    return TypeWritten(assessment_type_id=kind.pk)
