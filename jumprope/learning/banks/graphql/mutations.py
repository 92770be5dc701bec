"""What can be done about standards banks."""

import graphene

from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.learning.banks import models, writes


def _version() -> IdInput:
    return IdInput("BankVersion", "The version of the bank.", required=True)


class NewBankFolder(Input):
    """A folder to be added."""

    name = graphene.String(required=True, description="What it is called.")
    parent_id = IdInput("BankFolder", "The folder above it; none for the top.")


class NewBankStandard(Input):
    """A standard to be put into a bank."""

    standard_id = IdInput("Standard", "The standard.", required=True)
    standard_type_id = IdInput("StandardType", "Which kind of standard it is here.", required=True)
    folder_id = IdInput("BankFolder", "The folder; none for the top.")
    code = graphene.String(description="Its code here; by default its own.")
    statement = graphene.String(description="What it says here; by default its own words.")


class MakeStandardType(Mutation):
    """Make a type of standards for the whole tenant."""

    class Meta:
        command = writes.make_standard_type

    class Input:
        name = graphene.String(required=True, description="What it is called.")
        counts_towards = enum_of(models.CountsTowards)(
            required=True, description="What mastery of its standards speaks of."
        )

    standard_type = Written("StandardType", key="standard_type_id")


class RetireStandardType(Mutation):
    """Give a type of standards no longer; where it was given it stays."""

    class Meta:
        command = writes.retire_standard_type

    class Input:
        standard_type_id = IdInput("StandardType", "The type.", required=True)

    standard_type = Written("StandardType", key="standard_type_id")


class OpenBank(Mutation):
    """Open a standards bank."""

    class Meta:
        command = writes.open_bank

    class Input:
        name = graphene.String(required=True, description="What it is called.")
        school_id = IdInput("School", "Whose it is; none for the whole tenant's.")

    bank = Written("StandardsBank", key="bank_id")


class DraftBankVersion(Mutation):
    """Open a version of a bank for a school year, as a copy of the latest one that was published."""

    class Meta:
        command = writes.draft_bank_version

    class Input:
        bank_id = IdInput("StandardsBank", "The bank.", required=True)
        school_year_id = IdInput("SchoolYear", "The year it is for.", required=True)

    bank_version = Written("BankVersion", key="bank_version_id")


class PublishBankVersion(Mutation):
    """Let teachers choose from a draft, in place of what was published for the same year before."""

    class Meta:
        command = writes.publish_bank_version

    class Input:
        bank_version_id = _version()

    bank_version = Written("BankVersion", key="bank_version_id")
    archived = Written("BankVersion", "What it took the place of.", keys="archived_ids")


class ArchiveBankVersion(Mutation):
    """Only keep a version from now on: choose from it no more, or give up a draft."""

    class Meta:
        command = writes.archive_bank_version

    class Input:
        bank_version_id = _version()

    bank_version = Written("BankVersion", key="bank_version_id")


class AddBankFolders(Mutation):
    """Add up to 1,000 folders to a draft, each as the last of its siblings."""

    class Meta:
        command = writes.add_bank_folders

    class Input:
        bank_version_id = _version()
        folders = several(NewBankFolder, "The folders.", required=True)

    folders = Written("BankFolder", keys="bank_folder_ids")


class NameBankFolder(Mutation):
    """Give a folder of a draft another name."""

    class Meta:
        command = writes.name_bank_folder

    class Input:
        bank_version_id = _version()
        bank_folder_id = IdInput("BankFolder", "The folder.", required=True)
        name = graphene.String(required=True, description="What it is called from now on.")

    folder = Written("BankFolder", key="bank_folder_id")


class MoveBankFolder(Mutation):
    """Move a folder of a draft with all that is in it."""

    class Meta:
        command = writes.move_bank_folder

    class Input:
        bank_version_id = _version()
        bank_folder_id = IdInput("BankFolder", "The folder.", required=True)
        parent_id = IdInput("BankFolder", "The folder it is to stand in; none for the top.")
        position = graphene.Int(description="Its place among its siblings, from 0; by default the first.")

    folder = Written("BankFolder", key="bank_folder_id")


class RemoveBankFolder(Mutation):
    """Take an empty folder out of a draft."""

    class Meta:
        command = writes.remove_bank_folder

    class Input:
        bank_version_id = _version()
        bank_folder_id = IdInput("BankFolder", "The folder.", required=True)


class PlaceStandards(Mutation):
    """Put up to 1,000 standards into a draft, each as the last of its folder."""

    class Meta:
        command = writes.place_standards

    class Input:
        bank_version_id = _version()
        standards = several(NewBankStandard, "The standards.", required=True)

    bank_standards = Written("BankStandard", keys="bank_standard_ids")


class ChangeBankStandard(Mutation):
    """Change what a standard of a draft says there, or its type; what is not given stays."""

    class Meta:
        command = writes.change_bank_standard

    class Input:
        bank_version_id = _version()
        bank_standard_id = IdInput("BankStandard", "The standard in the draft.", required=True)
        code = graphene.String(description="Its code here.")
        statement = graphene.String(description="What it says here.")
        standard_type_id = IdInput("StandardType", "Which kind of standard it is here.")

    bank_standard = Written("BankStandard", key="bank_standard_id")


class MoveBankStandards(Mutation):
    """Move up to 1,000 standards of a draft into one folder, where they stand together."""

    class Meta:
        command = writes.move_bank_standards

    class Input:
        bank_version_id = _version()
        bank_standard_ids = IdInput("BankStandard", "The standards, in order.", required=True, many=True)
        folder_id = IdInput("BankFolder", "The folder; none for the top.")
        position = graphene.Int(description="The place of the first of them, from 0; by default the first.")

    bank_standards = Written("BankStandard", keys="bank_standard_ids")


class RemoveBankStandards(Mutation):
    """Take up to 1,000 standards out of a draft."""

    class Meta:
        command = writes.remove_bank_standards

    class Input:
        bank_version_id = _version()
        bank_standard_ids = IdInput("BankStandard", "The standards.", required=True, many=True)


class CorrectBankStandard(Mutation):
    """Put the words of a standard right in a published version; what they were is kept."""

    class Meta:
        command = writes.correct_bank_standard

    class Input:
        bank_version_id = _version()
        bank_standard_id = IdInput("BankStandard", "The standard in the version.", required=True)
        code = graphene.String(description="Its code from now on; by default the same.")
        statement = graphene.String(description="What it says from now on; by default the same.")
        reason = graphene.String(required=True, description="Why it is put right.")

    bank_standard = Written("BankStandard", key="bank_standard_id")
    correction = Written("BankCorrection", key="correction_id")
