"""What can be done about rosters."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.school.rosters import writes
from jumprope.school.rosters.models import SectionTeacher


class NewTeaching(Input):
    """That someone is to teach a section."""

    section_id = IdInput("Section", "The section.", required=True)
    staff_member_id = IdInput("StaffMember", "Who teaches it.", required=True)
    role = enum_of(SectionTeacher.SectionRole)(description="In which role; by default as a teacher.")
    is_primary = graphene.Boolean(description="Whether this is who answers for it; by default no.")
    starts_on = graphplan.Date(required=True, description="The first day.")
    ends_on = graphplan.Date(description="The first day no longer; by default none.")


class NewEnrolment(Input):
    """That a student is to be in a section."""

    section_id = IdInput("Section", "The section.", required=True)
    student_id = IdInput("Student", "The student.", required=True)
    starts_on = graphplan.Date(required=True, description="The first day in it.")
    ends_on = graphplan.Date(description="The first day no longer in it; by default none.")
    is_primary = graphene.Boolean(description="Whether this is the student's main section; by default no.")


class AssignTeachers(Mutation):
    """Let up to 1,000 members of staff teach sections."""

    class Meta:
        command = writes.assign_teachers

    class Input:
        assignments = several(NewTeaching, "Who is to teach.", required=True)

    section_teachers = Written("SectionTeacher", keys="section_teacher_ids")


class EndTeaching(Mutation):
    """Let someone teach a section no longer."""

    class Meta:
        command = writes.end_teaching

    class Input:
        section_teacher_id = IdInput("SectionTeacher", "Who teaches which section.", required=True)
        ends_on = graphplan.Date(required=True, description="The first day no longer.")

    section_teacher = Written("SectionTeacher", key="section_teacher_id")


class EnrolStudents(Mutation):
    """Enrol up to 1,000 students in sections."""

    class Meta:
        command = writes.enrol

    class Input:
        enrolments = several(NewEnrolment, "Who is to be in.", required=True)

    enrolments = Written("Enrolment", keys="enrolment_ids")


class WithdrawStudents(Mutation):
    """End up to 1,000 enrolments. What was scored until then stays."""

    class Meta:
        command = writes.withdraw

    class Input:
        enrolment_ids = IdInput("Enrolment", "The enrolments.", required=True, many=True)
        ends_on = graphplan.Date(required=True, description="The first day no longer in the section.")
        reason = graphene.String(description="Why, for the history of the enrolments.")

    enrolments = Written("Enrolment", keys="enrolment_ids")


class ReopenEnrolment(Mutation):
    """Let a student's latest enrolment in a section go on, as if the student had never left."""

    class Meta:
        command = writes.reopen_enrolment

    class Input:
        section_id = IdInput("Section", "The section.", required=True)
        student_id = IdInput("Student", "The student.", required=True)
        reason = graphene.String(description="Why, for the history of the enrolments.")

    enrolment = Written("Enrolment", key="enrolment_id")


class MoveStudent(Mutation):
    """End a student's enrolment in one section and begin one in another on the same day."""

    class Meta:
        command = writes.move_between_sections

    class Input:
        student_id = IdInput("Student", "The student.", required=True)
        from_section_id = IdInput("Section", "The section to leave.", required=True)
        to_section_id = IdInput("Section", "The section to enter.", required=True)
        on = graphplan.Date(required=True, description="The first day in the new section.")
        reason = graphene.String(description="Why, for the history of the enrolments.")

    ended_enrolment = Written("Enrolment", key="ended_enrolment_id")
    enrolment = Written("Enrolment", key="enrolment_id")


class TransferStudent(Mutation):
    """Let a student attend another school, and leave the sections and groups of the former one."""

    class Meta:
        command = writes.transfer_student

    class Input:
        student_id = IdInput("Student", "The student.", required=True)
        school_id = IdInput("School", "The new school.", required=True)
        on = graphplan.Date(required=True, description="The first day at the new school; today or earlier.")
        entry_code = graphene.String(description="Why the student comes to the school, as a code.")
        exit_code = graphene.String(description="Why the student leaves the school, as a code.")
        reason = graphene.String(description="Why, for the history of the enrolments.")

    student = Written("Student", key="student_id")
    ended_enrolments = Written("Enrolment", keys="ended_enrolment_ids")
    ended_memberships = Written("GroupMembership", keys="ended_membership_ids")


class RecordDeparture(Mutation):
    """Write down that a student is at no school of the tenant any more, nor in any section or group."""

    class Meta:
        command = writes.record_departure

    class Input:
        student_id = IdInput("Student", "The student.", required=True)
        left_on = graphplan.Date(required=True, description="The first day at no school.")
        exit_code = graphene.String(description="Why the student leaves the school, as a code.")
        reason = graphene.String(description="Why, for the history of the enrolments.")

    student = Written("Student", key="student_id")
    ended_enrolments = Written("Enrolment", keys="ended_enrolment_ids")
    ended_memberships = Written("GroupMembership", keys="ended_membership_ids")


class ChangeSection(Mutation):
    """Change what is given of a section. Its terms stay within its school year, and hold its enrolments."""

    class Meta:
        command = writes.change_section

    class Input:
        section_id = IdInput("Section", "The section.", required=True)
        name = graphene.String(description="What tells it apart from now on.")
        term_ids = IdInput("Term", "All terms that it is taught in from now on.", many=True)

    section = Written("Section", key="section_id")
