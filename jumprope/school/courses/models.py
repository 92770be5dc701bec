"""Subjects, grade levels, the catalogue, courses and sections."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_DESCRIPTION = 2000
"""Characters of what a course is about."""


class CourseValue(models.TextChoices):
    """What a course can do without."""

    SUBJECT = "subject_id", _("The subject it belongs to")
    CREDITS = "credits", _("How many credits it gives")
    CATALOGUE_COURSE = "catalogue_course_id", _("The course of the catalogue that it follows")


class CatalogueValue(models.TextChoices):
    """What a course of the catalogue can do without."""

    SUBJECT = "subject_id", _("The subject it belongs to")
    CREDITS = "credits", _("How many credits it gives")


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


class GradeLevel(TenantModel):
    """A step of the way through school, as the tenant has them: Kindergarten, Grade 6.

    Personal data: none.
    """

    code = models.CharField(_("code"), max_length=20, help_text=_("Its short name, for example `06`."))
    name = models.CharField(_("name"), max_length=60, help_text=_("What it is called."))
    position = models.PositiveSmallIntegerField(
        _("position"),
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Its place among the tenant's grade levels, from 1, the youngest students first."),
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="courses_grade_level_code")]

    def __str__(self) -> str:
        return self.code


class CatalogueCourse(TenantModel):
    """A course of the tenant's catalogue, which courses of its schools follow: it makes them comparable.

    One that is retired stays with the courses that follow it, and no other comes to.

    Personal data: none.
    """

    code = models.CharField(_("code"), max_length=40, help_text=_("Its short name in the catalogue."))
    title = models.CharField(_("title"), max_length=200, help_text=_("Its title."))
    subject = TenantForeignKey(
        Subject,
        null=True,
        blank=True,
        related_name="catalogue_courses",
        help_text=_("The subject it belongs to."),
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

    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("Since when no further course follows it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="courses_catalogue_code")]

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
    catalogue_course = TenantForeignKey(
        CatalogueCourse,
        null=True,
        blank=True,
        related_name="courses",
        help_text=_("The course of the tenant's catalogue that it follows."),
    )
    grade_levels = models.ManyToManyField(GradeLevel, through="CourseGradeLevel", related_name="courses")
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


class CourseGradeLevel(TenantModel):
    """That a course is for students of a grade level.

    Personal data: none.
    """

    course = TenantForeignKey(
        Course, related_name="course_grade_levels", indexed=False, help_text=_("The course.")
    )
    grade_level = TenantForeignKey(
        GradeLevel, related_name="course_grade_levels", help_text=_("A grade level that it is for.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "course", "grade_level"], name="courses_course_grade_level"
            )
        ]

    def __str__(self) -> str:
        return f"course {self.course_id} for grade level {self.grade_level_id}"


class LinkedSections(TenantModel):
    """Sections of one school and year that are taught together: two languages, or two grades, in one room.

    Each keeps its own gradebook and roster.

    Personal data: none.
    """

    school = TenantForeignKey(
        "tenancy.School", related_name="linked_sections", help_text=_("The school of the sections.")
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What they are called together."))

    def __str__(self) -> str:
        return self.name


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

    linked_with = TenantForeignKey(
        LinkedSections,
        null=True,
        blank=True,
        related_name="sections",
        help_text=_("The sections it is taught together with, itself among them; none if it is by itself."),
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
