"""What a client says of a calculation, in mutations and in previews."""

import graphene

import graphplan
from graphplan import enum_of
from jumprope.kit.graphql import Input, several
from jumprope.mastery.policies.rules import CalculationType


class CalculationSettingsInput(Input):
    """The settings of a calculation type; a setting that the type does not use is refused."""

    percent = graphplan.Decimal(description="How much the newest score counts, in per cent; 65 if not given.")
    n = graphene.Int(description="How many scores are looked at, or needed.")
    mastery = graphplan.Decimal(description="The least score that is at mastery.")
    minimum_scores = graphene.Int(
        description="With fewer scores that count there is no result; 1 if not given."
    )
    clip = several(graphplan.Decimal, "The least and the greatest result.")
    fallback = enum_of(CalculationType)(description="What stands in where there is no result.")
    decimals = graphene.Int(description="The decimal places of the result; 2 if not given.")
