"""The desk as the environment describes it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.aws import Inspector, OpsCenter
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.jira import Jira, Site
from jumprope.operations.opsdesk.rules.configuration import Configuration, Unusable, configuration
from jumprope.operations.opsdesk.rules.decisions import Board
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
        inspector=Inspector(_client("inspector2")) if "inspector" in said.sources else None,
        opscenter=OpsCenter(_client("ssm")) if "opscenter" in said.sources else None,
    )


def _client(service: str):  # type: ignore[no-untyped-def]
    import boto3  # noqa: PLC0415 - it takes half a second, which only the desk's own processes should wait

    return boto3.client(service)
