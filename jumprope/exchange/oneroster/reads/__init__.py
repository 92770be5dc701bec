"""What a delivery would change, and what the product knows of OneRoster's rows."""

from jumprope.exchange.oneroster.reads.changes import BATCH, Changes, DeliveryRefused, changes_of, watched
from jumprope.exchange.oneroster.reads.counting import Counts, Tallies
from jumprope.exchange.oneroster.reads.departures import FILES, District, district_of
from jumprope.exchange.oneroster.reads.duplicates import check_duplicates
from jumprope.exchange.oneroster.reads.ending import Ending, TooManyWouldEnd, check_ending, ending
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
    "Tallies",
    "TooManyWouldEnd",
    "all_keys",
    "changes_of",
    "check_duplicates",
    "check_ending",
    "check_references",
    "district_of",
    "ending",
    "keys",
    "records",
    "scores",
    "watched",
]
