"""What can be done about standards, once they are imported."""

import graphene

from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.learning.standards import models, writes


class NewWording(Input):
    """A standard in other words."""

    standard_id = IdInput("Standard", "The standard that is said.", required=True)
    audience = enum_of(models.Audience)(required=True, description="For whom.")
    language = graphene.String(required=True, description="The language, as BCP 47: `en`, `es-MX`.")
    text = graphene.String(required=True, description="The words; none to take back what was said.")


class WordStandards(Mutation):
    """Say up to 1,000 standards in words for children or for families."""

    class Meta:
        command = writes.word_standards

    class Input:
        wordings = several(NewWording, "The words.", required=True)

    wordings = Written("StandardWording", keys="wording_ids")
