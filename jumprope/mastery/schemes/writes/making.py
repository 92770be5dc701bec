"""Making schemes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import reads as banks
from jumprope.learning.standards import reads as standards
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.rules import Calculation, InputRefused
from jumprope.mastery.policies.writes import TooManyPlaces
from jumprope.mastery.schemes import access
from jumprope.mastery.schemes.models import MasteryScheme, SchemeNode
from jumprope.mastery.schemes.rules import UNORDERED
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses

MOST_NODES = 50
"""How many parts one scheme has."""


class SchemeNameTaken(Refused):
    """Schemes of one place are told apart by their names."""

    code = "scheme_name_taken"
    message = _("There is a scheme “{name}” here already.")
    field = "name"


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
    message = _("The weight of a part is above 0.")


class NewNode(TypedDict):
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


@dataclass(frozen=True, kw_only=True)
class SchemeMade(Answer):
    """The new scheme, and its parts in the order in which they were given."""

    scheme_id: int
    node_ids: list[int]


@command(access.MANAGE_SCHEMES, event="scheme.made")
def make_scheme(
    *,
    viewer: Viewer,
    name: str,
    scale_id: int,
    nodes: Sequence[NewNode],
    school_id: int | None = None,
    course_id: int | None = None,
) -> SchemeMade:
    """Make a scheme of 1 to 50 parts for a course, a school, or the tenant if neither is named.

    Raises `TooManyPlaces`, `NotFound` for what is absent or not the viewer's to govern, `SchemeNameTaken`,
    `PartMisplaced`, `PartHasParts`, `CalculationNeedsOrder`, `WeightNotAboveZero`, what
    `policies.calculation_refused` makes of a calculation that is not taken, and what `kit.values` refuses.
    """
    values.check_size(nodes, field="nodes", at_most=MOST_NODES)
    scheme = MasteryScheme(name=name, scale_id=scale_id, school_id=school_id, course_id=course_id)
    parts = [_node(scheme, position, node) for position, node in enumerate(nodes)]
    refuse_all([*_faults_of_scheme(viewer, scheme), *_faults_of_nodes(nodes, parts)])
    with uniqueness.unless_taken(MasteryScheme, "schemes_scheme_name", SchemeNameTaken(name=scheme.name)):
        scheme.save(force_insert=True)
    for part in parts:
        part.scheme_id = scheme.pk
    keys = rows.insert(parts)
    for part, node in zip(parts, nodes, strict=True):
        parent = node.get("parent")
        part.parent_id = None if parent is None else keys[parent]
    rows.save(parts, changing=["parent_id"])
    return SchemeMade(scheme_id=scheme.pk, node_ids=keys)


def _node(scheme: MasteryScheme, position: int, node: NewNode) -> SchemeNode:
    weight = node.get("weight")
    return SchemeNode(
        scheme=scheme,
        position=position,
        name=node["name"],
        weight=Decimal(1) if weight is None else weight,
        calculation_type=node["calculation_type"],
        settings=node.get("settings") or {},
        heading_id=node.get("heading_id"),
        standard_type_id=node.get("standard_type_id"),
    )


def _faults_of_scheme(viewer: Viewer, scheme: MasteryScheme) -> Iterator[Refused]:
    yield from values.clean(scheme)
    if scheme.school_id is not None and scheme.course_id is not None:
        yield TooManyPlaces(field="course_id")
    elif not _governs(viewer, scheme):
        place = "course_id" if scheme.course_id is not None else "school_id"
        yield NotFound(field=place if getattr(scheme, place) is not None else None)
    if not policies.levels_of(scheme.scale_id):
        yield NotFound(field="scale_id")


def _governs(viewer: Viewer, scheme: MasteryScheme) -> bool:
    """Whether there is such a place, and the viewer may say what holds there. One statement at most."""
    if scheme.course_id is not None:
        rule = access.governed(viewer, school="school")
        return bool(courses.courses_among({scheme.course_id}, rule=rule))
    if scheme.school_id is not None:
        return bool(tenancy.schools_among({scheme.school_id}, rule=access.governed(viewer, school="pk")))
    return access.governs_tenant(viewer)


def _faults_of_nodes(nodes: Sequence[NewNode], parts: Sequence[SchemeNode]) -> Iterator[Refused]:
    known: dict[str, Collection[int]] = {
        "heading_id": standards.retired({part.heading_id for part in parts if part.heading_id is not None}),
        "standard_type_id": banks.types_in_force(
            part.standard_type_id for part in parts if part.standard_type_id is not None
        ),
    }
    inner = {node.get("parent") for node in nodes}
    for position, (node, part) in enumerate(zip(nodes, parts, strict=True)):
        at, parent = f"nodes.{position}", node.get("parent")
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


def _faults_of_calculation(part: SchemeNode, at: str) -> Iterator[Refused]:
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
