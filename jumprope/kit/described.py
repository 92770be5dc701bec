"""Rows as someone describes them, many at once: those named by their key are changed, the others are new.

It is how forms and the files of other systems are taken in alike. What a description does not mention stays
as it is, or gets its default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.tenancy import TenantModel

Row = TypeVar("Row", bound=TenantModel)


class DescribedTwice(Refused):
    """Two descriptions of one row: only one of them could be meant."""

    code = "described_twice"
    message = _("This is named a second time here.")


@dataclass(frozen=True, slots=True)
class Described(Generic[Row]):
    """Rows by the place of their description in the input, in that order, and what is wrong with them.

    The rows that were there are locked, and carry what is described; nothing is written yet.
    """

    rows: dict[str, Row]
    refusals: list[Refused]

    @property
    def new(self) -> dict[str, Row]:
        """Those that are not there yet."""
        return {place: row for place, row in self.rows.items() if row._state.adding}


def read(
    model: type[Row], given: Sequence[Mapping[str, object]], *, key: str, rule: Q, at: str
) -> Described[Row]:
    """Make rows of descriptions: `key` names the one value of each that is a primary key, if it is there.

    `rule` says which rows may be changed, `at` where the descriptions stand in the input. Known rows are held
    first, before the rule or anything else is asked. Two statements; none if all are new.
    """
    named = {found for one in given if isinstance(found := one.get(key), int)}
    known = rows.lock(model, rule, named) if named else {}
    described: dict[str, Row] = {}
    refusals: list[Refused] = []
    seen: set[object] = set()
    for position, one in enumerate(given):
        place = f"{at}.{position}"
        columns = {name: value for name, value in one.items() if name != key}
        found = one.get(key)
        if found in seen:
            refusals.append(DescribedTwice(field=f"{place}.{key}"))
        elif found is not None and found not in known:
            refusals.append(NotFound(field=f"{place}.{key}"))
        row = (
            _changed(known[found], columns) if isinstance(found, int) and found in known else model(**columns)
        )
        seen |= {found} - {None}
        described[place] = row
        refusals += values.clean(row, at=place)
    return Described(described, refusals)


def _changed(row: Row, columns: Mapping[str, object]) -> Row:
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def save(described: Described[Row]) -> list[int]:
    """Write rows that nothing is wrong with; their primary keys in the order of the descriptions.

    Three statements for those that are new and one for the others, whatever their number.
    """
    written = list(described.rows.values())
    if written:
        own = [field.name for field in written[0]._meta.concrete_fields if not field.primary_key]
        rows.save(written, changing=[name for name in own if name != "tenant"])
    return [row.pk for row in written]
