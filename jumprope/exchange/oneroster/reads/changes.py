"""A delivery beside what is known: which rows are new, which are others now, and which have ended."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from django.utils.translation import gettext_lazy as _

from jumprope.exchange.oneroster.reads import known
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving import ARRIVING, Arrival, Arriving, Context
from jumprope.exchange.oneroster.rules.deliveries import OpenDelivery
from jumprope.exchange.oneroster.rules.problems import Findings, Problem
from jumprope.kit import errors

BATCH = 5000
"""How many rows are compared, and written, at once."""


@dataclass(frozen=True, slots=True)
class _Watching:
    """Who is told how many further rows were compared, and where warnings are collected."""

    further: Callable[[int], None] = lambda _rows: None
    warnings: Findings = field(default_factory=Findings)


_watching: ContextVar[_Watching | None] = ContextVar("watching", default=None)


class DeliveryRefused(errors.Refused):
    """Something in a delivery cannot be taken in; `found` says what and where."""

    code = "delivery_refused"
    message = _("The delivery cannot be taken in.")

    def __init__(self, found: Iterable[Problem]) -> None:
        super().__init__()
        self.found = tuple(found)
        self.problems = tuple(errors.Problem(each.code, each.message, each.field) for each in self.found)


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is another now: as it is known, and how it arrives."""

    known: kept.Kept
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows of one kind: new ones, those that are others now by their keys, and how many are as they were."""

    kind: type[kept.Kept]
    new: list[Arrival]
    changed: dict[int, Changed]
    unchanged: int


Ends = dict[str, set[int]]
"""The keys of rows that leave, by kind."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What there is besides changes: what leaves, and how many rows of each file are not kept."""

    ends: Ends
    left_aside: dict[str, int]


def changes_of(
    delivery: OpenDelivery,
    *,
    today: date,
    take: Callable[[Changes], None],
    let_go: Callable[[Collection[int]], None],
) -> Rest:
    """Hand over what a delivery changes, batch by batch, each after what it refers to; answer the rest.

    Each batch is compared when the ones before it were taken. Of what rows can swap, the keys of all that
    change or leave are handed to `let_go` before the first is taken. Ten queries for a batch of 5,000 rows,
    at most.
    Raises `DeliveryRefused` for what cannot be ours, and `Unusable` when files were changed meanwhile.
    """
    findings, watching = Findings(), _watching.get() or _Watching()
    context = Context(delivery, known.KnownBackground(), findings, today, watching.warnings)
    ends: Ends = defaultdict(set)
    for arriving in ARRIVING:
        if arriving.swapped:
            _let_all_go(arriving, context, let_go)
        seen: dict[type[kept.Kept], set[str]] = {kind: set() for kind in arriving.kinds}
        for batch in _batches(arriving.arrivals(context)):
            for kind in arriving.kinds:
                arrivals = _of_kind(batch, kind, seen[kind])
                ends[kind.KIND].update(_leaving(kind, arrivals))
                if not findings:
                    take(_compared(kind, [each for each in arrivals if each.record]))
            watching.further(len(batch))
        if (whole := arriving.whole) and delivery.delivery.is_whole(whole):
            for kind, told in seen.items():
                named = known.all_keys(kind.KIND)
                ends[kind.KIND] |= {named[each] for each in named.keys() - told - context.spared[whole.FILE]}
    if findings:
        raise DeliveryRefused(findings.problems())
    return Rest(ends, dict(context.left_aside))


def _let_all_go(arriving: Arriving, context: Context, let_go: Callable[[Collection[int]], None]) -> None:
    """Hand over all that changes or leaves, without a word of it: it is judged when it is taken."""
    if context.findings:
        return
    seen: dict[type[kept.Kept], set[str]] = {kind: set() for kind in arriving.kinds}
    for batch in _batches(arriving.arrivals(context.unheard())):
        for kind in arriving.kinds:
            arrivals = _of_kind(batch, kind, seen[kind])
            changes = _compared(kind, [each for each in arrivals if each.record])
            let_go([*changes.changed, *_leaving(kind, arrivals)])


@contextmanager
def watched(further: Callable[[int], None], warnings: Findings) -> Iterator[None]:
    """Let someone know how many further rows were compared, batch by batch, and what was warned of."""
    token = _watching.set(_Watching(further, warnings))
    try:
        yield
    finally:
        _watching.reset(token)


def _batches(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    while batch := list(islice(arrivals, BATCH)):
        yield batch


def _of_kind(batch: Iterable[Arrival], kind: type[kept.Kept], seen: set[str]) -> list[Arrival]:
    """Those of one kind that were not seen before; what leaves is of all kinds."""
    found = []
    for arrival in batch:
        if (arrival.record is None or type(arrival.record) is kind) and arrival.sourced_id not in seen:
            seen.add(arrival.sourced_id)
            found.append(arrival)
    return found


def _leaving(kind: type[kept.Kept], arrivals: Iterable[Arrival]) -> Iterable[int]:
    """The keys of those that leave."""
    leaving = [each.sourced_id for each in arrivals if each.record is None]
    return known.keys(kind.KIND, leaving).values() if leaving else ()


def _compared(kind: type[kept.Kept], arrivals: list[Arrival]) -> Changes:
    """Hold what is said against what is known."""
    if kind is kept.Score:
        return _compared_scores(arrivals)
    named = known.keys_of([each.record for each in arrivals if each.record], kind)
    before = known.records(kind, named)
    new: list[Arrival] = []
    changed: dict[int, Changed] = {}
    for arrival in arrivals:
        held = before.get(arrival.sourced_id)
        if held is None:
            new.append(arrival)
        elif arrival.record is not None and kept.completed(arrival.record, held) != held:
            changed[named[arrival.sourced_id]] = Changed(held, arrival)
    if issubclass(kind, kept.Named):
        new = _named_as_before(kind, new)
    return Changes(kind, new, changed, len(arrivals) - len(new) - len(changed))


def _named_as_before(kind: type[kept.Named], new: list[Arrival]) -> list[Arrival]:
    """Those who are new as such a person, where no name is said with the one that they have as another."""
    said = {one.sourced_id: one.record for one in new if isinstance(one.record, kept.Named)}
    unsaid = [sourced_id for sourced_id, record in said.items() if record.unsaid()]
    others: dict[str, list[kept.Named]] = defaultdict(list)
    for other in kept.PEOPLE if unsaid else ():
        if other is not kind:
            for sourced_id, record in known.records(other, known.keys(other.KIND, unsaid)).items():
                others[sourced_id].append(record)
    return [
        replace(one, record=said[one.sourced_id].named_like(others[one.sourced_id]))
        if one.sourced_id in others
        else one
        for one in new
    ]


def _compared_scores(arrivals: list[Arrival]) -> Changes:
    saved = known.scores([each.record for each in arrivals if isinstance(each.record, kept.Score)])
    new: list[Arrival] = []
    changed: dict[int, Changed] = {}
    for arrival in arrivals:
        if arrival.sourced_id not in saved:
            new.append(arrival)
        elif (found := saved[arrival.sourced_id])[1] != arrival.record:
            changed[found[0].score_id] = Changed(found[1], arrival)
    return Changes(kept.Score, new, changed, len(arrivals) - len(new) - len(changed))
