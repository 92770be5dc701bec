"""Adding guardians, and saying whose they are and what they may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access, reads
from jumprope.school.people.models import ContactMethod, Guardian, GuardianRelationship
from jumprope.school.people.writes.contacts import contact_faults
from jumprope.school.people.writes.names import ChangedNames, Names
from jumprope.school.people.writes.students import MOST_TAKEN_IN

NESTED = {"contact_methods", "wards"}
"""What is said of a guardian, and stands in rows of their own."""


class AlreadyRelated(Refused):
    """A guardian and a student have one relationship, and whoever changes it has to look at what it says."""

    code = "already_related"
    message = _("This guardian is the student's already, or was: change that relationship instead.")


class GuardianshipEnded(Refused):
    """The relationship has ended already."""

    code = "guardianship_ended"
    message = _("This relationship has ended already, on {ended_on}.")
    field = "relationship_id"


class GuardianshipInForce(Refused):
    """There is nothing to take up again."""

    code = "guardianship_in_force"
    message = _("This relationship has not ended: there is nothing to resume.")
    field = "relationship_id"


class NewWard(TypedDict):
    """A student whose guardian someone is, and what that guardian may."""

    student_id: int
    kind: NotRequired[str]
    has_custody: NotRequired[bool]
    may_see_records: NotRequired[bool]
    is_contact: NotRequired[bool]


class NewRelationship(NewWard):
    """A guardian who is there already, and a student."""

    guardian_id: int


class NewContact(TypedDict):
    """How to reach a guardian who is to be added."""

    kind: str
    value: str
    is_primary: NotRequired[bool]
    used_for_alerts: NotRequired[bool]


class NewGuardian(Names):
    """A guardian to be added, with at least one student."""

    given_name: str
    family_name: str
    contact_methods: NotRequired[Sequence[NewContact]]
    wards: Sequence[NewWard]


class SaidGuardian(ChangedNames):
    """A guardian as another system knows one: with a key one of ours, else a new one, of nobody as yet."""

    guardian_id: NotRequired[int | None]


class ChangedGuardian(ChangedNames):
    """A guardian who has other names; what is not said stays."""

    guardian_id: int


class SaidRelationship(TypedDict, total=False):
    """A relationship as another system knows it: with a key one of ours, else a new one."""

    relationship_id: int | None
    guardian_id: int
    student_id: int
    kind: str
    has_custody: bool
    may_see_records: bool
    is_contact: bool
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class GuardiansAdded(Answer):
    """The new guardians in the order in which they were given, and their relationships in turn."""

    guardian_ids: list[int]
    relationship_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class GuardiansCorrected(Answer):
    """The guardians, in the order in which they were given."""

    guardian_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class GuardiansRelated(Answer):
    """The new relationships, in the order in which they were given."""

    relationship_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class GuardianshipChanged(Answer):
    """The relationship that was changed."""

    relationship_id: int


@command(access.MANAGE_PEOPLE, event="guardians.added")
def add_guardians(*, viewer: Viewer, guardians: Sequence[NewGuardian]) -> GuardiansAdded:
    """Add guardians with the students whose guardians they are, and how to reach them.

    Raises `NotFound` for a student, `AlreadyRelated` for one named twice, and what `kit.values` refuses.
    """
    values.check_size(guardians, field="guardians")
    new: dict[str, Guardian] = {}
    contacts: dict[str, ContactMethod] = {}
    relationships: dict[str, GuardianRelationship] = {}
    for position, said in enumerate(guardians):
        at = f"guardians.{position}"
        values.check_size(said["wards"], field=f"{at}.wards")
        one = new[at] = Guardian(**{name: value for name, value in said.items() if name not in NESTED})
        for place, contact in enumerate(said.get("contact_methods") or ()):
            contacts[f"{at}.contact_methods.{place}"] = ContactMethod(guardian=one, **contact)
        for place, ward in enumerate(said["wards"]):
            relationships[f"{at}.wards.{place}"] = GuardianRelationship(guardian=one, **ward)
    everyone = {**new, **contacts, **relationships}
    faults = [fault for at, row in everyone.items() for fault in values.clean(row, at=at)]
    refuse_all([*faults, *contact_faults(contacts), *_strangers(viewer, relationships, taken=set())])
    guardian_ids, relationship_ids = rows.insert([*new.values()]), rows.insert([*relationships.values()])
    rows.insert([*contacts.values()])
    return GuardiansAdded(guardian_ids=guardian_ids, relationship_ids=relationship_ids)


@command(access.MANAGE_PEOPLE, event="guardians.corrected")
def correct_guardians(*, viewer: Viewer, guardians: Sequence[ChangedGuardian]) -> GuardiansCorrected:
    """Correct names. Raises `NotFound`, `DescribedTwice`, and what `kit.values` refuses."""
    values.check_size(guardians, field="guardians")
    return GuardiansCorrected(guardian_ids=take_in_guardians(viewer=viewer, guardians=guardians))


@step
def take_in_guardians(
    *, viewer: Viewer, guardians: Sequence[SaidGuardian | ChangedGuardian], at: str = "guardians"
) -> list[int]:
    """Write down guardians, those with a key as well as new ones; their keys in the order given.

    New ones are nobody's yet: their relationships come next. At most 5,000 at once; six statements at most.
    Raises `NotFound`, `DescribedTwice`, and what `kit.values` refuses.
    """
    values.check_size(guardians, field=at, at_most=MOST_TAKEN_IN)
    found = described.read(
        Guardian, guardians, key="guardian_id", rule=access.guardians_to_manage(viewer), at=at
    )
    refuse_all(found.refusals)
    return described.save(found)


@command(access.MANAGE_PEOPLE, event="guardians.related")
def relate_guardians(*, viewer: Viewer, relationships: Sequence[NewRelationship]) -> GuardiansRelated:
    """Say whose guardians those are, too, who are there already: a younger brother's, for example.

    Raises `NotFound` for a guardian or a student, `AlreadyRelated`, and what `kit.values` refuses.
    """
    values.check_size(relationships, field="relationships")
    return GuardiansRelated(
        relationship_ids=take_in_relationships(viewer=viewer, relationships=relationships)
    )


@step
def take_in_relationships(
    *,
    viewer: Viewer,
    relationships: Sequence[NewRelationship | SaidRelationship],
    at: str = "relationships",
) -> list[int]:
    """Write down relationships, those with a key as well as new ones; their keys in the order given.

    A court's order that is written down here is for the caller to heed: what is said about custody and
    records takes the place of what was. At most 5,000 at once; ten statements at most.

    Raises `NotFound` for a relationship, a guardian or a student, `AlreadyRelated`, `DescribedTwice`, and
    what `kit.values` refuses.
    """
    values.check_size(relationships, field=at, at_most=MOST_TAKEN_IN)
    named = {key for one in relationships if isinstance(key := one.get("guardian_id"), int)}
    guardians = rows.lock(Guardian, access.visible_guardians(viewer), named)
    found = described.read(
        GuardianRelationship,
        relationships,
        key="relationship_id",
        rule=access.relationships_to_manage(viewer),
        at=at,
    )
    taken = set(
        GuardianRelationship.objects.filter(guardian__in=guardians).values_list("guardian_id", "student_id")
    )
    absent = [
        NotFound(field=f"{place}.guardian_id")
        for place, one in found.new.items()
        if one.guardian_id not in guardians
    ]
    refuse_all([*found.refusals, *absent, *_strangers(viewer, found.new, taken=taken)])
    return described.save(found)


def _strangers(
    viewer: Viewer, new: Mapping[str, GuardianRelationship], *, taken: set[tuple[int, int]]
) -> Iterator[Refused]:
    """What is wrong with whom relationships are about; `taken` are the pairs of guardian and student that
    there are.
    """
    named = {relationship.student_id for relationship in new.values()}
    known = reads.students_among(named, rule=access.students_to_manage(viewer))
    for at, relationship in new.items():
        # A guardian who is new too has no key yet.
        pair = (relationship.guardian_id or id(relationship.guardian), relationship.student_id)
        if relationship.student_id not in known:
            yield NotFound(field=f"{at}.student_id")
        elif pair in taken:
            yield AlreadyRelated(field=at)
        taken.add(pair)


@command(access.MANAGE_PEOPLE, event="guardian.restricted")
def restrict_guardian(
    *,
    viewer: Viewer,
    relationship_id: int,
    has_custody: bool = False,
    may_see_records: bool = False,
    is_contact: bool = False,
) -> GuardianshipChanged:
    """Write down a custody order: what it leaves a guardian, and nothing else. A later order may give back.

    It holds from the next request of the guardian on. Raises `NotFound`.
    """
    relationship = _locked(viewer, relationship_id)
    relationship.has_custody = has_custody
    relationship.may_see_records = may_see_records
    relationship.is_contact = is_contact
    relationship.save(update_fields=["has_custody", "may_see_records", "is_contact"])
    return GuardianshipChanged(relationship_id=relationship_id)


@command(access.MANAGE_PEOPLE, event="guardianship.ended")
def end_guardianship(
    *, viewer: Viewer, relationship_id: int, ended_on: date | None = None
) -> GuardianshipChanged:
    """End a relationship from a day on, by default today; an end that lies ahead can still be moved.

    Raises `NotFound`, `GuardianshipEnded`.
    """
    relationship = _locked(viewer, relationship_id)
    if relationship.ended_on is not None and relationship.ended_on <= viewer.today:
        raise GuardianshipEnded(ended_on=relationship.ended_on)
    relationship.ended_on = ended_on or viewer.today
    relationship.save(update_fields=["ended_on"])
    return GuardianshipChanged(relationship_id=relationship_id)


@command(access.MANAGE_PEOPLE, event="guardianship.resumed")
def resume_guardianship(*, viewer: Viewer, relationship_id: int) -> GuardianshipChanged:
    """Take up a relationship that has ended, or is to end, with the rights that it had.

    Raises `NotFound`, `GuardianshipInForce`.
    """
    relationship = _locked(viewer, relationship_id)
    if relationship.ended_on is None:
        raise GuardianshipInForce
    relationship.ended_on = None
    relationship.save(update_fields=["ended_on"])
    return GuardianshipChanged(relationship_id=relationship_id)


def _locked(viewer: Viewer, relationship_id: int) -> GuardianRelationship:
    return rows.locked_one(
        GuardianRelationship, access.relationships_to_manage(viewer), relationship_id, field="relationship_id"
    )
