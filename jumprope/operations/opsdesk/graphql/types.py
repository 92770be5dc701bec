"""Tickets, their figures, and accepted risks.

The desk's tables belong to no tenant, and types of rows show a tenant's rows. So these are answers: values
without identity, which only an operator is given.
"""

import graphene

import graphplan
from graphplan import enum_of
from jumprope.kit.graphql import Structure
from jumprope.operations.opsdesk.models import Severity


class OpsdeskTicket(Structure):
    """An open ticket: what and where, how urgent, how old, and how many days are left."""

    group = graphene.String(required=True, description="What names it: of its subject and place.")
    jira_key = graphene.String(required=True, description="Its issue; empty as long as there is none.")
    subject = graphene.String(required=True, description="What is wrong: the CVE, or a title.")
    place = graphene.String(required=True, description="The image, or package and group of resources.")
    urgency = enum_of(Severity)(required=True, description="The severity, raised by known attacks.")
    team = graphene.String(required=True, description="Whose it is; empty if nobody was named.")
    age_days = graphene.Int(required=True, description="How long ago it was first seen, in days.")
    days_left = graphene.Int(required=True, description="Days until it is due; negative when overdue.")
    due_at = graphene.DateTime(required=True, description="When it is due.")
    breached = graphene.Boolean(required=True, description="Whether it is overdue.")
    paused = graphene.Boolean(required=True, description="Whether its clock stands still.")


class OpsdeskUrgency(Structure):
    """The open tickets of one urgency, counted."""

    urgency = enum_of(Severity)(required=True, description="The urgency.")
    open = graphene.Int(required=True, description="How many are open.")
    breached = graphene.Int(required=True, description="How many of these are overdue.")
    oldest_days = graphene.Int(required=True, description="How old the oldest is, in days.")


class OpsdeskStatus(Structure):
    """How things stand: open tickets, the most pressing first, and what needs someone's eye."""

    by_urgency = graphene.List(
        graphene.NonNull(OpsdeskUrgency), required=True, description="Counted by urgency, the worst first."
    )
    tickets = graphene.List(
        graphene.NonNull(OpsdeskTicket), required=True, description="The 500 that are due first."
    )
    open = graphene.Int(required=True, description="How many are open.")
    malformed_events = graphene.Int(required=True, description="Events that could not be read.")
    unanswered = graphene.Int(required=True, description="Calls of a week that were never answered.")
    refused = graphene.Int(required=True, description="Calls of a week that were refused.")


class OpsdeskDay(Structure):
    """Tickets at the end of a day, counted."""

    on = graphplan.Date(required=True, description="The day, in UTC.")
    open = graphene.Int(required=True, description="How many were open.")
    overdue = graphene.Int(required=True, description="How many of these were overdue.")


class OpsdeskReport(Structure):
    """How it went: opened, resolved, in time and late; and day by day."""

    opened = graphene.Int(required=True, description="Tickets that were first seen in this time.")
    resolved = graphene.Int(required=True, description="Tickets that were resolved.")
    in_time = graphene.Int(required=True, description="How many of these were resolved in time.")
    breaches = graphene.Int(required=True, description="Tickets that were or are overdue.")
    median_days = graphene.Float(description="Within how many days half were resolved; null if none was.")
    days = graphene.List(graphene.NonNull(OpsdeskDay), required=True, description="Day by day.")


class OpsdeskException(Structure):
    """An accepted risk."""

    id = graphene.Int(required=True, description="By what it is ended.")
    subject = graphene.String(required=True, description="The CVE whose risk is accepted.")
    places = graphene.String(required=True, description="Where; * stands for any characters.")
    owner = graphene.String(required=True, description="Who answers for it.")
    reason = graphene.String(required=True, description="Why it is accepted.")
    until = graphene.DateTime(required=True, description="From when on it no longer holds.")
    days_left = graphene.Int(required=True, description="How many days it still holds.")
