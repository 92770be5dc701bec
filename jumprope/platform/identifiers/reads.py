"""Finding our rows by what a source calls them."""

from collections.abc import Iterable

from jumprope.platform.identifiers.models import ExternalIdentifier


def subjects(*, kind: str, source: str, identifiers: Iterable[str]) -> dict[str, int]:
    """The keys of the rows that a source calls so, by identifier; unknown ones are absent. One query."""
    known = ExternalIdentifier.objects.filter(kind=kind, source=source, identifier__in=list(identifiers))
    return dict(known.values_list("identifier", "subject_id"))
