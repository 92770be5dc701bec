"""Questions about standards banks."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F

from jumprope.learning.banks.models import VersionStandard, VersionState


class Published(NamedTuple):
    """That a standard is to be taught in a school year: at one school, or at all where there is none."""

    school_year_id: int
    school_id: int | None
    standard_id: int
    standard_type_id: int


def published(*, school_year_ids: Collection[int]) -> list[Published]:
    """What stands in the versions that are published for these school years. One query."""
    standing = VersionStandard.objects.filter(
        version__tenant=F("tenant"),
        version__state=VersionState.PUBLISHED,
        version__school_year__in=school_year_ids,
        removed_at=None,
    )
    rows = standing.order_by("pk").values_list(
        "version__school_year_id", "version__bank__school_id", "standard_id", "standard_type_id"
    )
    return [Published(*row) for row in rows]


def types_of_standards(*, school_id: int, school_year_id: int) -> dict[int, int]:
    """Of which type the standards are that are published for a school and a year; where the banks differ, the
    school's own one says. One query.
    """
    found = [
        each for each in published(school_year_ids=[school_year_id]) if each.school_id in (None, school_id)
    ]
    ordered = sorted(found, key=lambda each: each.school_id is not None)
    return {each.standard_id: each.standard_type_id for each in ordered}
