"""Role assignments."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role
from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel


class RoleAssignment(TenantModel):
    """A role that an account holds for a school, or for the whole tenant, from one instant until another.

    An assignment is ended, never deleted. Support comes in only for a time and with a reason. Which
    sections a teacher has is not said here but by the section's teachers, so that no re-import can take a
    gradebook away.

    Personal data: of the account's holder: that they hold the role.
    """

    account = TenantForeignKey(
        "accounts.Account", related_name="role_assignments", help_text=_("Who holds the role.")
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[(role.value, role.value) for role in Role],
        help_text=_("The role held."),
    )
    school = TenantForeignKey(
        "tenancy.School",
        null=True,
        blank=True,
        related_name="role_assignments",
        help_text=_("The school it is held for; none means the whole tenant."),
    )
    starts_at = models.DateTimeField(_("starts at"), help_text=_("From this instant."))
    ends_at = models.DateTimeField(
        _("ends at"), null=True, blank=True, help_text=_("Until before this instant.")
    )
    reason = ProseField(
        _("reason"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("Why it was given; required for support."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="permissions_assignment_ends_later",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.SUPPORT) | (Q(ends_at__isnull=False) & ~Q(reason="")),
                name="permissions_support_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of account {self.account_id}"
