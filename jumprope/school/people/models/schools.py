"""Which schools people are at, besides the one they are at now, and since when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel
from jumprope.school.people.models.people import StaffMember, Student


class SchoolEnrolment(TenantModel):
    """That a student attends a school, from a day until before another: the history of `Student.school`.

    One that was ended on its first day, or earlier, holds no day.

    Personal data: of the student: which schools they attended, when, and why they came and left.
    """

    student = TenantForeignKey(Student, related_name="school_enrolments", help_text=_("The student."))
    school = TenantForeignKey(
        "tenancy.School", related_name="school_enrolments", help_text=_("The school attended.")
    )
    grade_level = TenantForeignKey(
        "courses.GradeLevel",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The grade level on the first day, if it was known."),
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day at the school."))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day no longer at the school.")
    )
    entry_code = models.CharField(
        _("entry code"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("Why the student came, as a code."),
    )
    exit_code = models.CharField(
        _("exit code"), max_length=40, blank=True, default="", help_text=_("Why the student left, as a code.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_school_enrolment_ends_later",
            )
        ]

    def __str__(self) -> str:
        return f"student {self.student_id} at school {self.school_id}"


class StaffAssignment(TenantModel):
    """That a member of staff works at a further school, from a day until before another.

    Personal data: of the member of staff: where they work.
    """

    staff_member = TenantForeignKey(
        StaffMember, related_name="assignments", indexed=False, help_text=_("Who works there.")
    )
    school = TenantForeignKey(
        "tenancy.School", related_name="staff_assignments", help_text=_("The further school.")
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day at the school."))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day no longer at the school.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "staff_member", "school", "starts_on"],
                name="people_one_assignment_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_assignment_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"staff member {self.staff_member_id} at school {self.school_id}"
