"""Refusals that are expected: each a sentence of fact with a code that clients may rely on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a code for machines, a sentence for people, and the input it is about.

    `field` is a dotted path into the input, with positions counted from 0: `cells.3.value`.
    """

    code: str
    message: str
    field: str | None = None


class Refused(Exception):
    """An expected refusal: the caller can act on it, and nothing was changed. Anything else is a bug.

    A subclass stands beside the function that raises it and names its `code` (once in the whole product)
    and its `message`, a template for the keyword arguments of the constructor.
    """

    codes: ClassVar[dict[str, type["Refused"]]] = {}
    code: ClassVar[str]
    message: ClassVar[str | Promise]
    field: ClassVar[str | None] = None
    problems: tuple[Problem, ...]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        holder = Refused.codes.setdefault(cls.code, cls)
        if holder is not cls:
            raise TypeError(f"{cls.__qualname__}: the code {cls.code!r} is taken by {holder.__qualname__}")

    def __init__(self, *, field: str | None = None, **values: Any) -> None:
        sentence = str(self.message).format(**{name: _as_said(value) for name, value in values.items()})
        self.problems = (Problem(self.code, sentence, field or self.field),)
        super().__init__(self.problems[0].message)


def _as_said(value: Any) -> Any:
    """A number without the zeros that its column keeps behind it: 4, not 4.0000."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) and value.is_finite() else value


def refuse_all(refusals: Iterable[Refused]) -> None:
    """Raise one refusal that carries the problems of all of these; do nothing when there are none."""
    found = tuple(refusals)
    if not found:
        return
    first = found[0]
    first.problems = tuple(problem for refusal in found for problem in refusal.problems)
    raise first


class NotFound(Refused):
    """Absent, another tenant's, or not for this viewer: all three look the same."""

    code = "not_found"
    message = _("No such thing, or not yours to see.")
