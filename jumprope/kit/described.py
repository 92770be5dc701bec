"""Rows as someone describes them, many at once: those named by their key are changed, the others are new.

It is how forms and the files of other systems are taken in alike. What a description does not mention stays
as it is, or gets its default; what its `clear` names is emptied. What it says is None is emptied too, or gets
its default: a form never says so (GraphQL leaves null out), and in a file it is an empty cell.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, rows, values
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.tenancy import TenantModel

Row = TypeVar("Row", bound=TenantModel)


CLEAR = "clear"
"""Where a description names the values that a row is to do without."""


class DescribedTwice(Refused):
    """Two descriptions of one row: only one of them could be meant."""

    code = "described_twice"
    message = _("This is named twice here. Name it once.")


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
    model: type[Row], given: Sequence[Mapping[str, Any]], *, key: str, rule: Q, at: str
) -> Described[Row]:
    """Make rows of descriptions: `key` names the one value of each that is a primary key, if it is there.

    `rule` says which rows may be changed, `at` where the descriptions stand in the input. Known rows are held
    first, before the rule or anything else is asked. Two statements; none if all are new.

    Raises `NotFound` and `DescribedTwice`: what is wrong with a row can only be said if it is known which.
    """
    named = {f"{at}.{position}": one.get(key) for position, one in enumerate(given)}
    keys = {found for found in named.values() if isinstance(found, int)}
    known = rows.lock(model, rule, keys) if keys else {}
    refuse_all(_faults_of_keys(named, known, key=key))
    described: dict[str, Row] = {}
    refusals: list[Refused] = []
    for (place, found), one in zip(named.items(), given, strict=True):
        row = known[found] if isinstance(found, int) else model()
        for name, value in one.items():
            if name not in {key, CLEAR}:
                setattr(row, name, value)
        refusals += changes.empty(row, one.get(CLEAR) or (), given=one, at=place)
        described[place] = row
        refusals += values.clean(row, at=place)
    return Described(described, refusals)


def _faults_of_keys(named: Mapping[str, object], known: Collection[object], *, key: str) -> Iterator[Refused]:
    seen: set[object] = set()
    for place, found in named.items():
        if found is None:
            continue
        if found not in known:
            yield NotFound(field=f"{place}.{key}")
        elif found in seen:
            yield DescribedTwice(field=f"{place}.{key}")
        seen.add(found)


def save(described: Described[Row]) -> list[int]:
    """Write rows that nothing is wrong with; their primary keys in the order of the descriptions.

    Three statements for those that are new and one for the others, whatever their number.
    """
    written = list(described.rows.values())
    if written:
        own = [field.name for field in written[0]._meta.concrete_fields if not field.primary_key]
        rows.save(written, changing=[name for name in own if name != "tenant"])
    return [row.pk for row in written]


def alike(described: Described[Row], *columns: str) -> Iterator[tuple[str, Row]]:
    """Those rows that have these columns in common with another row, known or described, by place. One query.

    The first column narrows what is looked at.
    """
    own = {row.pk for row in described.rows.values()}
    first = {getattr(row, columns[0]) for row in described.rows.values()}
    model = type(next(iter(described.rows.values())))
    others = model.objects.filter(**{f"{columns[0]}__in": first}).exclude(pk__in=own - {None})
    taken = set(others.values_list(*columns))
    for place, row in described.rows.items():
        key = tuple(getattr(row, column) for column in columns)
        if key in taken:
            yield place, row
        taken.add(key)


def moved(described: Described[Row], *columns: str) -> Iterator[tuple[str, str]]:
    """Where a row that was there would get another value in one of these columns: its place, and the column.

    For what a row belongs to, where others hold it by that. One query.
    """
    known = {row.pk: place for place, row in described.rows.items() if not row._state.adding}
    model = type(next(iter(described.rows.values())))
    for key, *before in model._default_manager.filter(pk__in=known).values_list("pk", *columns):
        place = known[key]
        for column, value in zip(columns, before, strict=True):
            if getattr(described.rows[place], column) != value:
                yield place, column
