"""What is known about people, and the portal: seen by those who run their schools, and by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import graphene

from graphplan import Batch, Column, Id, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access, models, reads


class Particular:
    """Something about exactly one person."""

    id = Id()
    student = One("Student")
    staff_member = One("StaffMember")
    guardian = One("Guardian")


class PersonIdentifierType(Particular, Type):
    """A number under which people know a person."""

    class Meta:
        model = models.PersonIdentifier

    kind = Column(enum=models.PersonIdentifier.IdentifierKind)
    system = Column()
    value = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_particulars(viewer)


class AddressType(Particular, Type):
    """Where a person lives or receives mail, from a day until before another."""

    class Meta:
        model = models.Address

    kind = Column(enum=models.Address.AddressKind)
    line_1 = Column()
    line_2 = Column()
    city = Column()
    region = Column()
    postal_code = Column()
    country = Column()
    starts_on = Column()
    ends_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_particulars(viewer)


class ContactMethodType(Particular, Type):
    """A way to reach a person."""

    class Meta:
        model = models.ContactMethod

    kind = Column(enum=models.ContactMethod.ContactKind)
    value = Column()
    is_primary = Column()
    used_for_alerts = Column()
    ended_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_particulars(viewer)


class PersonLanguageType(Particular, Type):
    """A language that a person speaks, or wants to be written to in."""

    class Meta:
        model = models.PersonLanguage

    tag = Column()
    spoken_at_home = Column()
    for_correspondence = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_particulars(viewer)


class DemographicsType(Type):
    """What reports to the state ask about a student; null where nobody has said."""

    class Meta:
        model = models.Demographics

    id = Id()
    student = One("Student", null=False)
    birth_date = Column()
    sex = Column()
    american_indian_or_alaska_native = Column()
    asian = Column()
    black_or_african_american = Column()
    native_hawaiian_or_other_pacific_islander = Column()
    white = Column()
    two_or_more_races = Column()
    hispanic_or_latino = Column()
    country_of_birth = Column()
    state_of_birth = Column()
    city_of_birth = Column()
    residence_status = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_demographics(viewer)


Sent = tuple[int, int | None, datetime, datetime, datetime | None, datetime | None]


def _tokens(viewer: Viewer, invitations: Sequence[Sent]) -> Mapping[Sent, str | None]:
    """The tokens of invitations that can be accepted, for whoever made them."""
    return {
        sent: reads.token_of(viewer.tenant_id, sent[0], sent[2])
        for sent in invitations
        if sent[1] == viewer.account_id and sent[4] is None and sent[5] is None and viewer.now < sent[3]
    }


class PortalInvitationType(Type):
    """That a guardian may once choose the password of the account that was made for them."""

    class Meta:
        model = models.PortalInvitation

    id = Id()
    guardian = One("Guardian", null=False)
    account = One("Account")
    invited_at = Column()
    invited_by = One("Account")
    expires_at = Column()
    accepted_at = Column()
    revoked_at = Column()
    token = Batch(
        _tokens,
        columns=("id", "invited_by_id", "invited_at", "expires_at", "accepted_at", "revoked_at"),
        of=graphene.String,
        description="What opens it, as in `/join/…#token`: for whoever made it, while it can be accepted.",
    )

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_invitations(viewer)
