"""Groups of students beside their sections, who leads them and who is in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_PURPOSE = 1000
"""Characters of what a group is for."""


class StudentGroup(TenantModel):
    """Students of a school who belong together beside their sections: a homeroom, a club.

    What a group is about can be delicate, as with an intervention: families learn of it only where it is
    shared with them. A group that has ended stays on record.

    Personal data: none by itself; its memberships say who is in it.
    """

    class Kind(models.TextChoices):
        """What kind of group it is."""

        HOMEROOM = "homeroom", _("Homeroom")
        ADVISORY = "advisory", _("Advisory")
        INTERVENTION = "intervention", _("Intervention")
        COHORT = "cohort", _("Cohort")
        CLUB = "club", _("Club")

    school = TenantForeignKey("tenancy.School", related_name="groups", help_text=_("The school."))
    school_year = TenantForeignKey(
        "calendars.SchoolYear",
        null=True,
        blank=True,
        related_name="groups",
        help_text=_("The school year that it is for; none for one that goes on from year to year."),
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is called."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, help_text=_("What kind of group it is."))
    purpose = ProseField(
        _("purpose"), max_length=LONGEST_PURPOSE, blank=True, default="", help_text=_("What it is for.")
    )
    shared_with_families = models.BooleanField(
        _("shared with families"),
        default=False,
        help_text=_("Whether its students and their guardians learn of it."),
    )
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("The first day on which there is no such group.")
    )

    def __str__(self) -> str:
        return f"group {self.pk}"


class GroupLeader(TenantModel):
    """That a member of staff leads a group, from a day until before another. Sight of its students follows.

    Personal data: of the member of staff: what they lead.
    """

    group = TenantForeignKey(StudentGroup, related_name="leaders", indexed=False, help_text=_("The group."))
    staff_member = TenantForeignKey(
        "people.StaffMember", related_name="groups_led", help_text=_("Who leads it.")
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day."))
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("The first day no longer."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "group", "staff_member", "starts_on"], name="groups_one_leading_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="groups_leading_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"leader {self.staff_member_id} of group {self.group_id}"


class GroupMembership(TenantModel):
    """That a student is in a group, from a day until before another.

    Personal data: of the student: what group they are in, and so what support they get.
    """

    group = TenantForeignKey(
        StudentGroup, related_name="memberships", indexed=False, help_text=_("The group.")
    )
    student = TenantForeignKey(
        "people.Student", related_name="group_memberships", help_text=_("The student.")
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day in the group."))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day no longer in it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "group", "student", "starts_on"], name="groups_one_membership_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="groups_membership_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"student {self.student_id} in group {self.group_id}"
