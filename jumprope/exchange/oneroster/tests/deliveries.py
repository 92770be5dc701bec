"""The district of the samples as a delivery that was checked."""

from pathlib import Path

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.rules.deliveries import Delivery, read
from jumprope.exchange.oneroster.tests.samples import district, folder


def delivered(path: Path, *, version: str = "1.2", mode: str = "bulk", **changed: str) -> Delivery:
    """The district as a checked delivery, with some files changed; those that are empty are left out."""
    files = {name: text for name, text in district(**changed).items() if text}
    reading = read(folder(path, files, version=version, mode=mode))
    assert reading.problems == ()
    assert reading.delivery is not None
    reads.check_references(reading.outward, reading.warnings)
    return reading.delivery


def total(by_kind: reads.Tallies) -> tuple[int, ...]:
    """How many rows were created, updated, unchanged and ended."""
    kinds = by_kind.values()
    return tuple(sum(tally[what] for tally in kinds) for what in ("created", "updated", "unchanged", "ended"))
