"""What operators can decide at the desk."""

import graphene

from graphplan import enum_of
from jumprope.kit.graphql import Mutation
from jumprope.operations.opsdesk.models import Severity
from jumprope.operations.opsdesk.writes import people


class AcceptRisk(Mutation):
    """Accept a risk for a time: its tickets are closed, and opened again when that is over."""

    class Meta:
        command = people.accept_risk

    class Input:
        subject = graphene.String(required=True, description="The CVE whose risk is accepted.")
        places = graphene.String(description="Where; * stands for any characters; none means everywhere.")
        owner = graphene.String(required=True, description="Who answers for it.")
        reason = graphene.String(required=True, description="Why, in at least 10 characters.")
        until = graphene.DateTime(required=True, description="From when on it no longer holds.")


class EndRiskException(Mutation):
    """End an accepted risk before its time."""

    class Meta:
        command = people.end_exception

    class Input:
        risk_exception_id = graphene.Int(required=True, description="The id, as the list of them tells it.")


class SetResolutionPolicy(Mutation):
    """Set within how many days tickets of an urgency have to be resolved."""

    class Meta:
        command = people.set_policy

    class Input:
        urgency = enum_of(Severity)(required=True, description="For which tickets.")
        days = graphene.Int(required=True, description="Within how many days, 1 to 365.")


class NameResourceOwner(Mutation):
    """Say which team the tickets of resources with a tag belong to."""

    class Meta:
        command = people.name_owner

    class Input:
        tag = graphene.String(required=True, description="The tag, or “place” for the place of a ticket.")
        value = graphene.String(required=True, description="Its value.")
        team = graphene.String(required=True, description="Whose they are.")
        rank = graphene.Int(description="Which counts first where several match: the lowest; else 1.")


class PauseResolutionClock(Mutation):
    """Let the clock of an open ticket stand still: what passes meanwhile does not count."""

    class Meta:
        command = people.pause

    class Input:
        jira_key = graphene.String(required=True, description="The ticket's issue.")
        reason = graphene.String(required=True, description="Why, in at least 10 characters.")


class ResumeResolutionClock(Mutation):
    """Let the clock of a ticket go on."""

    class Meta:
        command = people.resume

    class Input:
        jira_key = graphene.String(required=True, description="The ticket's issue.")
