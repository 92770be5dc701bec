"""Keeping what publishers say, the tenant's own words for it, and standards that are not a publisher's."""

from jumprope.learning.standards.writes.own import found_framework, retire, write
from jumprope.learning.standards.writes.publishing import lock_frameworks, publish
from jumprope.learning.standards.writes.wordings import NewWording, StandardsWorded, word_standards

__all__ = [
    "NewWording",
    "StandardsWorded",
    "found_framework",
    "lock_frameworks",
    "publish",
    "retire",
    "word_standards",
    "write",
]
