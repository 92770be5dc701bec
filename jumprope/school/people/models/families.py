"""Who is whose guardian, and how a guardian comes to see it in the portal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel
from jumprope.school.people.models.people import Guardian, Student


class GuardianRelationship(TenantModel):
    """Whose guardian someone is, and what follows from it.

    A guardian sees a student's records only while the relationship lasts and says so, and portal access is
    enabled. A custody order that takes the right away is recorded by `may_see_records`, whatever else holds.

    Personal data: of the student and the guardian: how they are related, custody, contact, portal access.
    """

    class PortalAccess(models.TextChoices):
        """Whether a guardian sees this student in the portal."""

        NOT_INVITED = "not_invited", _("Nobody has let the guardian in yet")
        INVITED = "invited", _("The guardian is invited, and has not come yet")
        ENABLED = "enabled", _("The guardian sees the student")
        DISABLED = "disabled", _("The guardian is kept out")

    guardian = TenantForeignKey(
        Guardian, related_name="relationships", indexed=False, help_text=_("The guardian.")
    )
    student = TenantForeignKey(Student, related_name="guardian_relationships", help_text=_("The student."))
    kind = models.CharField(
        _("kind"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("How they are related, for example `mother`."),
    )
    has_custody = models.BooleanField(
        _("has custody"), default=True, help_text=_("Whether the student lives with them.")
    )
    may_see_records = models.BooleanField(
        _("may see records"), default=True, help_text=_("Whether the guardian may see the student's records.")
    )
    is_contact = models.BooleanField(
        _("is a contact"), default=True, help_text=_("Whether the school writes and calls about the student.")
    )
    ended_on = models.DateField(
        _("ended on"),
        null=True,
        blank=True,
        help_text=_("The first day that the relationship no longer holds."),
    )
    portal_access = models.CharField(
        _("portal access"),
        max_length=12,
        choices=PortalAccess,
        default=PortalAccess.NOT_INVITED,
        help_text=_("Whether the guardian sees the student in the portal."),
    )
    portal_changed_at = models.DateTimeField(
        _("portal changed at"), null=True, blank=True, help_text=_("When portal access was changed last.")
    )
    portal_changed_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who changed portal access last; none for an operator at the command line."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "guardian", "student"], name="people_one_relationship_each"
            )
        ]

    def __str__(self) -> str:
        return f"guardian {self.guardian_id} of student {self.student_id}"


class PortalInvitation(TenantModel):
    """That a guardian may once choose the password of the account that was made for them.

    Who has the link that belongs to it may. Neither the link nor a digest of it is kept: it is made from the
    row with the key of this installation. An invitation is over when it was accepted, revoked or not used in
    time.

    Personal data: of the guardian: that and when they were invited, and by whom.
    """

    guardian = TenantForeignKey(Guardian, related_name="invitations", help_text=_("Who is invited."))
    account = TenantForeignKey(
        "accounts.Account", related_name="+", indexed=False, help_text=_("The account made for the guardian.")
    )
    invited_at = models.DateTimeField(_("invited at"), help_text=_("When the invitation was made."))
    invited_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who invited; none for an operator at the command line."),
    )
    expires_at = models.DateTimeField(_("expires at"), help_text=_("From when on it can be used no more."))
    accepted_at = models.DateTimeField(
        _("accepted at"), null=True, blank=True, help_text=_("When the guardian chose a password.")
    )
    revoked_at = models.DateTimeField(
        _("revoked at"), null=True, blank=True, help_text=_("When it was taken back.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="people_accepted_or_revoked"
            )
        ]

    def __str__(self) -> str:
        return f"invitation of guardian {self.guardian_id}"
