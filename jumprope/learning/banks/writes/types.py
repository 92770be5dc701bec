"""Which kinds of standards there are."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jumprope.kit import retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import access
from jumprope.learning.banks.models import CountsTowards, StandardType


class StandardTypeNameTaken(Refused):
    """Types are told apart by their names."""

    code = "standard_type_name_taken"
    message = _("There is a type of standards “{name}” already.")
    field = "name"


class StandardTypeBuiltIn(Refused):
    """Every tenant has the built-in types."""

    code = "standard_type_built_in"
    message = _("“{name}” is built in: it stays.")
    field = "standard_type_id"


class StandardTypeRetired(Refused):
    """What is retired is not retired again: the day on which it was stays."""

    code = "standard_type_retired"
    message = _("The type of standards “{name}” has been retired.")
    field = "standard_type_id"


@dataclass(frozen=True, kw_only=True)
class StandardTypeMade(Answer):
    """The new type."""

    standard_type_id: int


@dataclass(frozen=True, kw_only=True)
class StandardTypeNoLonger(Answer):
    """The type that is no longer given."""

    standard_type_id: int


@command(access.MANAGE_BANKS, event="standard_type.made")
def make_standard_type(*, viewer: Viewer, name: str, counts_towards: str) -> StandardTypeMade:
    """Make a type of standards for the whole tenant.

    Raises `NotFound` for those who look after one school only, `StandardTypeNameTaken`, and what `kit.values`
    refuses.
    """
    if not access.keeps_the_tenants(viewer):
        raise NotFound
    made = StandardType(name=name, counts_towards=counts_towards)
    refuse_all(values.clean(made))
    taken = StandardTypeNameTaken(name=made.name)
    with uniqueness.unless_taken(StandardType, "banks_standard_type_name", taken):
        made.save(force_insert=True)
    return StandardTypeMade(standard_type_id=made.pk)


@command(access.MANAGE_BANKS, event="standard_type.retired")
def retire_standard_type(*, viewer: Viewer, standard_type_id: int) -> StandardTypeNoLonger:
    """Give a type of standards no longer; where it was given it stays.

    Raises `NotFound`, `StandardTypeBuiltIn`, `StandardTypeRetired`.
    """
    if not access.keeps_the_tenants(viewer):
        raise NotFound(field="standard_type_id")
    found = rows.locked_one(StandardType, access.visible(viewer), standard_type_id, field="standard_type_id")
    if found.built_in:
        raise StandardTypeBuiltIn(name=found.name)
    retiring.retire(found, at=viewer.now, already=StandardTypeRetired(name=found.name))
    return StandardTypeNoLonger(standard_type_id=found.pk)


@step
def hold_standard_types(standard_type_ids: Collection[int]) -> set[int]:
    """Lock types of standards for the rest of a command that gives them, so that none is retired meanwhile;
    those that can be given. Before anything is read without a lock. One statement, none for no types.
    """
    held = rows.hold(StandardType, set(standard_type_ids))
    return {key for key, each in held.items() if each.retired_at is None}


@step
def make_built_in_types() -> None:
    """Make the built-in types if the tenant has none yet. At most four statements.

    Raises `TakenMeanwhile` when someone else does so at the same moment.
    """
    if StandardType.objects.filter(built_in=True).exists():
        return
    names = {
        gettext("Academic"): CountsTowards.ACADEMIC,
        gettext("Habits of work"): CountsTowards.HABITS,
    }
    with uniqueness.unless_taken(StandardType, "banks_standard_type_name", uniqueness.TakenMeanwhile()):
        rows.insert(
            [StandardType(name=name, counts_towards=kind, built_in=True) for name, kind in names.items()]
        )
