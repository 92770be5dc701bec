"""Saying which marks a tenant has. What changes the effect of one is commanded from the floor above."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access
from jumprope.learning.assessments.models import Effect, Mark

BUILT_IN = {
    "M": (_("Missing"), Effect.NOT_COUNTED, True),
    "INC": (_("Incomplete"), Effect.NOT_COUNTED, True),
    "EX": (_("Excused"), Effect.EXCUSED, False),
    "NYA": (_("Not yet assessed"), Effect.NOT_COUNTED, False),
}
"""The marks that every tenant begins with: their names, their effects, and whether they raise an alert."""


class MarkCodeTaken(Refused):
    """Marks are told apart by their codes, also by those that are retired."""

    code = "mark_code_taken"
    message = _("There is a mark “{mark}” already.")
    field = "code"


class MarkRetired(Refused):
    """A retired mark is not given any more."""

    code = "mark_retired"
    message = _("The mark “{mark}” has been retired.")


@dataclass(frozen=True, kw_only=True)
class MarksMade(Answer):
    """The new marks."""

    mark_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class MarkMade(Answer):
    """The new mark."""

    mark_id: int


@dataclass(frozen=True, kw_only=True)
class MarkNoLonger(Answer):
    """The mark that is retired now."""

    mark_id: int


@command(access.SET_UP_ASSESSING, event="marks.begun")
def begin_marks(*, viewer: Viewer) -> MarksMade:  # noqa: ARG001 - they are of the tenant in scope
    """Give a new tenant the marks that every tenant begins with; what it has already is left as it is.

    Raises `TakenMeanwhile` when someone else makes one of them at the same moment.
    """
    known = set(Mark.objects.values_list("code", flat=True))
    new = [
        Mark(code=code, name=str(name), effect=effect, raises_alert=raises_alert)
        for code, (name, effect, raises_alert) in BUILT_IN.items()
        if code not in known
    ]
    with uniqueness.unless_taken(Mark, "assessments_mark_code", uniqueness.TakenMeanwhile()):
        return MarksMade(mark_ids=rows.insert(new))


@command(access.SET_UP_ASSESSING, event="mark.made")
def make_mark(
    *,
    viewer: Viewer,  # noqa: ARG001 - who may, makes them for the whole tenant
    code: str,
    name: str,
    effect: str,
    raises_alert: bool = False,
) -> MarkMade:
    """Make a mark of the tenant's own. Its code, written in capitals, is for good.

    Raises `MarkCodeTaken`, and what `kit.values` refuses.
    """
    mark = Mark(code=code.upper(), name=name, effect=effect, raises_alert=raises_alert)
    refuse_all(values.clean(mark))
    with uniqueness.unless_taken(Mark, "assessments_mark_code", MarkCodeTaken(mark=mark.code)):
        mark.save(force_insert=True)
    return MarkMade(mark_id=mark.pk)


@command(access.SET_UP_ASSESSING, event="mark.retired")
def retire_mark(*, viewer: Viewer, mark_id: int) -> MarkNoLonger:
    """Give a mark no more. Where it stands it stays, with its effect. Raises `NotFound`, `MarkRetired`."""
    mark = _locked(mark_id)
    retiring.retire(mark, at=viewer.now, already=MarkRetired(mark=mark.code, field="mark_id"))
    return MarkNoLonger(mark_id=mark.pk)


@step
def change_mark(
    *, mark_id: int, name: str | None = None, effect: str | None = None, raises_alert: bool | None = None
) -> bool:
    """Change what is given of a mark; whether scores with it are other evidence now.

    Whoever changes the effect has locked all sections. Two statements. Raises `NotFound`, and what
    `kit.values` refuses.
    """
    mark = _locked(mark_id)
    before = mark.effect
    given = {"name": name, "effect": effect, "raises_alert": raises_alert}
    refuse_all([*changes.put(mark, given), *values.clean(mark)])
    mark.save(update_fields=list(given))
    return mark.effect != before


def _locked(mark_id: int) -> Mark:
    held = rows.hold(Mark, [mark_id])
    if mark_id not in held:
        raise NotFound(field="mark_id")
    return held[mark_id]
