"""Finding our rows by what a source calls them, and the other way round."""

from collections.abc import Iterable

from jumprope.platform.identifiers.models import ExternalIdentifier


def subjects(*, kind: str, source: str, identifiers: Iterable[str]) -> dict[str, int]:
    """The keys of the rows that a source calls so, by identifier; unknown ones are absent. One query."""
    known = ExternalIdentifier.objects.filter(kind=kind, source=source, identifier__in=list(identifiers))
    return dict(known.values_list("identifier", "subject_id"))


def names(*, kind: str, source: str, subjects: Iterable[int]) -> dict[int, str]:
    """What a source calls the rows with these keys; those that it does not know are absent. One query."""
    known = ExternalIdentifier.objects.filter(kind=kind, source=source, subject_id__in=list(subjects))
    return dict(known.values_list("subject_id", "identifier"))


def all_subjects(*, kind: str, source: str) -> dict[str, int]:
    """The keys of all rows of a kind that a source knows, by identifier. One query."""
    known = ExternalIdentifier.objects.filter(kind=kind, source=source)
    return dict(known.values_list("identifier", "subject_id"))
