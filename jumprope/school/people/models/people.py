"""The people: students, staff and guardians."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from graphplan import ByCodePoint
from jumprope.kit.tenancy import TenantForeignKey, TenantModel, TenantOneToOneField

NAME = 100

BY_NAME = ("family_name", "given_name")
"""The order in which people are listed."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Between which years whoever is known was born, and is to graduate."""


class StudentValue(models.TextChoices):
    """What need not be said of a student."""

    GRADE_LEVEL = "grade_level_id", _("The grade level that the student is in")
    GRADUATION_YEAR = "graduation_year", _("The year in which the student is to graduate")


class StaffValue(models.TextChoices):
    """What need not be said of a member of staff."""

    SCHOOL = "school_id", _("The school that they belong to: they work for all of them")


def in_order_of_names(name: str) -> models.Index:
    """The index, of this name, that lists of people come by: the tenant's, in the order of `BY_NAME`."""
    names = [ByCodePoint(column) for column in BY_NAME]
    return models.Index("tenant", *names, name=name)


class Named(TenantModel):
    """Someone with a name on paper, and perhaps another one to be called by."""

    given_name = models.CharField(_("given name"), max_length=NAME, help_text=_("The given name on paper."))
    middle_name = models.CharField(
        _("middle name"), max_length=NAME, blank=True, default="", help_text=_("The middle names on paper.")
    )
    family_name = models.CharField(
        _("family name"), max_length=NAME, help_text=_("The family name on paper.")
    )
    preferred_given_name = models.CharField(
        _("preferred given name"),
        max_length=NAME,
        blank=True,
        default="",
        help_text=_("The given name that the person wants to be called by, if another."),
    )
    preferred_middle_name = models.CharField(
        _("preferred middle name"),
        max_length=NAME,
        blank=True,
        default="",
        help_text=_("The middle names that the person wants to be called by, if others."),
    )
    preferred_family_name = models.CharField(
        _("preferred family name"),
        max_length=NAME,
        blank=True,
        default="",
        help_text=_("The family name that the person wants to be called by, if another."),
    )
    pronouns = models.CharField(
        _("pronouns"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("How to speak of the person, if they have said so."),
    )

    class Meta(TenantModel.Meta):
        abstract = True


class Student(Named):
    """Someone who is taught and assessed. A student who leaves is ended, and the record stays.

    `school` is where the student is now; how the student came there, the school enrolments say. Both are
    written together.

    Personal data: of the student: names, pronouns, grade level, graduation year, school.
    """

    account = TenantOneToOneField(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="student",
        help_text=_("The account that the student signs in with."),
    )
    school = TenantForeignKey(
        "tenancy.School", related_name="students", help_text=_("The school that the student attends now.")
    )
    grade_level = TenantForeignKey(
        "courses.GradeLevel",
        null=True,
        blank=True,
        related_name="students",
        help_text=_("The grade level that the student is in, if that is known."),
    )
    graduation_year = models.PositiveSmallIntegerField(
        _("graduation year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("The year in which the student is to graduate, if that is known."),
    )
    left_on = models.DateField(
        _("left on"),
        null=True,
        blank=True,
        help_text=_("The first day that the student is at no school of the tenant."),
    )

    class Meta(Named.Meta):
        indexes = [in_order_of_names("people_students_by_name")]

    def __str__(self) -> str:
        return f"Student {self.pk}"


class StaffMember(Named):
    """Someone who works for the tenant: at one of its schools, or for all of them.

    Who works at further schools is assigned to them. Which sections they teach, at whichever school, is said
    by the sections.

    Personal data: of the member of staff: names, pronouns, title, school.
    """

    account = TenantOneToOneField(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="staff_member",
        help_text=_("The account that the member of staff signs in with."),
    )
    school = TenantForeignKey(
        "tenancy.School",
        null=True,
        blank=True,
        related_name="staff",
        help_text=_("The school that they belong to; none for those who work for all of them."),
    )
    title = models.CharField(
        _("title"),
        max_length=NAME,
        blank=True,
        default="",
        help_text=_("What they work as, for example `Librarian`."),
    )

    class Meta(Named.Meta):
        indexes = [in_order_of_names("people_staff_by_name")]

    def __str__(self) -> str:
        return f"StaffMember {self.pk}"


class Guardian(Named):
    """A parent, or whoever stands in a parent's place. How to reach them, their contact methods say.

    Personal data: of the guardian: names, pronouns.
    """

    account = TenantOneToOneField(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="guardian",
        help_text=_("The account that the guardian signs in with."),
    )

    def __str__(self) -> str:
        return f"Guardian {self.pk}"
