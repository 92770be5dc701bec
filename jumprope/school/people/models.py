"""Students, staff and guardians."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel, TenantOneToOneField

NAME = 100


class Student(TenantModel):
    """Someone who is taught and assessed. A student who leaves is ended, and the record stays.

    Personal data: of the student: name, grade level, school.
    """

    account = TenantOneToOneField(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="student",
        indexed=False,
        help_text=_("The account that the student signs in with."),
    )
    school = TenantForeignKey(
        "tenancy.School", related_name="students", help_text=_("The school that the student attends now.")
    )
    given_name = models.CharField(
        _("given name"), max_length=NAME, help_text=_("The name the student is called by.")
    )
    family_name = models.CharField(
        _("family name"), max_length=NAME, help_text=_("The student's family name.")
    )
    grade_level = models.CharField(
        _("grade level"),
        max_length=20,
        blank=True,
        default="",
        help_text=_("The grade, as the school calls it."),
    )
    left_on = models.DateField(
        _("left on"),
        null=True,
        blank=True,
        help_text=_("The first day that the student is at no school of the tenant."),
    )

    def __str__(self) -> str:
        return f"Student {self.pk}"


class StaffMember(TenantModel):
    """Someone who works for the tenant: at one of its schools, or for all of them.

    Which sections they teach, at whichever school, is said by the sections.

    Personal data: of the member of staff: name, school.
    """

    account = TenantOneToOneField(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="staff_member",
        indexed=False,
        help_text=_("The account that the member of staff signs in with."),
    )
    school = TenantForeignKey(
        "tenancy.School",
        null=True,
        blank=True,
        related_name="staff",
        help_text=_("The school that they work at; none for those who work for all of them."),
    )
    given_name = models.CharField(_("given name"), max_length=NAME, help_text=_("The person's given name."))
    family_name = models.CharField(
        _("family name"), max_length=NAME, help_text=_("The person's family name.")
    )

    def __str__(self) -> str:
        return f"StaffMember {self.pk}"


class Guardian(TenantModel):
    """A parent, or whoever stands in a parent's place.

    Personal data: of the guardian: name, mail address, telephone number.
    """

    account = TenantOneToOneField(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="guardian",
        indexed=False,
        help_text=_("The account that the guardian signs in with."),
    )
    given_name = models.CharField(_("given name"), max_length=NAME, help_text=_("The guardian's given name."))
    family_name = models.CharField(
        _("family name"), max_length=NAME, help_text=_("The guardian's family name.")
    )
    email = models.EmailField(
        _("mail address"),
        max_length=254,
        blank=True,
        default="",
        help_text=_("Where the school may write to."),
    )
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, default="", help_text=_("Where the school may call.")
    )

    def __str__(self) -> str:
        return f"Guardian {self.pk}"


class GuardianRelationship(TenantModel):
    """Whose guardian someone is, and what follows from it.

    A guardian sees a student's records only while the relationship lasts and says so. A custody order that
    takes the right away is recorded by `may_see_records`, whatever else holds.

    Personal data: of the student and the guardian: how they are related, custody, contact.
    """

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

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "guardian", "student"], name="people_one_relationship_each"
            )
        ]

    def __str__(self) -> str:
        return f"guardian {self.guardian_id} of student {self.student_id}"
