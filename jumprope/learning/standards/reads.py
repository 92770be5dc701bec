"""Questions about the standards bank."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from jumprope.learning.standards import rules
from jumprope.learning.standards.models import Framework, Standard, StandardAssociation

MOST_AT_ONCE = 5_000
"""Values in one IN list: SQLite takes 32,766 parameters in a statement."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a publication would change."""

    framework: rules.Changes[rules.Framework]
    standards: rules.Changes[rules.Standard]
    associations: rules.Changes[rules.Association]


def revision(publication: rules.Publication) -> Revision:
    """Compare a publication with what the tenant in scope keeps of its framework. Three queries."""
    guid = publication.framework.guid
    frameworks = Framework.objects.filter(guid=guid).values_list("guid", "digest")
    return Revision(
        framework=rules.changes(
            {guid: rules.Kept(digest, retired=False) for guid, digest in frameworks}, [publication.framework]
        ),
        standards=rules.changes(_kept(Standard, guid), publication.standards),
        associations=rules.changes(_kept(StandardAssociation, guid), publication.associations),
    )


def _kept(model: type[Standard] | type[StandardAssociation], framework_guid: str) -> dict[str, rules.Kept]:
    rows = model.objects.filter(framework__guid=framework_guid).values_list("guid", "digest", "retired_at")
    return {guid: rules.Kept(digest, retired=retired_at is not None) for guid, digest, retired_at in rows}


def elsewhere(publication: rules.Publication) -> dict[str, str]:
    """GUIDs of the publication's standards and associations that other frameworks have, with those
    frameworks' titles.
    """
    return {
        **_elsewhere(Standard, publication.framework.guid, (each.guid for each in publication.standards)),
        **_elsewhere(
            StandardAssociation, publication.framework.guid, (each.guid for each in publication.associations)
        ),
    }


def _elsewhere(
    model: type[Standard] | type[StandardAssociation], framework_guid: str, guids: Iterable[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in batches(list(guids)):
        rows = model.objects.filter(guid__in=batch).exclude(framework__guid=framework_guid)
        found.update(rows.values_list("guid", "framework__title"))
    return found


def ids(guids: Collection[str]) -> dict[str, int]:
    """The primary keys of the tenant's standards with these GUIDs. One query for each 5,000."""
    return _ids(Standard, guids)


def association_ids(guids: Collection[str]) -> dict[str, int]:
    """The primary keys of the tenant's associations with these GUIDs. One query for each 5,000."""
    return _ids(StandardAssociation, guids)


def _ids(model: type[Standard] | type[StandardAssociation], guids: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches(sorted(guids)):
        found.update(model.objects.filter(guid__in=batch).values_list("guid", "pk"))
    return found


def associations_waiting_for(guids: Collection[str]) -> list[StandardAssociation]:
    """The associations with an end of these GUIDs that does not point at a standard yet. One query for each
    5,000.
    """
    found: dict[int, StandardAssociation] = {}
    for batch in batches(sorted(guids)):
        waiting = StandardAssociation.objects.filter(
            Q(origin=None, origin_identifier__in=batch)
            | Q(destination=None, destination_identifier__in=batch)
        )
        found.update((association.pk, association) for association in waiting)
    return list(found.values())


def batches(values: list[str]) -> Iterable[list[str]]:
    """The values in lists that a statement can take."""
    return (values[start : start + MOST_AT_ONCE] for start in range(0, len(values), MOST_AT_ONCE))


def retired(standard_ids: Collection[int]) -> dict[int, bool]:
    """Whether these standards of the tenant are retired, by key; unknown ones are left out. One query."""
    found = Standard.objects.filter(pk__in=standard_ids).values_list("pk", "retired_at")
    return {key: retired_at is not None for key, retired_at in found}


def headings_of(standard_ids: Collection[int]) -> dict[int, set[int]]:
    """Each of these standards with itself and all headings above it. One query, of their whole frameworks."""
    frameworks = Standard.objects.filter(pk__in=standard_ids).values("framework")
    parents = dict(Standard.objects.filter(framework__in=frameworks).values_list("pk", "parent_id"))
    return {key: set(_upwards(key, parents)) for key in standard_ids}


def _upwards(key: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    met: set[int] = set()
    while key is not None and key not in met:
        met.add(key)
        yield key
        key = parents.get(key)
