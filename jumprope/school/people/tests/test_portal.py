"""How guardians come into the portal: invited for certain students, once, and kept out again."""

from datetime import timedelta

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.people import reads, writes
from jumprope.school.people.factories import a_guardian, a_relationship, a_student
from jumprope.school.people.models import Guardian, GuardianRelationship, PortalInvitation
from tests.fixtures import Ask
from tests.outcomes import refused
from tests.visibility import seen_by

PASSWORD = "four walnut trees in a row"
Portal = GuardianRelationship.PortalAccess


@pytest.fixture
def school(tenant: Tenant) -> School:  # noqa: ARG001 - it is made in the tenant in scope
    return a_school()


@pytest.fixture
def principal(school: School) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=school)


def related(school: School, guardian: Guardian) -> GuardianRelationship:
    student = a_student(school=school)
    return a_relationship(guardian=guardian, student=student, portal_access=Portal.NOT_INVITED)


@pytest.fixture
def tie(school: School) -> GuardianRelationship:
    """A guardian whom nobody has invited yet, and a student of the school."""
    return related(school, a_guardian())


def invite(viewer: Viewer, tie: GuardianRelationship) -> PortalInvitation:
    answer = writes.invite_guardian(viewer=viewer, guardian_id=tie.guardian_id, email="gale@home.example")
    return PortalInvitation.objects.get(pk=answer.invitation_id)


def token_of(invitation: PortalInvitation) -> str:
    return reads.token_of(invitation.tenant_id, invitation.pk, invitation.invited_at)


def accept(tenant: Tenant, token: str) -> Viewer | None:
    """Do as the page does; who has come."""
    invited = reads.invited(tenant=tenant.slug, token=token)
    if invited is None:
        return None
    writes.accept_invitation(viewer=invited.viewer, token=token, password=PASSWORD)
    return invited.viewer


def access_of(tie: GuardianRelationship) -> str:
    return GuardianRelationship.objects.get(pk=tie.pk).portal_access


def test_a_guardian_is_invited_comes_once_and_sees_the_schools_students(
    tenant: Tenant, principal: Viewer, tie: GuardianRelationship
) -> None:
    elsewhere = related(a_school(), tie.guardian)
    invitation = invite(principal, tie)
    account = Account.objects.get(guardian=tie.guardian_id)
    assert (account.email, account.has_usable_password()) == ("gale@home.example", False)
    assert (access_of(tie), access_of(elsewhere)) == (Portal.INVITED, Portal.NOT_INVITED)
    token = token_of(invitation)
    viewer = accept(tenant, token)
    assert viewer is not None
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert seen_by(viewer, "Student") == {"Student": {tie.student_id}}
    assert accept(tenant, token) is None
    with refused(("invitation_over", None)):
        writes.accept_invitation(viewer=viewer, token=token, password=PASSWORD + "s")
    with refused(("invitation_over", "invitation_id")):
        writes.renew_invitation(viewer=principal, invitation_id=invitation.pk)
    changed = GuardianRelationship.objects.get(pk=tie.pk)
    assert (changed.portal_changed_by_id, changed.portal_changed_at) == (account.pk, viewer.now)


def test_a_guardian_is_kept_out_and_let_in_again(
    tenant: Tenant, principal: Viewer, tie: GuardianRelationship
) -> None:
    viewer = accept(tenant, token_of(invite(principal, tie)))
    assert viewer is not None
    for enabled, seen in ((False, set()), (True, {tie.student_id})):
        writes.change_portal_access(viewer=principal, relationship_id=tie.pk, enabled=enabled)
        assert seen_by(viewer, "Student") == {"Student": seen}
    stranger = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    for other in (stranger, viewer):
        with refused(("not_found", "relationship_id" if other is stranger else None)):
            writes.change_portal_access(viewer=other, relationship_id=tie.pk, enabled=False)


def test_what_a_court_has_forbidden_no_invitation_opens(
    tenant: Tenant, principal: Viewer, tie: GuardianRelationship
) -> None:
    writes.restrict_guardian(viewer=principal, relationship_id=tie.pk)
    viewer = accept(tenant, token_of(invite(principal, tie)))
    assert viewer is not None
    assert seen_by(viewer, "Student") == {"Student": set()}


