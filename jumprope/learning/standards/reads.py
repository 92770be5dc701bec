"""Questions about frameworks and their standards."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.errors import NotFound, Refused
from jumprope.learning.standards import rules
from jumprope.learning.standards.models import Framework, Standard, StandardAssociation

MOST_AT_ONCE = 5_000
"""Values in one IN list: SQLite takes 32,766 parameters in a statement."""


Kind = type[Standard] | type[StandardAssociation]


@dataclass(frozen=True, slots=True)
class Revision:
    """What a publication would change, and what stands in its way.

    `taken` are the GUIDs that frameworks of other creators have, with the titles of those: nobody publishes
    another's standards. From a framework of the same creator a standard moves.
    """

    framework: rules.Changes[rules.Framework]
    standards: rules.Changes[rules.Standard]
    associations: rules.Changes[rules.Association]
    taken: dict[str, str]

    @property
    def is_one(self) -> bool:
        """Whether anything would change."""
        return any(each.count for each in (self.framework, self.standards, self.associations))


def revision(publication: rules.Publication, *, said: Collection[str] = ()) -> Revision:
    """Compare a publication with what the tenant in scope keeps of its framework.

    `said` are the GUIDs of all publications that arrive together. Five queries, and two more for each 5,000
    GUIDs.
    """
    guid = publication.framework.guid
    frameworks = Framework.objects.filter(guid=guid).values_list("guid", "digest")
    standards = _elsewhere(Standard, publication.framework, publication.standards)
    associations = _elsewhere(StandardAssociation, publication.framework, publication.associations)
    return Revision(
        framework=rules.changes(
            {guid: rules.Kept(digest, retired=False) for guid, digest in frameworks}, [publication.framework]
        ),
        standards=rules.changes(
            _kept(Standard, guid), publication.standards, moving=standards.keys(), leaving=said
        ),
        associations=rules.changes(
            _kept(StandardAssociation, guid),
            publication.associations,
            moving=associations.keys(),
            leaving=said,
        ),
        taken={
            guid: title
            for guid, (title, creator) in (standards | associations).items()
            if creator != publication.framework.creator
        },
    )


def _kept(model: Kind, framework_guid: str) -> dict[str, rules.Kept]:
    kept = model.objects.filter(framework__guid=framework_guid).values_list("guid", "digest", "retired_at")
    return {guid: rules.Kept(digest, retired=retired_at is not None) for guid, digest, retired_at in kept}


def _elsewhere(
    model: Kind, framework: rules.Framework, said: Iterable[rules.Standard | rules.Association]
) -> dict[str, tuple[str, str]]:
    """The titles and creators of the other frameworks that have something of what is said, by its GUID."""
    found: dict[str, tuple[str, str]] = {}
    for batch in batches([each.guid for each in said]):
        others = model.objects.filter(guid__in=batch).exclude(framework__guid=framework.guid)
        for guid, title, creator in others.values_list("guid", "framework__title", "framework__creator"):
            found[guid] = title, creator
    return found


class Words(NamedTuple):
    """What a standard says, and whether it is retired."""

    standard_id: int
    guid: str
    code: str
    statement: str
    retired: bool


def words(*, guids: Collection[str]) -> list[Words]:
    """What the tenant's standards with these GUIDs say. One query for each 5,000."""
    return [
        word for batch in batches(sorted(guids)) for word in _words(Standard.objects.filter(guid__in=batch))
    ]


def words_of(standard_ids: Collection[int]) -> dict[int, Words]:
    """What these standards of the tenant say, by key; unknown ones are left out. One query."""
    return {each.standard_id: each for each in _words(Standard.objects.filter(pk__in=standard_ids))}


def words_in(framework_id: int) -> list[Words]:
    """What the standards of a framework of the tenant say. One query."""
    return _words(Standard.objects.filter(framework=framework_id))


def _words(standards: "QuerySet[Standard]") -> list[Words]:
    found = standards.values_list("pk", "guid", "code", "statement", "retired_at")
    return [Words(key, guid, code, said, retired is not None) for key, guid, code, said, retired in found]


def ids(guids: Collection[str]) -> dict[str, int]:
    """The primary keys of the tenant's standards with these GUIDs. One query for each 5,000."""
    return _ids(Standard, guids)


def guids_in_force() -> frozenset[str]:
    """The GUIDs of all of the tenant's standards that are not retired. One query."""
    return frozenset(Standard.objects.filter(retired_at=None).values_list("guid", flat=True))


def association_ids(guids: Collection[str]) -> dict[str, int]:
    """The primary keys of the tenant's associations with these GUIDs. One query for each 5,000."""
    return _ids(StandardAssociation, guids)


def _ids(model: Kind, guids: Collection[str]) -> dict[str, int]:
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


def standards_among(standard_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these standards of the tenant in scope that a rule allows. One query."""
    return rows.among(Standard, standard_ids, rule=rule)


def headings_of(standard_ids: Collection[int]) -> dict[int, set[int]]:
    """Each of these standards with itself and all headings above it. One query, of their whole frameworks."""
    frameworks = Standard.objects.filter(pk__in=standard_ids).values("framework")
    parents = dict(Standard.objects.filter(framework__in=frameworks).values_list("pk", "parent_id"))
    return {key: set(_upwards(key, parents)) for key in standard_ids}


def targets_beside(standard_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The learning targets in the framework of each of these standards: what is in force there and has
    nothing in force below it. One query, of their whole frameworks.
    """
    frameworks = Standard.objects.filter(pk__in=standard_ids).values("framework")
    kept = Standard.objects.filter(framework__in=frameworks)
    rows = list(kept.values_list("pk", "framework_id", "parent_id", "retired_at"))
    in_force = [(key, framework, above) for key, framework, above, retired_at in rows if retired_at is None]
    headings = {above for _key, _framework, above in in_force}
    targets: defaultdict[int, set[int]] = defaultdict(set)
    for key, framework, _above in in_force:
        if key not in headings:
            targets[framework].add(key)
    beside = {framework: frozenset(keys) for framework, keys in targets.items()}
    wanted = set(standard_ids)
    return {key: beside.get(framework, frozenset()) for key, framework, *_rest in rows if key in wanted}


class InFrameworks(NamedTuple):
    """All standards of some frameworks, and the learning targets among them, each with itself and the
    headings above it.
    """

    standards: frozenset[int]
    targets: Mapping[int, frozenset[int]]

    def targets_under(self, standard_ids: Collection[int]) -> frozenset[int]:
        """The learning targets that are among these standards, or have one of them above."""
        named = frozenset(standard_ids)
        return frozenset(key for key, line in self.targets.items() if not named.isdisjoint(line))


def frameworks_with(standard_ids: Collection[int]) -> InFrameworks:
    """What is in the frameworks that these standards belong to. One query."""
    frameworks = Standard.objects.filter(pk__in=standard_ids).values("framework")
    kept = Standard.objects.filter(framework__in=frameworks).values_list("pk", "parent_id", "retired_at")
    parents = {key: parent for key, parent, _retired_at in kept}
    in_force = {key: parent for key, parent, retired_at in kept if retired_at is None}
    targets = in_force.keys() - set(in_force.values())
    return InFrameworks(
        standards=frozenset(parents),
        targets={key: frozenset(_upwards(key, parents)) for key in targets},
    )


def _upwards(key: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    met: set[int] = set()
    while key is not None and key not in met:
        met.add(key)
        yield key
        key = parents.get(key)
