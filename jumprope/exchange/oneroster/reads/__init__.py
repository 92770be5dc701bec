"""What a delivery would change, and what the product knows of OneRoster's rows."""

from jumprope.exchange.oneroster.reads.changes import (
    BATCH,
    Changes,
    DeliveryRefused,
    Ends,
    changes_of,
    watched,
)
from jumprope.exchange.oneroster.reads.counting import Counts, Tallies
from jumprope.exchange.oneroster.reads.departures import FILES, District, district_of
from jumprope.exchange.oneroster.reads.duplicates import check_duplicates
from jumprope.exchange.oneroster.reads.ending import Ending, TooManyWouldEnd, ending, few_ending
from jumprope.exchange.oneroster.reads.known import COLUMNS, DISTRICT, SOURCE, all_keys, keys, records, scores
from jumprope.exchange.oneroster.reads.references import check_references

__all__ = [
    "BATCH",
    "COLUMNS",
    "DISTRICT",
    "FILES",
    "SOURCE",
    "Changes",
    "Counts",
    "DeliveryRefused",
    "District",
    "Ending",
    "Ends",
    "Tallies",
    "TooManyWouldEnd",
    "all_keys",
    "changes_of",
    "check_duplicates",
    "check_references",
    "district_of",
    "ending",
    "few_ending",
    "keys",
    "records",
    "scores",
    "watched",
]
