"""The desk as the environment describes it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.aws import Inspector, OpsCenter, called
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.jira import Jira, Site
from jumprope.operations.opsdesk.rules.configuration import Configuration, Unusable, configuration
from jumprope.operations.opsdesk.rules.decisions import Board
from jumprope.operations.opsdesk.rules.scopes import Line
from jumprope.platform.tenancy import reads as tenancy


class OpsdeskUnconfigured(Refused):
    """Something is not said that the desk needs to know."""

    code = "opsdesk_unconfigured"
    message = _("{reason}. docs/operations/opsdesk.md shows how.")


def told() -> Configuration:
    """What the environment says. Raises `OpsdeskUnconfigured`."""
    try:
        return configuration(settings.OPSDESK)
    except Unusable as problem:
        raise OpsdeskUnconfigured(reason=problem) from None


def operator() -> Viewer:
    """Who runs the desk: an operator in the tenant that operators sign in to.

    The desk's tables belong to no tenant; what is done at it is written down in that one's audit chain.
    Raises `OpsdeskUnconfigured`, `TenantUnknown`. One query.
    """
    return tenancy.operator_of(told().tenant)


def desk() -> Desk:
    """The desk with its lines to Jira and AWS. Raises `OpsdeskUnconfigured`."""
    said = told()
    site = Site(said.jira_url, said.jira_user, said.project, said.jira_token)
    return Desk(
        viewer=operator,
        board=Board(said.project, said.colours.blue),
        jira=Jira(site),
        inspectors=[
            Inspector(partial(_client, "inspector2", line), line.scope)
            for line in said.lines
            if "inspector" in said.sources
        ],
        opscenters=[
            OpsCenter(partial(_client, "ssm", line), line.scope)
            for line in said.lines
            if "opscenter" in said.sources
        ],
    )


def _client(service: str, line: Line) -> Any:
    """boto3's client of a service in the region of a line, by its role. Raises `AwsRefuses`."""
    import boto3  # noqa: PLC0415 - it takes half a second, which only the desk's own processes should wait

    region, ours = line.scope.region or None, {}
    if line.role:
        answer = called(
            boto3.client("sts", region_name=region).assume_role, RoleArn=line.role, RoleSessionName="opsdesk"
        )
        given = (answer or {})["Credentials"]
        ours = {
            "aws_access_key_id": given["AccessKeyId"],
            "aws_secret_access_key": given["SecretAccessKey"],
            "aws_session_token": given["SessionToken"],
        }
    return boto3.client(service, region_name=region, **ours)
