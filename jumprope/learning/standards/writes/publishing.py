"""Keeping what publishers say, import after import."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from typing import Any

from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import reads, rules
from jumprope.learning.standards.models import Framework, Standard, StandardAssociation
from jumprope.learning.standards.writes.versions import keep_version

BATCH = 500

_ENDS = ["origin", "destination"]


@step
def publish(*, viewer: Viewer, publication: rules.Publication, revision: reads.Revision) -> None:
    """Keep a publication: `revision` says what it changes. A number of statements that grows with batches
    only.

    Nothing is deleted: what the publisher dropped is retired, and comes back when it is said again.
    """
    before = reads.words(guids=_not_new(revision.standards))
    framework = _keep_framework(publication.framework, revision.framework)
    _keep_standards(framework, publication, revision.standards)
    _keep_associations(framework, revision.associations)
    _link_arrivals(revision.standards.created)
    for model, ended in (
        (Standard, revision.standards.ended),
        (StandardAssociation, revision.associations.ended),
    ):
        for batch in reads.batches(list(ended)):
            model.objects.filter(guid__in=batch).update(retired_at=viewer.now)
    if revision.is_one:
        keep_version(viewer=viewer, framework=framework, revision=revision, before=before)


@step
def lock_frameworks(guids: Collection[str]) -> None:
    """Lock those of the frameworks with these GUIDs that are known, for the rest of a command.

    So imports of one framework come one after the other. One statement, before anything is read.
    """
    list(Framework.objects.select_for_update().filter(guid__in=guids).order_by("pk"))


def _not_new(change: rules.Changes[rules.Standard]) -> list[str]:
    return [*(said.guid for said in (*change.updated, *change.moved)), *change.ended]


def _keep_framework(said: rules.Framework, change: rules.Changes[rules.Framework]) -> Framework:
    values = {**asdict(said), "digest": rules.digest(said)}
    if change.created:
        Framework(**values).save(force_insert=True)
    elif change.updated:
        Framework.objects.filter(guid=said.guid).update(**values)
    return Framework.objects.get(guid=said.guid)


def _keep_standards(
    framework: Framework, publication: rules.Publication, change: rules.Changes[rules.Standard]
) -> None:
    new = [Standard(framework=framework, **_values(said)) for said in change.created]
    Standard.objects.bulk_create(new, batch_size=BATCH)
    # Only now do the new ones have keys that children can point at; MySQL does not tell them when it makes
    # them.
    keys = reads.ids({said.guid for said in publication.standards})
    children = [
        Standard(pk=keys[said.guid], parent_id=keys[said.parent_guid])
        for said in change.created
        if said.parent_guid
    ]
    Standard.objects.bulk_update(children, ["parent"], batch_size=BATCH)
    changed = [
        Standard(
            pk=keys[said.guid],
            framework=framework,
            parent_id=keys.get(said.parent_guid or ""),
            **_values(said),
        )
        for said in (*change.updated, *change.moved)
    ]
    columns = _columns(rules.Standard, "framework", "parent")
    Standard.objects.bulk_update(changed, columns, batch_size=BATCH)


def _keep_associations(framework: Framework, change: rules.Changes[rules.Association]) -> None:
    known = [*change.updated, *change.moved]
    said_anew = [*change.created, *known]
    ends = reads.ids(
        {end for said in said_anew for end in (said.origin_identifier, said.destination_identifier)}
    )
    rows = {
        said.guid: StandardAssociation(
            framework=framework,
            origin_id=ends.get(said.origin_identifier),
            destination_id=ends.get(said.destination_identifier),
            **_values(said),
        )
        for said in said_anew
    }
    StandardAssociation.objects.bulk_create([rows[said.guid] for said in change.created], batch_size=BATCH)
    for guid, key in reads.association_ids([said.guid for said in known]).items():
        rows[guid].pk = key
    changed = [rows[said.guid] for said in known]
    columns = _columns(rules.Association, "framework", *_ENDS)
    StandardAssociation.objects.bulk_update(changed, columns, batch_size=BATCH)


def _link_arrivals(arrived: Iterable[rules.Standard]) -> None:
    """Have associations that led outside point at the standards that have just come in."""
    keys = reads.ids({said.guid for said in arrived})
    waiting = reads.associations_waiting_for(sorted(keys))
    for association in waiting:
        association.origin_id = association.origin_id or keys.get(association.origin_identifier)
        association.destination_id = association.destination_id or keys.get(
            association.destination_identifier
        )
    StandardAssociation.objects.bulk_update(waiting, _ENDS, batch_size=BATCH)


def _values(said: rules.Standard | rules.Association) -> dict[str, Any]:
    values = asdict(said)
    values.pop("parent_guid", None)
    return {**values, "digest": rules.digest(said), "retired_at": None}


def _columns(content: type[rules.Standard] | type[rules.Association], *relations: str) -> list[str]:
    said = [each.name for each in fields(content) if each.name not in {"guid", "parent_guid"}]
    return [*said, *relations, "digest", "retired_at"]
