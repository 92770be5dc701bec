"""Keeping what an import changed, so that two of them can be held against each other."""

from collections.abc import Iterable, Iterator

from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import reads, rules
from jumprope.learning.standards.models import (
    ChangeKind,
    Framework,
    FrameworkVersion,
    StandardChange,
)

BATCH = 500


@step
def keep_version(
    *, viewer: Viewer, framework: Framework, revision: reads.Revision, before: Iterable[reads.Words]
) -> None:
    """Keep that an import changed a framework, and from the second one on what it did to which standard.

    `before` is what those standards that were known already said until then. Two statements, and more as
    batches grow.
    """
    change = revision.standards
    version = FrameworkVersion(
        framework=framework,
        number=FrameworkVersion.objects.filter(framework=framework).count() + 1,
        title=framework.title,
        version=framework.version,
        adoption_status=framework.adoption_status,
        changed_at=framework.changed_at,
        imported_at=viewer.now,
        standards_added=len(change.created),
        standards_changed=len(change.updated),
        standards_moved=len(change.moved),
        standards_retired=len(change.ended),
        associations_changed=revision.associations.count,
    )
    version.save(force_insert=True)
    if version.number > 1:
        StandardChange.objects.bulk_create(_changes(version, change, before), batch_size=BATCH)


def _changes(
    version: FrameworkVersion, change: rules.Changes[rules.Standard], before: Iterable[reads.Words]
) -> Iterator[StandardChange]:
    kinds = {
        **dict.fromkeys((said.guid for said in change.updated), ChangeKind.CHANGED),
        **dict.fromkeys((said.guid for said in change.moved), ChangeKind.MOVED),
        **dict.fromkeys(change.ended, ChangeKind.RETIRED),
    }
    for said in before:
        yield StandardChange(
            version=version,
            standard_id=said.standard_id,
            kind=kinds[said.guid],
            code_before=said.code,
            statement_before=said.statement,
        )
    for key in reads.ids([said.guid for said in change.created]).values():
        yield StandardChange(version=version, standard_id=key, kind=ChangeKind.ADDED)
