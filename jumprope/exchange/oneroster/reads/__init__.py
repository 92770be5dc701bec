"""What a delivery would change, and what the product knows of OneRoster's rows."""

from jumprope.exchange.oneroster.reads.changes import (
    Changes,
    DeliveryRefused,
    Ends,
    Tally,
    changes_of,
    tallies,
)
from jumprope.exchange.oneroster.reads.known import SOURCE, all_keys, keys, records

__all__ = [
    "SOURCE",
    "Changes",
    "DeliveryRefused",
    "Ends",
    "Tally",
    "all_keys",
    "changes_of",
    "keys",
    "records",
    "tallies",
]
