"""Subjects, courses and sections."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_DESCRIPTION = 2000
"""Characters of what a course is about."""


class Subject(TenantModel):
    """A field of teaching under which the tenant's courses are gathered: Mathematics.

    Personal data: none.
    """

    code = models.CharField(_("code"), max_length=40, help_text=_("The tenant's short name for the subject."))
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is called."))

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="courses_subject_code")]

    def __str__(self) -> str:
        return self.code


class Course(TenantModel):
    """What a school teaches, year after year: Mathematics 6. One that is retired gets no new sections.

    Personal data: none.
    """

    school = TenantForeignKey(
        "tenancy.School", related_name="courses", indexed=False, help_text=_("The school.")
    )
    code = models.CharField(_("code"), max_length=40, help_text=_("The school's short name for the course."))
    title = models.CharField(_("title"), max_length=200, help_text=_("The course's title."))
    subject = TenantForeignKey(
        Subject, null=True, blank=True, related_name="courses", help_text=_("The subject it belongs to.")
    )
    credits = models.DecimalField(
        _("credits"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("How many credits it gives; none where credits are not counted."),
    )
    description = ProseField(
        _("description"),
        max_length=LONGEST_DESCRIPTION,
        blank=True,
        default="",
        help_text=_("What it is about."),
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("Since when it is offered no more.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "school", "code"], name="courses_course_code")
        ]

    def __str__(self) -> str:
        return self.code


class Section(TenantModel):
    """A course taught to a group of students: Mathematics 6, period 2. It has one gradebook.

    It is taught in one school year, in one or several of its terms.

    Personal data: none.
    """

    course = TenantForeignKey(
        Course, related_name="sections", indexed=False, help_text=_("The course taught.")
    )
    school_year = TenantForeignKey(
        "calendars.SchoolYear", related_name="sections", help_text=_("The school year it is taught in.")
    )
    terms = models.ManyToManyField("calendars.Term", through="SectionTerm", related_name="sections")
    name = models.CharField(
        _("name"), max_length=100, help_text=_("What tells it apart, for example `Period 2`.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "course", "school_year", "name"], name="courses_section_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SectionTerm(TenantModel):
    """That a section is taught in a term of its school year; each section has at least one.

    Personal data: none.
    """

    section = TenantForeignKey(
        Section, related_name="section_terms", indexed=False, help_text=_("The section.")
    )
    term = TenantForeignKey(
        "calendars.Term", related_name="section_terms", help_text=_("A term it is taught in.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "section", "term"], name="courses_section_term")
        ]

    def __str__(self) -> str:
        return f"section {self.section_id} in term {self.term_id}"
