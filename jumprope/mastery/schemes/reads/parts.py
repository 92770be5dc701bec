"""Parts of a scheme as someone describes them: a tree, told from the top; and what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.errors import NotFound, Refused
from jumprope.learning.standards import reads as standards
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.rules import Calculation, InputRefused
from jumprope.mastery.schemes.models import SchemePart
from jumprope.mastery.schemes.rules import UNORDERED

MOST_PARTS = 50
"""How many parts one scheme has."""


class PartMisplaced(Refused):
    """Parts form one tree, told from the top."""

    code = "part_misplaced"
    message = _("The first part is the whole; each other one names a part before it that it counts in.")


class PartHasParts(Refused):
    """A part counts either what is below it or standards."""

    code = "part_has_parts"
    message = _("A part that has parts below it names no standards itself: theirs count there.")


class CalculationNeedsOrder(Refused):
    """Standards stand side by side, and none of them is newer than another."""

    code = "calculation_needs_order"
    message = _("This calculation follows the order of scores; standards have none. Choose one of: {those}.")


class WeightNotAboveZero(Refused):
    """What counts for nothing is no part."""

    code = "weight_not_above_zero"
    message = _("The weight of a part has to be above 0.")


class NewPart(TypedDict):
    """A part to be made.

    parent      the place in the list, from 0, of the part that it counts in; None for the first, the whole
    weight      how much it counts there, beside the others; 1 if not given
    heading_id  the standard or heading whose mastery counts, for a part without parts below it
    standard_type_id  the type of standards whose mastery counts, for such a part too
    """

    name: str
    calculation_type: str
    parent: NotRequired[int | None]
    weight: NotRequired[Decimal | None]
    settings: NotRequired[Mapping[str, object] | None]
    heading_id: NotRequired[int | None]
    standard_type_id: NotRequired[int | None]


@dataclass(frozen=True, slots=True)
class Tree:
    """Parts as they are described, and the rows made of them, in the same order."""

    described: Sequence[NewPart]
    rows: list[SchemePart]


def described_tree(described: Sequence[NewPart]) -> Tree:
    """The parts that are described, of no revision yet. Nothing is written.

    Raises `NothingGiven`, `TooManyGiven`.
    """
    values.check_size(described, field="parts", at_most=MOST_PARTS)
    return Tree(described, [_part(position, each) for position, each in enumerate(described)])


def _part(position: int, described: NewPart) -> SchemePart:
    weight = described.get("weight")
    return SchemePart(
        position=position,
        name=described["name"],
        weight=Decimal(1) if weight is None else weight,
        calculation_type=described["calculation_type"],
        settings=described.get("settings") or {},
        heading_id=described.get("heading_id"),
        standard_type_id=described.get("standard_type_id"),
    )


def types_named(tree: Tree) -> set[int]:
    """The types of standards that parts name. No query."""
    return {part.standard_type_id for part in tree.rows if part.standard_type_id is not None}


def faults_of_tree(tree: Tree, *, standard_types: Collection[int]) -> Iterator[Refused]:
    """What is wrong with parts as they are described, where these types of standards can be given; each
    calculation is written out. One query.
    """
    known: dict[str, Collection[int]] = {
        "heading_id": standards.retired(
            {part.heading_id for part in tree.rows if part.heading_id is not None}
        ),
        "standard_type_id": standard_types,
    }
    inner = {each.get("parent") for each in tree.described}
    for position, (each, part) in enumerate(zip(tree.described, tree.rows, strict=True)):
        at, parent = f"parts.{position}", each.get("parent")
        yield from _faults_of_calculation(part, at)
        unfit = values.clean(part, at=at)
        yield from unfit
        if not unfit and part.weight <= 0:
            yield WeightNotAboveZero(field=f"{at}.weight")
        if (parent is None) != (position == 0) or (parent is not None and not 0 <= parent < position):
            yield PartMisplaced(field=f"{at}.parent")
        for field, those in known.items():
            named = getattr(part, field)
            if named is not None and named not in those:
                yield NotFound(field=f"{at}.{field}")
            if named is not None and position in inner:
                yield PartHasParts(field=f"{at}.{field}")


def _faults_of_calculation(part: SchemePart, at: str) -> Iterator[Refused]:
    """Why its calculation is not taken; one that is taken is written out in full."""
    try:
        calculation = Calculation.parse(part.calculation_type, part.settings)
    except InputRefused as refused:
        refusal = policies.calculation_refused(refused)
        yield type(refusal)(reason=refused.message, field=f"{at}.{refusal.problems[0].field}")
        return
    chosen = {calculation.type, *([calculation.fallback.type] if calculation.fallback else [])}
    if not chosen <= UNORDERED:
        yield CalculationNeedsOrder(those=", ".join(sorted(UNORDERED)), field=f"{at}.calculation_type")
    part.calculation_type, part.settings = calculation.type.value, calculation.dump()
