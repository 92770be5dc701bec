"""Questions about school years and terms."""

from collections.abc import Iterable

from jumprope.school.calendars.models import SchoolYear, Term


def known_terms(term_ids: Iterable[int]) -> set[int]:
    """Those of these ids that are terms of the tenant in scope. One query."""
    return set(Term.objects.filter(pk__in=set(term_ids)).values_list("pk", flat=True))


def school_year_known(school_year_id: int) -> bool:
    """Whether the tenant in scope has this school year. One query."""
    return SchoolYear.objects.filter(pk=school_year_id).exists()
