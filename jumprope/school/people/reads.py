"""Questions about people."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from jumprope.kit import rows
from jumprope.kit.columns import Columns
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.reads import viewer_of
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people.models import (
    ContactMethod,
    Demographics,
    Guardian,
    GuardianRelationship,
    PersonIdentifier,
    PortalInvitation,
    SchoolEnrolment,
    StaffMember,
    Student,
)

NAMES = (
    "given_name",
    "middle_name",
    "family_name",
    "preferred_given_name",
    "preferred_middle_name",
    "preferred_family_name",
    "pronouns",
)
STUDENTS = Columns(Student, *NAMES, "school_id", "grade_level_id", "left_on")
STAFF_MEMBERS = Columns(StaffMember, *NAMES, "school_id", "title")
GUARDIANS = Columns(Guardian, *NAMES)
RELATIONSHIPS = Columns(GuardianRelationship, "guardian_id", "student_id", "ended_on")
DEMOGRAPHICS = Columns(
    Demographics,
    "student_id",
    "birth_date",
    "sex",
    "american_indian_or_alaska_native",
    "asian",
    "black_or_african_american",
    "native_hawaiian_or_other_pacific_islander",
    "white",
    "two_or_more_races",
    "hispanic_or_latino",
    "country_of_birth",
    "state_of_birth",
    "city_of_birth",
    "residence_status",
)

_WHOSE = ("student_id", "staff_member_id", "guardian_id")
CONTACT_METHODS = Columns(ContactMethod, *_WHOSE, "kind", "value", "ended_on")
PERSON_IDENTIFIERS = Columns(PersonIdentifier, *_WHOSE, "kind", "system", "value")

LONGEST_KEY = 18
"""Digits of a key that every database can look for."""


def staff_among(staff_member_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these members of staff of the tenant in scope that a rule allows. One query."""
    return rows.among(StaffMember, staff_member_ids, rule=rule)


def all_students() -> list[int]:
    """The keys of all students of the tenant in scope, in their order. One query."""
    return list(Student.objects.order_by("pk").values_list("pk", flat=True))