def test_who_is_no_longer_a_guardian_is_not_invited(
    school: School, principal: Viewer, tie: GuardianRelationship
) -> None:
    today, over = principal.today, related(school, tie.guardian)
    GuardianRelationship.objects.filter(pk__in=[tie.pk, over.pk]).update(ended_on=today)
    with refused(("nobody_to_see", "guardian_id")):
        invite(principal, tie)
    GuardianRelationship.objects.filter(pk=tie.pk).update(ended_on=today + timedelta(days=1))
    invite(principal, tie)
    assert (access_of(tie), access_of(over)) == (Portal.INVITED, Portal.NOT_INVITED)


@pytest.mark.parametrize("spoil", ["revoke", "renew", "wait", "disable", "guess", "mangle", "elsewhere"])
def test_what_opens_nothing(
    tenant: Tenant, other_tenant: Tenant, principal: Viewer, tie: GuardianRelationship, spoil: str
) -> None:
    invitation = invite(principal, tie)
    token, where = token_of(invitation), tenant.slug
    match spoil:
        case "revoke":
            writes.revoke_invitation(viewer=principal, invitation_id=invitation.pk)
            assert access_of(tie) == Portal.NOT_INVITED
        case "renew":
            renewed = writes.renew_invitation(viewer=principal, invitation_id=invitation.pk)
            assert renewed.invitation_id != invitation.pk
            assert access_of(tie) == Portal.INVITED
        case "wait":
            PortalInvitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
        case "disable":
            Account.objects.update(is_active=False)
        case "guess":
            token = token[:-1] + ("0" if token[-1] != "0" else "1")
        case "mangle":
            token = "²." + token
        case "elsewhere":
            where = other_tenant.slug
    assert reads.invited(tenant=where, token=token) is None
    assert reads.invited(tenant="nowhere", token=token) is None


def test_only_the_schools_own_guardians_are_invited(principal: Viewer, tie: GuardianRelationship) -> None:
    stranger = related(a_school(), a_guardian())
    with refused(("not_found", "guardian_id")):
        invite(principal, stranger)
    counsellor = a_viewer(Role.COUNSELLOR)
    with refused(("not_found", None)):
        invite(counsellor, tie)
    kept_out = a_relationship(guardian=a_guardian(), student=tie.student, portal_access=Portal.DISABLED)
    with refused(("nobody_to_see", "guardian_id")):
        invite(principal, kept_out)
    invite(principal, tie)
    with refused(("has_account", "guardian_id")):
        invite(principal, tie)


def test_a_weak_password_is_refused_and_the_invitation_stays(
    tenant: Tenant, principal: Viewer, tie: GuardianRelationship
) -> None:
    token = token_of(invite(principal, tie))
    invited = reads.invited(tenant=tenant.slug, token=token)
    assert invited is not None
    with refused(("password_weak", "password")):
        writes.accept_invitation(viewer=invited.viewer, token=token, password="short")
    assert reads.invited(tenant=tenant.slug, token=token) is not None


def test_whoever_invites_and_nobody_else_is_told_the_token(
    ask: Ask, tenant: Tenant, principal: Viewer, school: School, tie: GuardianRelationship
) -> None:
    invitation = invite(principal, tie)
    document = '{ guardian(id: "Guardian:%s") { invitations { token } } }' % tie.guardian_id

    def told(viewer: Viewer) -> list[str | None]:
        return [one["token"] for one in ask(viewer, document)["guardian"]["invitations"]]

    assert told(principal) == [token_of(invitation)]
    assert told(a_viewer(Role.SCHOOL_ADMIN, school=school)) == [None]
    assert told(a_viewer(Role.COUNSELLOR, school=school)) == []
    accept(tenant, token_of(invitation))
    assert told(principal) == [None]


def test_another_tenant_sees_no_invitation(
    other_tenant: Tenant, principal: Viewer, tie: GuardianRelationship
) -> None:
    invitation = invite(principal, tie)
    assert seen_by(principal, "PortalInvitation") == {"PortalInvitation": {invitation.pk}}
    with tenant_scope(other_tenant.pk):
        admin = a_viewer(Role.TENANT_ADMIN)
        assert seen_by(admin, "PortalInvitation") == {"PortalInvitation": set()}
        with refused(("not_found", "invitation_id")):
            writes.revoke_invitation(viewer=admin, invitation_id=invitation.pk)
