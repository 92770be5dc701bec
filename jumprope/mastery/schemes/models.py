"""Schemes, their nodes, and the course grades that are determined by them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

LONGEST_REASON = 1000
"""Characters of the reason for an override."""


class MasteryScheme(TenantModel):
    """How mastery of standards becomes one grade, in a course, a school, or all of the tenant.

    At most one of course and school is named. A scheme is not changed once it is made, so that a grade goes
    on meaning what it meant; another one is made in its place.

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

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                "tenant",
                Coalesce("school", 0),
                Coalesce("course", 0),
                "name",
                name="schemes_scheme_name",
            ),
            models.CheckConstraint(condition=Q(school=None) | Q(course=None), name="schemes_one_place"),
        ]

    def __str__(self) -> str:
        return self.name


class SchemeNode(TenantModel):
    """A part of a scheme: what is calculated from the parts below it, or from the mastery of standards.

    A part with none below it takes the standards at or below its heading, and of its type: of both, where it
    names both. A part that names neither takes those that no other one takes.

    Personal data: none.
    """

    scheme = TenantForeignKey(
        MasteryScheme, related_name="nodes", indexed=False, help_text=_("The scheme it is a part of.")
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
            models.UniqueConstraint(fields=["tenant", "scheme", "position"], name="schemes_node_position"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="schemes_weight_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name


class Grade(TenantModel):
    """A number and a level for a course, how they came about, and what a teacher says instead.

    Personal data: of the student: the grade, and the mastery that it is from.
    """

    value = models.DecimalField(
        _("value"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The number calculated; none without enough mastery."),
    )
    level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level it reaches."),
    )
    explanation = models.JSONField(_("explanation"), default=dict, help_text=_("How the number came about."))
    revision = models.IntegerField(_("revision"), default=1, help_text=_("How many times it was determined."))
    override_level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level that a teacher says instead."),
    )
    override_reason = ProseField(
        _("override reason"),
        max_length=LONGEST_REASON,
        blank=True,
        default="",
        help_text=_("Why the teacher says so."),
    )
    override_expires_on = models.DateField(
        _("override expires on"),
        null=True,
        blank=True,
        help_text=_("The first day on which the override holds no longer; none: it stays."),
    )

    class Meta(TenantModel.Meta):
        abstract = True


class CourseGrade(Grade):
    """What a student's mastery comes to in a section, by one scheme, when it was last determined.

    It is a draft for staff. Families see what has been posted.

    Personal data: of the student: the grade, and the mastery that it is from; of the account that overrode
    it.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="course_grades", indexed=False, help_text=_("In which section.")
    )
    student = TenantForeignKey("people.Student", related_name="course_grades", help_text=_("Of whom it is."))
    scheme = TenantForeignKey(MasteryScheme, related_name="course_grades", help_text=_("By which scheme."))
    overridden_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who overrode it."),
    )
    determined_at = models.DateTimeField(_("determined at"), help_text=_("When it was last determined."))

    class Meta(Grade.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "section", "student", "scheme"], name="schemes_one_grade_each"
            ),
            models.CheckConstraint(
                condition=Q(override_level=None) | ~Q(override_reason=""),
                name="schemes_override_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "override_expires_on"], name="schemes_expiry")]

    def __str__(self) -> str:
        return f"course grade {self.pk}"


class CourseGradeChange(Grade):
    """A course grade as it was at one revision. Append-only.

    Personal data: of the student: the grade then; of the account whose doing changed it.
    """

    course_grade = TenantForeignKey(
        CourseGrade, related_name="changes", indexed=False, help_text=_("The course grade.")
    )
    changed_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Whose doing changed it; none for an operator."),
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When it was determined."))

    class Meta(Grade.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "course_grade", "revision"], name="schemes_one_change_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of course grade {self.course_grade_id}"


class PostedGrade(TenantModel):
    """A course grade as it was posted: a copy that nothing changes any more. The newest one holds.

    Personal data: of the student: the grade; of the account that posted it.
    """

    section = TenantForeignKey(
        "courses.Section", related_name="posted_grades", help_text=_("In which section.")
    )
    student = TenantForeignKey("people.Student", related_name="posted_grades", help_text=_("Of whom it is."))
    scheme = TenantForeignKey(MasteryScheme, related_name="posted_grades", help_text=_("By which scheme."))
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
