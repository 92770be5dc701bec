"""What can be done about courses and sections."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.school.courses import models, writes


class NewSubject(Input):
    """A subject to be made."""

    code = graphene.String(required=True, description="The tenant's short name for it.")
    name = graphene.String(required=True, description="What it is called.")


class NewCourse(Input):
    """A course to be made."""

    school_id = IdInput("School", "The school that teaches it.", required=True)
    code = graphene.String(required=True, description="The school's short name for it.")
    title = graphene.String(required=True, description="Its title.")
    subject_id = IdInput("Subject", "The subject it belongs to.")
    credits = graphplan.Decimal(description="How many credits it gives.")
    description = graphene.String(description="What it is about.")
    catalogue_course_id = IdInput("CatalogueCourse", "The course of the catalogue that it follows.")
    grade_level_ids = IdInput("GradeLevel", "The grade levels that it is for; at most 100.", many=True)


class NewSection(Input):
    """A section to be made."""

    course_id = IdInput("Course", "The course taught.", required=True)
    term_ids = IdInput(
        "Term", "The terms it is taught in, of one school year; at least one.", required=True, many=True
    )
    name = graphene.String(required=True, description="What tells it apart, for example `Period 2`.")


class MakeSubjects(Mutation):
    """Make up to 1,000 subjects for all schools."""

    class Meta:
        command = writes.make_subjects

    class Input:
        subjects = several(NewSubject, "The subjects.", required=True)

    subjects = Written("Subject", keys="subject_ids")


class SaidGradeLevel(Input):
    """A grade level."""

    grade_level_id = IdInput("GradeLevel", "The grade level that is changed; a new one if none is given.")
    code = graphene.String(required=True, description="Its short name, for example `06`.")
    name = graphene.String(required=True, description="What it is called.")
    position = graphene.Int(required=True, description="Its place, from 1, the youngest students first.")


class RecordGradeLevels(Mutation):
    """Make up to 1,000 grade levels for all schools, and change those that are named."""

    class Meta:
        command = writes.record_grade_levels

    class Input:
        grade_levels = several(SaidGradeLevel, "The grade levels.", required=True)

    grade_levels = Written("GradeLevel", keys="grade_level_ids")


class SaidCatalogueCourse(Input):
    """A course of the catalogue. What is not said of one that is there stays."""

    catalogue_course_id = IdInput(
        "CatalogueCourse", "The course that is changed; a new one if none is given."
    )
    code = graphene.String(required=True, description="Its short name in the catalogue.")
    title = graphene.String(required=True, description="Its title.")
    subject_id = IdInput("Subject", "The subject it belongs to.")
    credits = graphplan.Decimal(description="How many credits it gives.")
    clear = several(enum_of(models.CatalogueValue), "What it is to do without.")


class RecordCatalogueCourses(Mutation):
    """Make up to 1,000 courses of the catalogue, and change those that are named."""

    class Meta:
        command = writes.record_catalogue_courses

    class Input:
        catalogue_courses = several(SaidCatalogueCourse, "The courses.", required=True)

    catalogue_courses = Written("CatalogueCourse", keys="catalogue_course_ids")


class RetireCatalogueCourse(Mutation):
    """Let no further course follow one of the catalogue."""

    class Meta:
        command = writes.retire_catalogue_course

    class Input:
        catalogue_course_id = IdInput("CatalogueCourse", "The course.", required=True)

    catalogue_course = Written("CatalogueCourse", key="catalogue_course_id")


class OfferCatalogueCourseAgain(Mutation):
    """Offer a course of the catalogue that was retired."""

    class Meta:
        command = writes.offer_catalogue_course_again

    class Input:
        catalogue_course_id = IdInput("CatalogueCourse", "The course.", required=True)

    catalogue_course = Written("CatalogueCourse", key="catalogue_course_id")


class MakeCourses(Mutation):
    """Make up to 1,000 courses."""

    class Meta:
        command = writes.make_courses

    class Input:
        courses = several(NewCourse, "The courses.", required=True)

    courses = Written("Course", keys="course_ids")


class ChangeCourse(Mutation):
    """Change what is given of a course, and take away what is to be cleared."""

    class Meta:
        command = writes.change_course

    class Input:
        course_id = IdInput("Course", "The course.", required=True)
        title = graphene.String(description="Its title from now on.")
        subject_id = IdInput("Subject", "The subject it belongs to.")
        credits = graphplan.Decimal(description="How many credits it gives.")
        description = graphene.String(description="What it is about.")
        catalogue_course_id = IdInput("CatalogueCourse", "The course of the catalogue that it follows.")
        grade_level_ids = IdInput(
            "GradeLevel", "All grade levels that it is for from now on; at most 100.", many=True
        )
        clear = several(enum_of(models.CourseValue), "What it is to do without.")

    course = Written("Course", key="course_id")


class RetireCourse(Mutation):
    """Offer a course no more. Its sections go on."""

    class Meta:
        command = writes.retire_course

    class Input:
        course_id = IdInput("Course", "The course.", required=True)

    course = Written("Course", key="course_id")


class OfferCourseAgain(Mutation):
    """Offer a course that was retired."""

    class Meta:
        command = writes.offer_course_again

    class Input:
        course_id = IdInput("Course", "The course.", required=True)

    course = Written("Course", key="course_id")


class MakeSections(Mutation):
    """Make up to 1,000 sections."""

    class Meta:
        command = writes.make_sections

    class Input:
        sections = several(NewSection, "The sections.", required=True)

    sections = Written("Section", keys="section_ids")


class LinkSections(Mutation):
    """Say that 2 to 100 sections of one school and year are taught together."""

    class Meta:
        command = writes.link_sections

    class Input:
        name = graphene.String(required=True, description="What they are called together.")
        section_ids = IdInput("Section", "The sections.", required=True, many=True)

    linked_sections = Written("LinkedSections", key="linked_sections_id")


class UnlinkSection(Mutation):
    """Let a section be taught by itself again; where one other is left, that one too."""

    class Meta:
        command = writes.unlink_section

    class Input:
        section_id = IdInput("Section", "The section.", required=True)

    sections = Written("Section", keys="section_ids")
