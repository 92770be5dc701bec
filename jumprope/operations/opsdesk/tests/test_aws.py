"""The lines to Inspector and OpsCenter, held against botocore's own models of these services."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.model import OperationModel, Shape
from botocore.validate import ParamValidator
from moto import mock_aws

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import configured
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.aws import AwsRefuses, Inspector, OpsCenter
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    a_finding,
    an_ops_event,
    an_ops_item,
    on_a_server,
)
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Delivery, Finding
from jumprope.operations.opsdesk.rules.configuration import NEEDED
from jumprope.operations.opsdesk.rules.scopes import Scope
from jumprope.platform.tenancy.models import Tenant

Path = str


def operation(service: str, name: str) -> OperationModel:
    """What botocore knows of an operation."""
    return botocore.session.get_session().get_service_model(service).operation_model(name)


def faults(shape: Shape, value: Any, path: Path = "") -> Iterator[str]:
    """What a value has that its shape has not: members, enumerations, patterns, lengths."""
    if shape.type_name == "structure":
        for name, inner in value.items():
            if name in shape.members:
                yield from faults(shape.members[name], inner, f"{path}.{name}")
            else:
                yield f"{path}.{name} is unknown"
    elif shape.type_name == "list":
        for inner in value:
            yield from faults(shape.member, inner, f"{path}[]")
    elif shape.type_name == "map":
        for inner in value.values():
            yield from faults(shape.value, inner, f"{path}{{}}")
    elif shape.type_name == "timestamp":
        if not isinstance(value, datetime):
            yield f"{path} is no instant"
    elif shape.type_name == "string":
        yield from _faults_of_text(shape, value, path)


def _faults_of_text(shape: Shape, value: str, path: Path) -> Iterator[str]:
    allowed, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
    if allowed and value not in allowed:
        yield f"{path} is none of {allowed}"
    if pattern and not re.search(pattern.replace("\\p{", "[^{"), value):
        yield f"{path} does not match {pattern}"
    if not shape.metadata.get("min", 0) <= len(value) <= shape.metadata.get("max", 10**9):
        yield f"{path} is too short or too long"


class Checked:
    """A stand-in whose requests and answers are what botocore knows."""

    def __init__(self, inner: Any, service: str, operations: Mapping[str, str]) -> None:
        self._inner, self._service, self._operations = inner, service, operations

    def __getattr__(self, name: str) -> Callable[..., Any]:
        model = operation(self._service, self._operations[name])

        def called(**request: Any) -> Any:
            report = ParamValidator().validate(request, model.input_shape)
            assert not report.has_errors(), report.generate_report()
            assert not list(faults(model.input_shape, request))
            answer = getattr(self._inner, name)(**request)
            assert not list(faults(model.output_shape, answer))
            return answer

        return called


@pytest.fixture
def checked(desk: Desk, inspector: InspectorStandIn, opscenter: OpsCenterStandIn) -> Desk:
    """A desk whose lines to AWS are checked."""
    ssm = {
        "describe_ops_items": "DescribeOpsItems",
        "get_ops_item": "GetOpsItem",
        "update_ops_item": "UpdateOpsItem",
    }
    return Desk(
        desk.viewer,
        desk.board,
        desk.jira,
        [Inspector(lambda: Checked(inspector, "inspector2", {"list_findings": "ListFindings"}))],
        [OpsCenter(lambda: Checked(opscenter, "ssm", ssm))],
    )


def test_the_check_notices_what_is_wrong() -> None:
    shape = operation("ssm", "UpdateOpsItem").input_shape
    wrong = {"OpsItemId": "x", "Status": "Opened", "Title": "t" * 1025, "New": 1, "PlannedEndTime": "soon"}
    assert [fault.split()[0] for fault in faults(shape, wrong)] == [f".{name}" for name in wrong]
    right = {"OpsItemId": "oi-0123456789ab", "Status": "Open", "Title": "t", "OperationalData": {}}
    assert not list(faults(shape, right))


def test_all_that_is_asked_and_told_is_known_to_botocore(
    checked: Desk, inspector: InspectorStandIn, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    for finding in (a_finding(), on_a_server(tags={"Service": "grades"})):
        inspector.found[finding["findingArn"]] = finding
    for item in (an_ops_item(), an_ops_item()):
        opscenter.items[item["OpsItemId"]] = item
    jobs.reconcile(checked)
    assert len(jira.issues) == 4
    assert len(opscenter.journal) == 2


def test_listings_are_read_page_by_page(inspector: InspectorStandIn, opscenter: OpsCenterStandIn) -> None:
    for finding in (a_finding() for _ in range(101)):
        inspector.found[finding["findingArn"]] = finding
    for item in (an_ops_item() for _ in range(51)):
        opscenter.items[item["OpsItemId"]] = item
    assert len(Inspector(lambda: inspector).findings().observations) == 101
    assert len(OpsCenter(lambda: opscenter).ops_items({}).observations) == 51


def test_only_ops_items_that_have_changed_are_asked_for(opscenter: OpsCenterStandIn) -> None:
    item = an_ops_item()
    opscenter.items[item["OpsItemId"]] = item
    listing = OpsCenter(lambda: opscenter).ops_items({item["OpsItemId"]: item["LastModifiedTime"]})
    assert (listing.observations, listing.unchanged) == ([], [item["OpsItemId"]])


def test_a_finding_that_cannot_be_read_is_told_and_closes_nothing(
    desk: Desk, inspector: InspectorStandIn
) -> None:
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    jobs.reconcile(desk)
    finding["severity"] = "AWFUL"
    run = jobs.reconcile(desk)
    assert "severity: “AWFUL” is none of" in run.problems[0]
    assert Finding.objects.get().state == "active"


def test_an_ops_item_that_is_gone_is_no_trouble(
    desk: Desk, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    item = an_ops_item()
    jobs.take_events(desk, [an_ops_event(item)])
    assert not jira.issues
    opscenter.items[item["OpsItemId"]] = item
    jobs.take_events(desk, [an_ops_event(item)])
    opscenter.items.clear()
    jira.people_move("SEC-1", "In progress")
    jobs.look_at(desk, "SEC-1")
    assert Delivery.objects.last().state == "refused"  # type: ignore[union-attr]
    jobs.reconcile(desk)
    assert jira.category("SEC-1") == "done"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ClientError({"Error": {"Code": "AccessDeniedException"}}, "ListFindings"), "AccessDeniedException"),
        (EndpointConnectionError(endpoint_url="https://example.org"), "EndpointConnectionError"),
    ],
)
def test_what_aws_refuses_says_what_to_do_and_changes_nothing(
    viewer_now: Callable[[], Viewer], desk: Desk, error: Exception, reason: str
) -> None:
    class Refusing:
        def list_findings(self, **_request: Any) -> Any:
            raise error

    refusing = Desk(viewer_now, desk.board, desk.jira, [Inspector(Refusing)], [])
    with pytest.raises(AwsRefuses, match=reason):
        jobs.reconcile(refusing)
    assert not Finding.objects.exists()


def test_boto3s_own_client_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "invented")
    with mock_aws():
        client = boto3.client("inspector2", region_name="eu-central-1")
        assert Inspector(lambda: client).findings().observations == []


def test_the_desk_is_made_as_the_environment_says(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tenant: Tenant
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    settings.OPSDESK = dict.fromkeys(NEEDED, "x") | {
        "OPSDESK_JIRA_URL": "https://example.atlassian.net",
        "OPSDESK_TENANT": tenant.slug,
        "OPSDESK_SOURCES": "inspector",
        "OPSDESK_COLOURS": '{"blue": "Chore"}',
    }
    made = configured.desk()
    assert (made.viewer().tenant_id, made.viewer().account_id) == (tenant.pk, None)
    assert (made.board.issue_type, made.opscenters) == ("Chore", [])
    assert [line.scope for line in made.inspectors] == [Scope()]


def test_inspector_alone_and_opscenter_alone_are_enough(
    desk: Desk, inspector: InspectorStandIn, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    finding, item = a_finding(), an_ops_item()
    inspector.found[finding["findingArn"]] = finding
    opscenter.items[item["OpsItemId"]] = item
    jobs.reconcile(Desk(desk.viewer, desk.board, desk.jira, desk.inspectors, []))
    assert len(jira.issues) == 1
    jobs.reconcile(Desk(desk.viewer, desk.board, desk.jira, [], desk.opscenters))
    assert len(jira.issues) == 2
    assert {jira.category(key) for key in jira.issues} == {"new"}
