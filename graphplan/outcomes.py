"""One call of a command, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from graphplan.names import field_path
from graphplan.plans.inputs import Decoding, InputShape
from graphplan.plans.refusals import Code
from graphplan.viewer import Viewer

Refusal = type[Exception] | tuple[()]
"""The class of an application's expected refusals; none if it has none."""

NOT_FOUND = _("No such thing, or not yours to see.")


@dataclass(frozen=True)
class Outcome:
    """What a command answered; or why it was not done; or how it failed, which nobody expected."""

    answer: Any = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    failure: Exception | None = None


def perform(
    command: Callable[..., Any],
    shape: InputShape,
    refusal: Refusal,
    viewer: Viewer,
    given: Mapping[str, Any] | None,
) -> Outcome:
    """Decode an input and call the command of a mutation once.

    It is not called for an identifier that can be nobody's.
    """
    decoding = Decoding()
    arguments = decoding.fields(shape, given or {})
    if decoding.unknown:
        return Outcome(errors=[_problem(Code.NOT_FOUND, path, NOT_FOUND) for path in decoding.unknown])
    try:
        return Outcome(command(viewer=viewer, **arguments))
    except refusal as refused:
        return Outcome(errors=problems_of(refused))
    except Exception as failure:
        return Outcome(failure=failure)


def problems_of(refused: BaseException) -> list[dict[str, Any]]:
    """What an expected refusal says, as clients read it."""
    problems = getattr(refused, "problems", ())
    return [_problem(problem.code, problem.field, problem.message) for problem in problems]


def _problem(code: str, field: str | None, message: Any) -> dict[str, Any]:
    return {"code": str(code), "field": field and field_path(field), "message": str(message)}
