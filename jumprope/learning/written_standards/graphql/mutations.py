"""What can be done about the standards that teachers write."""

import graphene

from graphplan import IdInput, Written
from jumprope.kit.graphql import Mutation
from jumprope.learning.written_standards import writes


class GovernWriting(Mutation):
    """Let the teachers of a school write standards, or let them no longer."""

    class Meta:
        command = writes.govern_writing

    class Input:
        school_id = IdInput("School", "The school.", required=True)
        open = graphene.Boolean(required=True, description="Whether its teachers may write standards.")

    school = Written("School", key="school_id")


class WriteStandard(Mutation):
    """Write a standard for one's own course, into the framework of its school."""

    class Meta:
        command = writes.write_standard

    class Input:
        course_id = IdInput("Course", "The course it is for.", required=True)
        statement = graphene.String(required=True, description="What a student is to know or do.")
        code = graphene.String(description="Its short code, if it is to have one.")

    written_standard = Written("WrittenStandard", key="written_standard_id")
    standard = Written("Standard", key="standard_id")


class AdoptWrittenStandard(Mutation):
    """Take what a teacher wrote into a draft of a bank."""

    class Meta:
        command = writes.adopt_written_standard

    class Input:
        written_standard_id = IdInput("WrittenStandard", "What was written.", required=True)
        bank_version_id = IdInput("BankVersion", "The draft.", required=True)
        standard_type_id = IdInput("StandardType", "Which kind of standard it is there.", required=True)
        folder_id = IdInput("BankFolder", "The folder; none for the top.")

    written_standard = Written("WrittenStandard", key="written_standard_id")
    bank_standard = Written("BankStandard", key="bank_standard_id")


class RetireWrittenStandard(Mutation):
    """Let nothing new be aligned to what a teacher wrote."""

    class Meta:
        command = writes.retire_written_standard

    class Input:
        written_standard_id = IdInput("WrittenStandard", "What was written.", required=True)

    written_standard = Written("WrittenStandard", key="written_standard_id")
