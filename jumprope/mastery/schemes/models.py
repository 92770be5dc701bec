"""Schemes with their parts, and the course grades that are determined by them."""

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jumprope.kit.conclusions import Past, Standing
from jumprope.kit.tenancy import TenantForeignKey, TenantModel


class MasteryScheme(TenantModel):
    """How mastery of standards becomes one grade, in a course, a school, or all of the tenant.

    At most one of course and school is named. What it counts is said by its newest revision; its place and
    its scale stay, so that the grades by it can be compared. One that is retired gives no grades any more,
    and another may have its name.

    Personal data: none.
    """

    school = TenantForeignKey(
        "tenancy.School", null=True, blank=True, related_name="+", help_text=_("For this school only.")
    )
    course = TenantForeignKey(
        "courses.Course", null=True, blank=True, related_name="+", help_text=_("For this course only.")
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What the scheme is called."))
    scale = TenantForeignKey(
        "policies.Scale", related_name="+", help_text=_("The scale that grades are given on.")
    )
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("From when it gives no grades any more.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                "tenant",
                Coalesce("school", 0),
                Coalesce("course", 0),
                # No two NULLs are the same: one that is retired has given its name up.
                Case(When(retired_at=None, then="name")),
                name="schemes_scheme_name",
            ),
            models.CheckConstraint(condition=Q(school=None) | Q(course=None), name="schemes_one_place"),
        ]

    def __str__(self) -> str:
        return self.name


class SchemeRevision(TenantModel):
    """What a scheme counts, from when it was made or changed until it is changed again. Append-only.

    Grades name the revision that they were determined by, and so go on meaning what they meant.

    Personal data: of the account that made it.
    """

    scheme = TenantForeignKey(
        MasteryScheme, related_name="revisions", indexed=False, help_text=_("The scheme.")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("The first is 1; the greatest holds."))
    made_at = models.DateTimeField(_("made at"), help_text=_("Since when it holds."))
    made_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who made it; none for an operator."),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "scheme", "number"], name="schemes_revision_number")
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of scheme {self.scheme_id}"


class SchemePart(TenantModel):
    """A part of a scheme: what is calculated from the parts below it, or from the mastery of standards.

    A part with none below it takes the standards at or below its heading, and of its type: of both, where it
    names both. A part that names neither takes those that no other one takes.

    Personal data: none.
    """

    scheme_revision = TenantForeignKey(
        SchemeRevision,
        related_name="parts",
        indexed=False,
        help_text=_("The revision of a scheme that it is a part of."),
    )
    parent = TenantForeignKey(
        "self", null=True, blank=True, related_name="children", help_text=_("The part it counts in.")
    )
    position = models.IntegerField(_("position"), help_text=_("Its place in the scheme; the whole has 0."))
    name = models.CharField(_("name"), max_length=100, help_text=_("What the part is called."))
    weight = models.DecimalField(
        _("weight"),
        max_digits=6,
        decimal_places=2,
        default=1,
        help_text=_("How much it counts beside the others of its parent."),
    )
    calculation_type = models.CharField(
        _("calculation type"), max_length=30, help_text=_("How its number is calculated.")
    )
    settings = models.JSONField(
        _("settings"), default=dict, blank=True, help_text=_("The settings of the calculation type.")
    )
    heading = TenantForeignKey(
        "standards.Standard",
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The standard or heading whose mastery counts."),
    )
    standard_type = TenantForeignKey(
        "banks.StandardType",
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The type of standards whose mastery counts: as the banks have them in the section's year."
        ),
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scheme_revision", "position"], name="schemes_part_position"
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="schemes_weight_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name


class CourseGrade(Standing):
    """What a student's mastery comes to in a section, by one scheme, when it was last determined: for a
    grading period, or for all that the section assesses.

    It is a draft for staff. Families see what has been posted.

    Personal data: of the student: the grade, and the mastery that it is from; of the account that overrode
    it.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="course_grades", help_text=_("In which section.")
    )
    student = TenantForeignKey("people.Student", related_name="course_grades", help_text=_("Of whom it is."))
    scheme = TenantForeignKey(MasteryScheme, related_name="course_grades", help_text=_("By which scheme."))
    scheme_revision = TenantForeignKey(
        SchemeRevision, related_name="+", indexed=False, help_text=_("The scheme as it was then.")
    )
    grading_period = TenantForeignKey(
        "calendars.GradingPeriod",
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For which grading period; none for all that the section assesses."),
    )

    class Meta(Standing.Meta):
        constraints = [
            *Standing.Meta.constraints,
            models.UniqueConstraint(
                "tenant",
                "section",
                "student",
                "scheme",
                Coalesce("grading_period", 0),
                name="schemes_one_grade_each",
            ),
        ]

    def __str__(self) -> str:
        return f"course grade {self.pk}"


class CourseGradeChange(Past):
    """A course grade as it was at one revision. Append-only.

    Personal data: of the student: the grade then; of the account whose doing changed it.
    """

    course_grade = TenantForeignKey(
        CourseGrade, related_name="changes", indexed=False, help_text=_("The course grade.")
    )
    scheme_revision = TenantForeignKey(
        SchemeRevision, related_name="+", indexed=False, help_text=_("The scheme as it was then.")
    )

    class Meta(Past.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "course_grade", "revision"], name="schemes_one_change_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of course grade {self.course_grade_id}"


class PostedGrade(TenantModel):
    """A course grade as it was posted: a copy that nothing changes any more. The newest one of a grading
    period, or of none, holds.

    Personal data: of the student: the grade; of the account that posted it.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="posted_grades", help_text=_("In which section.")
    )
    student = TenantForeignKey("people.Student", related_name="posted_grades", help_text=_("Of whom it is."))
    scheme = TenantForeignKey(MasteryScheme, related_name="posted_grades", help_text=_("By which scheme."))
    grading_period = TenantForeignKey(
        "calendars.GradingPeriod",
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For which grading period; none for all that the section assesses."),
    )
    value = models.DecimalField(
        _("value"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The number; none where a teacher said a level instead."),
    )
    level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level that held."),
    )
    posted_at = models.DateTimeField(_("posted at"), help_text=_("When it was posted."))
    posted_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who posted it; none for an operator."),
    )

    def __str__(self) -> str:
        return f"posted grade {self.pk}"
