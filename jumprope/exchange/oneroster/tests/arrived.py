"""What files say in the words of our tables, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving import ARRIVING, Context
from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.rules.problems import Findings
from jumprope.exchange.oneroster.tests.samples import (
    DISTRICT,
    GUID_1,
    GUID_2,
    Files,
    district,
    folder,
)
from jumprope.school.calendars.rules import Days

YEAR = Days(date(2026, 8, 1), date(2027, 6, 30))


@dataclass
class Before:
    """What was known before a delivery, as a `Background`."""

    sourced_ids: Mapping[str, set[str]] = field(default_factory=dict)
    parts: Mapping[str, kept.Term] = field(default_factory=dict)

    def known(self, kind: str) -> frozenset[str]:
        return frozenset(self.sourced_ids.get(kind, ()))

    def terms(self) -> Mapping[str, kept.Term]:
        return self.parts

    def years_and_periods(self) -> Mapping[str, kept.Term]:
        year = kept.Term(
            sourced_id="old-year",
            school_year_id="old-year",
            name="2026-27",
            starts_on=YEAR.first,
            ends_on=YEAR.last,
        )
        return {"old-year": year}

    def leavers(self) -> Mapping[str, date]:
        return {"old-leaver": date(2026, 9, 10)}

    def systems(self) -> frozenset[str]:
        return frozenset()

    def standards(self) -> frozenset[str]:
        return frozenset({GUID_1, GUID_2})

    def marks(self) -> frozenset[str]:
        return frozenset({"EX", "M", "INC", "LATE"})

    def days_of_sections(self) -> Mapping[str, Days]:
        return {"old-class": YEAR}


Said = dict[type[kept.Kept], dict[str, kept.Kept | None]]


def said(path: Path, files: Files, before: Before | None = None, **manifest: str) -> tuple[Said, set[str]]:
    """What files say, by kind and sourcedId, and the problems as `file:line code`."""
    reading = read(folder(path, files, **manifest))
    assert reading.problems == ()
    assert reading.delivery is not None
    findings = Findings()
    rows: Said = {}
    with reading.delivery.opened() as opened:
        context = Context(opened, before or Before(), findings, date(2026, 9, 14), reading.warnings)
        for arriving in ARRIVING:
            for arrival in arriving.arrivals(context):
                kind = type(arrival.record) if arrival.record else arriving.kinds[0]
                rows.setdefault(kind, {})[arrival.sourced_id] = arrival.record
    return rows, {f"{each.file}:{each.line} {each.code}" for each in findings.problems()}


def changed(path: Path, file: str, before: str, after: str) -> tuple[Said, set[str]]:
    """What the district says once a text in one of its files is another."""
    assert before in DISTRICT[file]
    return said(path, district(**{file: DISTRICT[file].replace(before, after)}))
