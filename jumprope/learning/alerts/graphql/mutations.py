"""What can be done about Grade Alerts."""

import graphene

from graphplan import IdInput, Written
from jumprope.kit.graphql import Mutation
from jumprope.learning.alerts import writes


class RefreshAlerts(Mutation):
    """Raise alerts for missing work in sections, and clear those of students who owe nothing any more."""

    class Meta:
        command = writes.refresh_alerts

    class Input:
        section_ids = IdInput("Section", "The 1 to 100 sections.", required=True, many=True)

    raised = Written("GradeAlert", "The alerts that were raised.", keys="raised_ids")
    cleared = Written("GradeAlert", "The alerts that were cleared.", keys="cleared_ids")


class AcknowledgeAlert(Mutation):
    """Take up an alert."""

    class Meta:
        command = writes.acknowledge_alert

    class Input:
        alert_id = IdInput("GradeAlert", "The alert.", required=True)
        note = graphene.String(description="What is done about it, for staff only; null leaves it as it is.")
        shared_with_families = graphene.Boolean(
            description="Whether the family sees it; null leaves that as it is."
        )

    alert = Written("GradeAlert", key="alert_id")
