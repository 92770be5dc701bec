"""Questions about school years and terms."""

from collections.abc import Iterable

from jumprope.school.calendars.models import Term


def years_of_terms(term_ids: Iterable[int]) -> dict[int, int]:
    """The school years of these terms of the tenant in scope, by term; unknown ones are absent. One query."""
    return dict(Term.objects.filter(pk__in=set(term_ids)).values_list("pk", "school_year_id"))
