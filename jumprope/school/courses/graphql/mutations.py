"""What can be done about courses and sections."""

import graphene

import graphplan
from graphplan import IdInput, Written
from jumprope.kit.graphql import Input, Mutation, once
from jumprope.school.courses import writes


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
        subjects = graphene.List(graphene.NonNull(NewSubject), required=True, description="The subjects.")
        idempotency_key = once()

    subjects = Written("Subject", keys="subject_ids")


class MakeCourses(Mutation):
    """Make up to 1,000 courses."""

    class Meta:
        command = writes.make_courses

    class Input:
        courses = graphene.List(graphene.NonNull(NewCourse), required=True, description="The courses.")
        idempotency_key = once()

    courses = Written("Course", keys="course_ids")


class ChangeCourse(Mutation):
    """Change what is given of a course."""

    class Meta:
        command = writes.change_course

    class Input:
        course_id = IdInput("Course", "The course.", required=True)
        title = graphene.String(description="Its title from now on.")
        subject_id = IdInput("Subject", "The subject it belongs to.")
        credits = graphplan.Decimal(description="How many credits it gives.")
        description = graphene.String(description="What it is about.")
        idempotency_key = once()

    course = Written("Course", key="course_id")


class RetireCourse(Mutation):
    """Offer a course no more. Its sections go on."""

    class Meta:
        command = writes.retire_course

    class Input:
        course_id = IdInput("Course", "The course.", required=True)
        idempotency_key = once()

    course = Written("Course", key="course_id")


class MakeSections(Mutation):
    """Make up to 1,000 sections."""

    class Meta:
        command = writes.make_sections

    class Input:
        sections = graphene.List(graphene.NonNull(NewSection), required=True, description="The sections.")
        idempotency_key = once()

    sections = Written("Section", keys="section_ids")


class ChangeSection(Mutation):
    """Change what is given of a section. Its terms stay within its school year."""

    class Meta:
        command = writes.change_section

    class Input:
        section_id = IdInput("Section", "The section.", required=True)
        name = graphene.String(description="What tells it apart from now on.")
        term_ids = IdInput("Term", "All terms that it is taught in from now on.", many=True)
        idempotency_key = once()

    section = Written("Section", key="section_id")
