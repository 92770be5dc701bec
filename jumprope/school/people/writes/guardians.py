"""Adding guardians, and saying whose they are and what they may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access, reads
from jumprope.school.people.models import Guardian, GuardianRelationship


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
    message = _("This relationship has no end.")
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


class NewGuardian(TypedDict):
    """A guardian to be added, with at least one student."""

    given_name: str
    family_name: str
    email: NotRequired[str]
    telephone: NotRequired[str]
    wards: Sequence[NewWard]


@dataclass(frozen=True, kw_only=True)
class GuardiansAdded(Answer):
    """The new guardians in the order in which they were given, and their relationships in turn."""

    guardian_ids: list[int]
    relationship_ids: list[int]


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
    """Add guardians with the students whose guardians they are.

    Raises `NotFound` for a student, `AlreadyRelated` for one named twice, and what `kit.values` refuses.
    """
    values.check_size(guardians, field="guardians")
    new: list[Guardian] = []
    relationships: dict[str, GuardianRelationship] = {}
    for position, guardian in enumerate(guardians):
        values.check_size(guardian["wards"], field=f"guardians.{position}.wards")
        new.append(Guardian(**{name: value for name, value in guardian.items() if name != "wards"}))
        for place, ward in enumerate(guardian["wards"]):
            relationships[f"guardians.{position}.wards.{place}"] = GuardianRelationship(
                guardian=new[-1], **ward
            )
    faults = [
        fault for position, one in enumerate(new) for fault in values.clean(one, at=f"guardians.{position}")
    ]
    refuse_all([*faults, *_faults_of(viewer, relationships, taken=set())])
    return GuardiansAdded(
        guardian_ids=rows.insert(new), relationship_ids=rows.insert([*relationships.values()])
    )


@command(access.MANAGE_PEOPLE, event="guardians.related")
def relate_guardians(*, viewer: Viewer, relationships: Sequence[NewRelationship]) -> GuardiansRelated:
    """Say whose guardians those are, too, who are there already: a younger brother's, for example.

    Raises `NotFound` for a guardian or a student, `AlreadyRelated`, and what `kit.values` refuses.
    """
    values.check_size(relationships, field="relationships")
    new = {
        f"relationships.{position}": GuardianRelationship(**one) for position, one in enumerate(relationships)
    }
    known = rows.lock(Guardian, access.visible_guardians(viewer), {one.guardian_id for one in new.values()})
    taken = set(
        GuardianRelationship.objects.filter(guardian__in=known).values_list("guardian_id", "student_id")
    )
    absent = [NotFound(field=f"{at}.guardian_id") for at, one in new.items() if one.guardian_id not in known]
    refuse_all([*absent, *_faults_of(viewer, new, taken=taken)])
    return GuardiansRelated(relationship_ids=rows.insert([*new.values()]))


def _faults_of(
    viewer: Viewer, new: Mapping[str, GuardianRelationship], *, taken: set[tuple[int, int]]
) -> Iterator[Refused]:
    """What is wrong with relationships; `taken` are the pairs of guardian and student that there are."""
    named = {relationship.student_id for relationship in new.values()}
    known = reads.students_among(named, rule=access.students_to_manage(viewer))
    for at, relationship in new.items():
        yield from values.clean(relationship, at=at)
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
