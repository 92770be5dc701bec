"""Rosters: who teaches a section and who is enrolled in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role
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
    student = TenantForeignKey("people.Student", related_name="enrolments", help_text=_("The student."))
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

    def __str__(self) -> str:
        return f"student {self.student_id} in section {self.section_id}"
