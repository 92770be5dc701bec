"""Saying standards in the tenant's own words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from graphplan import ALL
from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards.access import MANAGE_STANDARDS
from jumprope.learning.standards.models import Standard, StandardWording


class WordingRepeated(Refused):
    """Two texts for one place: one of them would be lost."""

    code = "wording_repeated"
    message = _("Wording {first} is about the same standard, audience and language. Give one of the two.")


class NewWording(TypedDict):
    """A standard in words for `children` or `families`, in a language of BCP 47; "" takes them back."""

    standard_id: int
    audience: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StandardsWorded(Answer):
    """The wordings that were said anew or taken back, in the order in which they were given."""

    wording_ids: list[int]


@command(MANAGE_STANDARDS, event="standards.worded")
def word_standards(*, viewer: Viewer, wordings: Sequence[NewWording]) -> StandardsWorded:  # noqa: ARG001
    """Say standards in words for children or families; what was said before in their place is lost.

    Raises `NotFound` for a standard, `WordingRepeated`, and what `kit.values` refuses. Seven statements.
    """
    values.check_size(wordings, field="wordings")
    said = [StandardWording(**wording) for wording in wordings]
    standards = rows.lock(Standard, ALL, {wording.standard_id for wording in said})
    refuse_all(_faults(said, standards))
    known = {
        _place(wording): wording.pk for wording in StandardWording.objects.filter(standard__in=standards)
    }
    for wording in said:
        wording.pk = known.get(_place(wording))
    rows.save(said, changing=["text"])
    return StandardsWorded(wording_ids=[wording.pk for wording in said])


def _faults(said: Sequence[StandardWording], standards: Collection[int]) -> Iterator[Refused]:
    first: dict[tuple[int, str, str], int] = {}
    for position, wording in enumerate(said):
        at = f"wordings.{position}"
        yield from values.clean(wording, at=at)
        if wording.standard_id not in standards:
            yield NotFound(field=f"{at}.standard_id")
        if first.setdefault(_place(wording), position) != position:
            yield WordingRepeated(first=first[_place(wording)], field=at)


def _place(wording: StandardWording) -> tuple[int, str, str]:
    return wording.standard_id, wording.audience, wording.language
