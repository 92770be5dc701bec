"""A result that explains itself: the number, which scores made it and which did not, and the arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jumprope.mastery.determinations.rules.workings import Reason, WhyNot
from jumprope.mastery.policies.rules import CalculationType, plain


@dataclass(frozen=True, slots=True)
class Part:
    """The part that one piece of evidence had in a result.

    key       the caller's name for the evidence
    value     its number, if any
    weight    its weight
    position  its place among the scores that the formula saw, 1 for the oldest; None: it was not seen
    reason    why it did not count; None: it counted
    mark      the mark in a number's place, if any
    remark    what such a mark, or a level that a teacher said, counts as, in words
    """

    key: int | str
    value: Decimal | None
    weight: Decimal
    position: int | None
    reason: Reason | None
    mark: str | None
    remark: str | None

    @property
    def counted(self) -> bool:
        """Whether the result was made from it."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic: what was worked out, in the notation of `workings`, and what that gave.

    The value is shown to a few places; the lines after it go on with the number itself. The last line is the
    rounding, labelled "result", and shows all of it.
    """

    label: str
    expression: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Why:
    """Why there is no value; beside a value, the part that had none, so that it was reached another way."""

    code: WhyNot
    sentence: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the evidence says, rounded for good: show this number, and judge by this number.

    settings is the calculation's `dump`; evidence stands in the order in which it is looked at, oldest first.
    """

    type: CalculationType
    settings: Mapping[str, object]
    evidence: tuple[Part, ...]
    lines: tuple[Line, ...]
    value: Decimal | None
    why: Why | None

    def as_json(self) -> dict[str, Any]:
        """The whole result as plain JSON; decimals are strings, and so stay exact wherever it is stored."""
        return {
            "type": self.type.value,
            "settings": dict(self.settings),
            "evidence": [
                {
                    "key": part.key,
                    "value": _written(part.value),
                    "weight": plain(part.weight),
                    "position": part.position,
                    "counted": part.counted,
                    "reason": part.reason.value if part.reason else None,
                    "mark": part.mark,
                    "remark": part.remark,
                }
                for part in self.evidence
            ],
            "lines": [
                {"label": line.label, "expression": line.expression, "value": plain(line.value)}
                for line in self.lines
            ],
            "value": _written(self.value),
            "why": {"code": self.why.code.value, "sentence": self.why.sentence} if self.why else None,
        }


def _written(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
