"""Handing out all rosters as OneRoster files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.access import EXPORT_ROSTERS
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.packing import packed
from jumprope.exchange.oneroster.rules.records import Record
from jumprope.exchange.oneroster.rules.writing import content, manifest
from jumprope.kit.columns import Columns
from jumprope.kit.command import Answer, command, step
from jumprope.kit.viewer import Viewer
from jumprope.platform.identifiers import reads as identified
from jumprope.platform.identifiers import writes as identifiers
from jumprope.platform.tenancy import writes as tenancy


@dataclass(frozen=True, kw_only=True)
class RosterExported(Answer):
    """How many rows each file has."""

    by_file: dict[str, int]


@command(EXPORT_ROSTERS, event="oneroster.exported")
def export_roster(*, viewer: Viewer, path: str) -> RosterExported:
    """Write all rosters of the tenant into a new folder or zip file.

    Rows that no source has named get sourcedIds of ours, and keep them: whoever takes the files in and hands
    them out again hands out the same ones. Raises `Unusable` when the files cannot be written.
    """
    tenancy.hold_tenant(viewer=viewer)
    name_rows(viewer=viewer)
    district = reads.district_of(viewer.tenant_id)
    counts = {record.FILE: 0 for record in reads.FILES}
    contents = {
        record.FILE: content(record, _counted(records(district), record.FILE, counts))
        for record, records in reads.FILES.items()
    }
    packed(Path(path), {"manifest": [manifest(contents)], **contents})
    return RosterExported(by_file=counts)


def _counted(records: Iterable[Record], file: str, counts: dict[str, int]) -> Iterator[Record]:
    for record in records:
        counts[file] += 1
        yield record


@step
def name_rows(*, viewer: Viewer) -> None:
    """Give every row that has none a sourcedId. Four statements for each kind and each 5,000 rows.

    It is drawn, and kept: made of the key, it would be another row's in another database, and what one hands
    out would there be taken for somebody else. Relationships and demographics have the sourcedIds of those
    whom they are about; how people are reached, their numbers and their grades stand with the people.
    """
    _learn(reads.DISTRICT, [viewer.tenant_id])
    for kind, columns in reads.COLUMNS.items():
        if kind in kept.NAMELESS:
            continue
        for keys in columns.batches():
            if of_others := kept.NAMED_BY.get(kind):
                _learn_of_others(kind, columns, keys, of_others)
            else:
                _learn(kind.KIND, keys)


def _learn(kind: str, keys: list[int]) -> None:
    new = {str(uuid4()): key for key in _nameless(kind, keys)}
    identifiers.learn(kind=kind, source=reads.SOURCE, subjects=new)


def _learn_of_others(
    kind: type[kept.Kept], columns: Columns, keys: list[int], of_others: tuple[str, ...]
) -> None:
    values = columns.of(_nameless(kind.KIND, keys))
    names = {
        attribute: identified.names(
            kind=kept.references(kind)[attribute],
            source=reads.SOURCE,
            subjects={each[attribute] for each in values.values()},
        )
        for attribute in of_others
    }
    new = {
        joined(*(names[attribute][each[attribute]] for attribute in of_others)): key
        for key, each in values.items()
    }
    identifiers.learn(kind=kind.KIND, source=reads.SOURCE, subjects=new)


def _nameless(kind: str, keys: list[int]) -> list[int]:
    known = identified.names(kind=kind, source=reads.SOURCE, subjects=keys)
    return [key for key in keys if key not in known]