def students_among(student_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these students of the tenant in scope that a rule allows. One query."""
    return rows.among(Student, student_ids, rule=rule)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who may choose a password now: the viewer, and the email address to sign in with afterwards."""

    viewer: Viewer
    email: str


def invited(*, tenant: str, token: str) -> Invited | None:
    """Who holds this token of an invitation of the tenant with this slug, or None if it opens nothing.

    At most four queries. Whoever guesses has 256 bits to guess.
    """
    try:
        operator = tenancy.operator_of(tenant)
    except tenancy.TenantUnknown:
        return None
    with tenant_scope(operator.tenant_id):
        invitations = PortalInvitation.objects.select_related("account", "tenant")
        invitation = invitations.filter(pk=invitation_named(token), account__is_active=True).first()
    if invitation is None or not opens(token, invitation, now=operator.now):
        return None
    viewer = viewer_of(
        tenant_id=operator.tenant_id,
        time_zone=invitation.tenant.time_zone,
        account_id=invitation.account_id,
    )
    return Invited(viewer, invitation.account.email)


def opens(token: str, invitation: PortalInvitation, *, now: datetime) -> bool:
    """Whether this is the token of an invitation that can still be accepted. No query."""
    over = invitation.accepted_at is not None or invitation.revoked_at is not None
    own = token_of(invitation.tenant_id, invitation.pk, invitation.invited_at)
    return constant_time_compare(token, own) and not over and now < invitation.expires_at


def invitation_named(token: str) -> int:
    """The key of the invitation that a token names, or 0, which is nobody's. No query."""
    key, _, _ = token.partition(".")
    return int(key) if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY else 0


def token_of(tenant_id: int, invitation_id: int, invited_at: datetime) -> str:
    """The token of an invitation: made with the key of this installation, and nowhere kept. No query."""
    what = f"{tenant_id}:{invitation_id}:{invited_at.isoformat()}"
    digest = salted_hmac("jumprope.people.invitation", what, algorithm="sha256").hexdigest()
    return f"{invitation_id}.{digest}"


def entries_of_students(student_ids: Collection[int]) -> dict[int, dict[str, date | None]]:
    """The day on which these students came to the school where they are, as `entered_on` by student.

    One query.
    """
    held = SchoolEnrolment.objects.filter(student__in=student_ids).order_by("starts_on", "pk")
    latest = dict(held.values_list("student_id", "starts_on"))
    return {student: {"entered_on": latest.get(student)} for student in student_ids}


def leavers() -> dict[int, date]:
    """The students of the tenant in scope who have left or are to, each with the day. One query."""
    left = Student.objects.filter(left_on__isnull=False).values_list("pk", "left_on")
    return {student: day for student, day in left if day}


def students_at_school(student_ids: Collection[int], *, today: date) -> set[int]:
    """Those of these students of the tenant in scope who have not left. One query."""
    here = Q(left_on=None) | Q(left_on__gt=today)
    return set(Student.objects.filter(here, pk__in=student_ids).values_list("pk", flat=True))


def relationships_between(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The keys of the relationships of these pairs of guardian and student, by pair. One query."""
    held = GuardianRelationship.objects.filter(guardian__in={guardian for guardian, _ in pairs})
    wanted = set(pairs)
    return {
        (guardian, student): key
        for key, guardian, student in held.values_list("pk", "guardian_id", "student_id")
        if (guardian, student) in wanted
    }


def contact_methods_of(people: Mapping[str, Collection[int]]) -> list[ContactMethod]:
    """How to reach these people, whose keys stand by `student_id` and so on; of those who have several of a
    kind, the primary ones first. What has ended is left out. One query.
    """
    lasting = ContactMethod.objects.filter(_about(people), ended_on=None)
    return list(lasting.order_by("-is_primary", "pk"))


def identifiers_of(people: Mapping[str, Collection[int]]) -> list[PersonIdentifier]:
    """The numbers of these people, whose keys stand by `student_id` and so on. One query."""
    return list(PersonIdentifier.objects.filter(_about(people)).order_by("kind", "system", "pk"))


def systems_of_identifiers() -> set[str]:
    """The other systems in which anybody has a number. One query."""
    external = PersonIdentifier.objects.filter(kind=PersonIdentifier.IdentifierKind.EXTERNAL_ID)
    return set(external.order_by().values_list("system", flat=True).distinct())


def students_born(days: Collection[date]) -> dict[date | None, list[int]]:
    """The students who were born on these days, by the day. One query."""
    found: dict[date | None, list[int]] = {}
    born = Demographics.objects.filter(birth_date__in=days).order_by("student_id")
    for student, day in born.values_list("student_id", "birth_date"):
        found.setdefault(day, []).append(student)
    return found


def students_with_number(student_ids: Collection[int], *, kind: str) -> set[int]:
    """Those of these students who have a number of this kind. One query."""
    numbers = PersonIdentifier.objects.filter(student__in=student_ids, kind=kind)
    return set(numbers.values_list("student_id", flat=True))


def _about(people: Mapping[str, Collection[int]]) -> Q:
    about = Q(pk__in=())
    for whose, keys in people.items():
        about |= Q(**{f"{whose}__in": keys})
    return about


def contact_methods_in_force(contact_method_ids: Collection[int], *, today: date) -> set[int]:
    """Those of these ways to reach people that have not ended. One query."""
    lasting = Q(ended_on=None) | Q(ended_on__gt=today)
    return set(ContactMethod.objects.filter(lasting, pk__in=contact_method_ids).values_list("pk", flat=True))


def relationships_in_force(
    relationship_ids: Collection[int], *, guardian_ids: Collection[int], today: date
) -> set[int]:
    """Those of these relationships, and of those of these guardians, that have not ended. One query."""
    named = Q(pk__in=relationship_ids) | Q(guardian__in=guardian_ids)
    lasting = Q(ended_on=None) | Q(ended_on__gt=today)
    return set(GuardianRelationship.objects.filter(named, lasting).values_list("pk", flat=True))
