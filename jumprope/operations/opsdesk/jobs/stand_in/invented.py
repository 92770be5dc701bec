"""Findings, OpsItems and whole desks for tests and the demo; all invented."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.aws import Inspector, OpsCenter
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.jira import Jira, Site
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.jira import ADDRESS
from jumprope.operations.opsdesk.rules.decisions import Board

ACCOUNT, REGION = "123456789012", "eu-central-1"
FIRST_SEEN = datetime(2026, 9, 1, 8, tzinfo=UTC)

_numbers = count(1)


def a_finding(
    *,
    cve: str = "CVE-2026-1001",
    repository: str = "gradebook",
    account: str = ACCOUNT,
    region: str = REGION,
    severity: str = "HIGH",
    status: str = "ACTIVE",
    first_seen: datetime = FIRST_SEEN,
    seen: datetime | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """A finding as `ListFindings` tells it, about an image."""
    number = next(_numbers)
    image = f"arn:aws:ecr:{region}:{account}:repository/{repository}/sha256:{number:064x}"
    return {
        "findingArn": f"arn:aws:inspector2:{region}:{account}:finding/{number:032x}",
        "awsAccountId": account,
        "type": "PACKAGE_VULNERABILITY",
        "title": f"{cve} - libexample",
        "description": "A header is read past its end.",
        "remediation": {"recommendation": {"text": "None Provided"}},
        "severity": severity,
        "status": status,
        "firstObservedAt": first_seen,
        "lastObservedAt": seen or first_seen,
        "updatedAt": seen or first_seen,
        "exploitAvailable": "NO",
        "fixAvailable": "YES",
        "epss": {"score": 0.004},
        "resources": [
            {
                "type": "AWS_ECR_CONTAINER_IMAGE",
                "id": image,
                "region": region,
                "details": {
                    "awsEcrContainerImage": {
                        "registry": account,
                        "repositoryName": repository,
                        "imageHash": f"sha256:{number:064x}",
                    }
                },
            }
        ],
        "packageVulnerabilityDetails": {
            "vulnerabilityId": cve,
            "source": "EXAMPLE_CVE",
            "sourceUrl": f"https://advisories.example.org/{cve}",
            "referenceUrls": [],
            "cvss": [],
            "vulnerablePackages": [
                {"name": "libexample", "version": "1.2.3", "release": "4", "fixedInVersion": "1.2.5"}
            ],
        },
    } | changes


def on_a_server(
    cve: str = "CVE-2026-1001",
    *,
    tags: dict[str, str] | None = None,
    region: str = REGION,
    **changes: Any,
) -> dict[str, Any]:
    """A finding about a server, which has tags."""
    server = f"i-{next(_numbers):017x}"
    resource = {"type": "AWS_EC2_INSTANCE", "id": server, "region": region, "tags": tags or {}}
    return a_finding(cve=cve, region=region, resources=[resource], **changes)


def an_ops_item(*, account: str = ACCOUNT, region: str = REGION, **changes: Any) -> dict[str, Any]:
    """An OpsItem as `GetOpsItem` tells it."""
    reference = f"oi-{next(_numbers):012x}"
    return {
        "OpsItemId": reference,
        "OpsItemArn": f"arn:aws:ssm:{region}:{account}:opsitem/{reference}",
        "OpsItemType": "/aws/issue",
        "Title": "The disk of a server is nearly full",
        "Description": "92 % of /var are used.",
        "Source": "EC2",
        "Severity": "2",
        "Status": "Open",
        "CreatedTime": FIRST_SEEN,
        "LastModifiedTime": FIRST_SEEN,
        "OperationalData": {},
    } | changes


def an_event(finding: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The event of EventBridge that tells a finding, with instants as it writes them."""
    detail = {
        name: f"{value:%a %b %d %H:%M:%S}.{value.microsecond // 1000:03d} UTC {value:%Y}"
        if isinstance(value, datetime)
        else value
        for name, value in finding.items()
    }
    return {
        "id": f"event-{next(_numbers)}",
        "detail-type": "Inspector2 Finding",
        "source": "aws.inspector2",
        "account": finding["awsAccountId"],
        "region": finding["resources"][0]["region"],
        "detail": detail,
    } | changes


def an_ops_event(item: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The event of EventBridge that mentions an OpsItem."""
    detail = {
        "ops-item-id": item["OpsItemId"],
        "title": item["Title"],
        "description": item["Description"],
        "status": item["Status"],
        "created-time": item["CreatedTime"].isoformat(),
        "modified-time": item["LastModifiedTime"].isoformat(),
    }
    return {
        "id": f"event-{next(_numbers)}",
        "detail-type": "OpsItem Update",
        "source": "aws.ssm",
        "account": item["OpsItemArn"].split(":")[4],
        "region": item["OpsItemArn"].split(":")[3],
        "detail": detail,
    } | changes


def a_desk(
    transport: httpx.BaseTransport,
    viewer: Callable[[], Viewer],
    *,
    inspector: InspectorStandIn | None = None,
    opscenter: OpsCenterStandIn | None = None,
    wait: Callable[[float], None] = lambda _seconds: None,
    token: str = "a token",  # noqa: S107 - of an invented Jira
) -> Desk:
    """A desk at this Jira, with these services of AWS."""
    site = Site(ADDRESS, "desk@example.org", "SEC", token)
    jira = Jira(site, transport=transport, wait=wait)
    return Desk(
        viewer,
        Board("SEC", "Task"),
        jira,
        [Inspector(lambda: inspector)] if inspector else [],
        [OpsCenter(lambda: opscenter)] if opscenter else [],
    )
