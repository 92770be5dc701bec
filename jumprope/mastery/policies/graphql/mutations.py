"""What can be done about scales. What changes mastery is commanded by determinations."""

import graphene

import graphplan
from graphplan import Written
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.mastery.policies import writes


class NewLevel(Input):
    """A level to be made."""

    name = graphene.String(required=True, description="What the level is called.")
    threshold = graphplan.Decimal(required=True, description="The least number at which it is reached.")
    colour = graphene.String(required=True, description="Its colour, as `#rrggbb`.")


class MakeScale(Mutation):
    """Make a scale with its levels. The tenant's first one holds wherever no policy does."""

    class Meta:
        command = writes.make_scale

    class Input:
        name = graphene.String(required=True, description="What the scale is called.")
        lowest = graphplan.Decimal(required=True, description="The least score there is.")
        highest = graphplan.Decimal(required=True, description="The greatest one.")
        levels = several(NewLevel, "Its 1 to 50 levels.", required=True)

    scale = Written("Scale", key="scale_id")
