"""Subjects, grade levels, the catalogue and courses, which everyone who signs in sees, and sections, which
are seen through rosters.
"""

from graphplan import ALL, Column, Connection, Contains, Id, Lacks, LeadsTo, Many, One, Orders, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.calendars.graphql.types import SchoolYearType, TermType
from jumprope.school.courses import access, models

COURSE_ORDERS = Orders("CourseOrder", "How courses come.", CODE="code", TITLE=("title", "code"))

COURSE_FILTERS = {
    "name": Contains("title", "code"),
    "taught": Lacks(
        "retired_at", description="With true only those that are still taught, with false only retired ones."
    ),
}

SECTION_FILTERS = {"name": Contains("name")}


class SubjectType(Type):
    """A field of teaching under which the tenant's courses are gathered."""

    class Meta:
        model = models.Subject

    id = Id()
    code = Column()
    name = Column()
    courses = Connection("Course", "The courses of all schools in it.", order_by="code")

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class GradeLevelType(Type):
    """A step of the way through school, as the tenant has them."""

    class Meta:
        model = models.GradeLevel

    id = Id()
    code = Column()
    name = Column()
    position = Column()
    courses = Connection("Course", "The courses of all schools that are for it.", order_by="code")

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class CatalogueCourseType(Type):
    """A course of the tenant's catalogue, which courses of its schools follow."""

    class Meta:
        model = models.CatalogueCourse

    id = Id()
    code = Column()
    title = Column()
    subject = One("Subject")
    credits = Column()
    retired_at = Column()
    courses = Connection("Course", "The courses of all schools that follow it.", order_by="code")

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class CourseType(Type):
    """What a school teaches, year after year."""

    class Meta:
        model = models.Course

    id = Id()
    code = Column()
    title = Column()
    subject = One("Subject")
    credits = Column()
    description = Column()
    retired_at = Column()
    catalogue_course = One("CatalogueCourse")
    grade_levels = Many(
        "GradeLevel", "Whom it is for, the youngest first.", order_by=("position", "code"), at_most=100
    )
    school = One("School", null=False)
    sections = Connection(
        "Section",
        "Its sections that the viewer sees.",
        order_by="name",
        filters={**SECTION_FILTERS, "school_year": LeadsTo("school_year")},
    )

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class LinkedSectionsType(Type):
    """Sections of one school and year that are taught together. Each keeps its own gradebook and roster."""

    class Meta:
        model = models.LinkedSections

    id = Id()
    name = Column()
    school = One("School", null=False)
    sections = Many("Section", "Those that the viewer sees.", order_by="name", at_most=100)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_linked_sections(viewer)


class SectionType(Type):
    """A course taught to a group of students in a school year. It has one gradebook."""

    class Meta:
        model = models.Section

    id = Id()
    name = Column()
    course = One("Course", null=False)
    school_year = One("SchoolYear", null=False)
    linked_with = One("LinkedSections")
    terms = Many("Term", "The terms it is taught in, in order.", order_by=("starts_on", "name"), at_most=100)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_sections(viewer)


SchoolType.extend(
    courses=Connection("Course", "What it teaches.", order_by=COURSE_ORDERS, filters=COURSE_FILTERS)
)
for taught_in in (SchoolYearType, TermType):
    taught_in.extend(
        sections=Connection(
            "Section",
            "Its sections that the viewer sees.",
            order_by="name",
            filters={**SECTION_FILTERS, "course": LeadsTo("course")},
        )
    )
