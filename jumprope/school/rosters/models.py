"""Rosters: who teaches a section and who is enrolled in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role
from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel


class SectionTeacher(TenantModel):
    """That a member of staff teaches a section, from a day until before another. Access to its rows follows
    from it.

    Several may teach a section at once; each keeps what is theirs when another comes or goes.

    Personal data: of the member of staff: what they teach.
    """

    class SectionRole(models.TextChoices):
        """In which role someone teaches a section; what each may do there, permissions say."""

        TEACHER = Role.TEACHER.value, _("Teacher")
        CO_TEACHER = Role.CO_TEACHER.value, _("Co-teacher")

    section = TenantForeignKey(
        "courses.Section", related_name="teachers", indexed=False, help_text=_("The section taught.")
    )
    staff_member = TenantForeignKey(
        "people.StaffMember", related_name="teaching", help_text=_("Who teaches it.")
    )
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=SectionRole,
        default=SectionRole.TEACHER,
        help_text=_("In which role."),
    )
    is_primary = models.BooleanField(
        _("is primary"), default=False, help_text=_("Whether this is who answers for the section.")
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day."))
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("The first day no longer."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "staff_member", "starts_on"],
                name="rosters_one_teaching_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="rosters_teaching_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.staff_member_id} of section {self.section_id}"


class Enrolment(TenantModel):
    """That a student is in a section, from a day until before another. A student who leaves keeps the record.

    Personal data: of the student: what they are taught, and when they came and left.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="enrolments", indexed=False, help_text=_("The section.")
    )
    student = TenantForeignKey(
        "people.Student", related_name="enrolments", indexed=False, help_text=_("The student.")
    )
    is_primary = models.BooleanField(
        _("is primary"), default=False, help_text=_("Whether this is the student's main section.")
    )
    moved_from = TenantForeignKey(
        "self",
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The enrolment that ended when the student was moved here from another section."),
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day in the section."))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day no longer in it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "student", "starts_on"], name="rosters_one_enrolment_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="rosters_enrolment_ends_later",
            ),
        ]
        # A student's sections of today are asked for on almost every page.
        indexes = [
            models.Index(fields=["tenant", "student", "ends_on"], name="rosters_enrolment_student_idx")
        ]

    def __str__(self) -> str:
        return f"student {self.student_id} in section {self.section_id}"


class EnrolmentChange(TenantModel):
    """What was done to an enrolment after it was made, by whom and why. Append-only.

    Personal data: of the student: when and why they came and left; of the account that acted: what it did.
    """

    class EnrolmentAct(models.TextChoices):
        """What can be done to an enrolment."""

        ENDED = "ended", _("A last day was set, or another one")
        TAKEN_BACK = "taken_back", _("It was ended on its first day or before, and holds no day")
        REOPENED = "reopened", _("Its end was taken away")

    enrolment = TenantForeignKey(Enrolment, related_name="changes", help_text=_("The enrolment."))
    act = models.CharField(_("act"), max_length=12, choices=EnrolmentAct, help_text=_("What was done."))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day no longer in it, from then on.")
    )
    reason = ProseField(_("reason"), max_length=500, blank=True, default="", help_text=_("Why."))
    at = models.DateTimeField(_("at"), help_text=_("When."))
    by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who; none for an operator at the command line."),
    )

    def __str__(self) -> str:
        return f"enrolment {self.enrolment_id} {self.act}"
