"""Which schools let their teachers write standards, and what these wrote."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel, TenantOneToOneField


class WritingSchool(TenantModel):
    """A school that lets, or once let, its teachers write standards, with the framework that they stand in.

    Personal data: none.
    """

    school = TenantOneToOneField("tenancy.School", related_name="writing", help_text=_("The school."))
    framework = TenantForeignKey(
        "standards.Framework", related_name="+", help_text=_("The school's own framework.")
    )
    open = models.BooleanField(
        _("open"), default=True, help_text=_("Whether its teachers may write standards now.")
    )

    def __str__(self) -> str:
        return f"writing at school {self.school_id}"


class WrittenStandard(TenantModel):
    """That a teacher wrote a standard for a course, and what became of it: it was adopted into a bank, or
    retired.

    The standard itself is known to everyone, as each one is; where it comes from, to the staff concerned.

    Personal data: of a member of staff: that they wrote it.
    """

    standard = TenantOneToOneField(
        "standards.Standard", related_name="written", help_text=_("What was written.")
    )
    course = TenantForeignKey(
        "courses.Course", related_name="written_standards", help_text=_("The course it was written for.")
    )
    written_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="written_standards",
        help_text=_("Who wrote it; none for an operator."),
    )
    written_at = models.DateTimeField(_("written at"), help_text=_("When it was written."))
    adopted_at = models.DateTimeField(
        _("adopted at"), null=True, blank=True, help_text=_("When it was taken into a bank.")
    )

    def __str__(self) -> str:
        return f"written standard {self.pk}"
