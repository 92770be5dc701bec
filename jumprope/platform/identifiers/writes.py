"""Learning what a source calls our rows."""

from collections.abc import Mapping

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
