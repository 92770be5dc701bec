"""Questions about the standards bank."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.errors import NotFound, Refused
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


class StandardRetired(Refused):
    """Nothing new is aligned to a standard that its publisher has dropped."""

    code = "standard_retired"
    message = _("This standard has been retired. Choose one that is in force.")


def faults_of_choice(
    standard_ids: Sequence[int], retired: Mapping[int, bool], *, at: str = ""
) -> Iterator[Refused]:
    """What is wrong with standards that were chosen in the input at `at`; `retired` as `retired()` tells it.

    No query.
    """
    for position, standard in enumerate(standard_ids):
        field = values.path(at, f"standard_ids.{position}")
        if standard not in retired:
            yield NotFound(field=field)
        elif retired[standard]:
            yield StandardRetired(field=field)
