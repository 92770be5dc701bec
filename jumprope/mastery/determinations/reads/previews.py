"""What a calculation would say, to scores that are nobody's."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations.rules.preview import result_of
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.rules import InputRefused


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
        result = result_of({"calculation_type": calculation_type, "settings": settings, "scores": scores})
    except InputRefused as refused:
        raise policies.calculation_refused(refused) from refused
    return result.as_json()
