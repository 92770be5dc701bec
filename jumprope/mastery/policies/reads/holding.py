"""Which policy holds where, the scales, and how numbers pass from one to another."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.mastery.policies.models import Level, Policy, Scale, ScaleConversion
from jumprope.mastery.policies.rules import BUILT_IN, Calculation, Conversion, which_policy
from jumprope.school.courses.reads import Place


class ScaleMissing(Refused):
    """Without a scale nobody can say which scores there are."""

    code = "scale_missing"
    message = _("There is no scale yet. An administrator of the district has to make one first.")


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds for a standard in a section: the calculation, the scale, and the levels given on it now."""

    calculation: Calculation
    scale: Scale
    levels: tuple[Level, ...]


class InForce:
    """All that may hold in some sections, read at once and asked without another query."""

    def __init__(
        self, places: Mapping[int, Place], policies: Iterable[Policy], levels: Iterable[Level]
    ) -> None:
        """`places` are those of the sections. Raises `ScaleMissing` for a tenant without a scale."""
        self._places, self._policies, self._levels = places, list(policies), list(levels)
        if not self._levels:
            raise ScaleMissing
        self._holdings = {policy.pk: self._holding(policy) for policy in self._policies}
        self._default = self._on(self._levels[0].scale, BUILT_IN)

    def at(self, section_id: int, standard_id: int) -> Holding:
        """What holds for a standard in one of the sections."""
        place = self._places[section_id]
        policy = which_policy(
            self._policies,
            section=section_id,
            course=place.course_id,
            school=place.school_id,
            standard=standard_id,
        )
        return self._holdings[policy.pk] if policy else self._default

    def across(self, section_id: int, standard_id: int) -> Holding:
        """What holds for a standard across sections, at the school of one of them."""
        school_id = self._places[section_id].school_id
        policy = which_policy(self._policies, school=school_id, standard=standard_id)
        return self._holdings[policy.pk] if policy else self._default

    def converted(self, number: Decimal, *, origin: Scale, destination: Scale) -> Decimal | None:
        """What a number on one scale is on another; None where no conversion leads there.

        The first question of two different scales takes one query.
        """
        if origin.pk == destination.pk:
            return number
        conversion = self._conversions.get((origin.pk, destination.pk))
        return None if conversion is None else conversion.of(number)

    @cached_property
    def _conversions(self) -> dict[tuple[int, int], Conversion]:
        return conversions()

    def _holding(self, policy: Policy) -> Holding:
        return self._on(policy.scale, Calculation.restore(policy.calculation_type, policy.settings))

    def _on(self, scale: Scale, calculation: Calculation) -> Holding:
        given = (level for level in self._levels if level.scale_id == scale.pk and level.retired_at is None)
        return Holding(calculation, scale, tuple(given))


def in_force(places: Mapping[int, Place], *, standard_ids: Collection[int] | None = None) -> InForce:
    """The policies that may hold in the sections of these places, for some standards or for all. Two queries.

    Raises `ScaleMissing`.
    """
    anywhere = Q(section=None, course=None, school=None)
    here = Q(section__in=places.keys())
    around = Q(course__in={place.course_id for place in places.values()})
    above = Q(school__in={place.school_id for place in places.values()})
    policies = Policy.objects.select_related("scale").filter(anywhere | here | around | above).order_by("pk")
    if standard_ids is not None:
        policies = policies.filter(Q(standard=None) | Q(standard__in=standard_ids))
    # A scale is made with its levels, so that the levels bring along all scales, the first one first.
    levels = Level.objects.select_related("scale").order_by("scale_id", "-threshold")
    return InForce(places, policies, levels)


def conversions() -> dict[tuple[int, int], Conversion]:
    """All conversions of the tenant in scope, by the scales that they lead from and to. One query."""
    return {
        (each.origin_id, each.destination_id): Conversion.restore(each.kind, each.points)
        for each in ScaleConversion.objects.all()
    }


def level(level_id: int) -> Level | None:
    """The level with its scale, if the tenant in scope has it. One query."""
    return Level.objects.select_related("scale").filter(pk=level_id).first()


def levels_of(scale_id: int) -> tuple[Level, ...]:
    """The levels given on a scale now, the highest first; none where there is no such scale. One query."""
    given = Level.objects.select_related("scale").filter(scale=scale_id, retired_at=None)
    return tuple(given.order_by("-threshold"))
