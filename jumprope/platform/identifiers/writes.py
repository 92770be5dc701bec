"""Learning what a source calls our rows."""

from collections.abc import Collection, Mapping

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.platform.identifiers.models import ExternalIdentifier


@step
def learn(*, kind: str, source: str, subjects: Mapping[str, int]) -> None:
    """Keep identifier → primary key for rows that are new to a source. One statement."""
    rows.append(
        ExternalIdentifier(kind=kind, source=source, identifier=identifier, subject_id=subject)
        for identifier, subject in subjects.items()
    )


@step
def forget(*, kind: str, source: str, subjects: Collection[int]) -> None:
    """Forget what a source calls the rows with these keys, which are no more. One statement."""
    ExternalIdentifier.objects.filter(kind=kind, source=source, subject_id__in=subjects).delete()
