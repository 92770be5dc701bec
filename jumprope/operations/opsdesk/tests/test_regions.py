"""Several regions and accounts: what each line is asked about, and what it may close."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.inspector2.models import inspector2_backends

from jumprope.kit import clock
from jumprope.operations.opsdesk.jobs import configured
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.aws import AwsRefuses, Inspector, OpsCenter
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    ACCOUNT,
    FIRST_SEEN,
    REGION,
    a_finding,
    an_ops_event,
    an_ops_item,
    on_a_server,
)
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Finding
from jumprope.operations.opsdesk.rules import adf
from jumprope.operations.opsdesk.rules.scopes import ONLY, Line, Scope, lines

OTHER, ELSEWHERE = "210987654321", "us-east-1"
ROLE = f"arn:aws:iam::{OTHER}:role/opsdesk"


@pytest.fixture
def other() -> InspectorStandIn:
    """Inspector in the other region."""
    return InspectorStandIn()


@pytest.fixture
def wide(desk: Desk, inspector: InspectorStandIn, other: InspectorStandIn) -> Desk:
    """A desk with a line to each of two regions."""
    both = [Inspector(lambda: inspector, Scope(REGION)), Inspector(lambda: other, Scope(ELSEWHERE))]
    return replace(desk, inspectors=both, opscenters=[])


def listed(inspector: InspectorStandIn, *findings: dict[str, Any]) -> None:
    inspector.found |= {finding["findingArn"]: finding for finding in findings}


def run_at(desk: Desk, days: int) -> jobs.Run:
    with clock.stopped_at(FIRST_SEEN + timedelta(days=days)):
        return jobs.reconcile(desk, accept_empty=True)


def refuse() -> Any:
    raise AwsRefuses(operation="ListFindings", reason="AccessDeniedException")


def test_a_vulnerability_of_two_accounts_images_has_two_tickets(
    wide: Desk, inspector: InspectorStandIn, other: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding(), a_finding(account=OTHER))
    listed(other, a_finding(account=OTHER, region=ELSEWHERE))
    run_at(wide, 0)
    places = sorted(issue["fields"]["summary"].split()[-1] for issue in jira.issues.values())
    assert places == [
        f"{ACCOUNT}/{REGION}/gradebook",
        f"{OTHER}/{REGION}/gradebook",
        f"{OTHER}/{ELSEWHERE}/gradebook",
    ]


def test_a_service_shares_one_ticket_wherever_it_runs_until_the_last_is_mended(
    wide: Desk, inspector: InspectorStandIn, other: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, on_a_server(tags={"Service": "grades"}))
    listed(other, on_a_server(tags={"Service": "grades"}, account=OTHER, region=ELSEWHERE))
    run_at(wide, 0)
    words = adf.words(jira.issues["SEC-1"]["fields"]["description"])
    assert f"({ACCOUNT}, {REGION})" in words
    assert f"({OTHER}, {ELSEWHERE})" in words
    inspector.found.clear()
    run_at(wide, 1)
    assert (len(jira.issues), jira.category("SEC-1")) == (1, "new")
    other.found.clear()
    run_at(wide, 2)
    assert jira.category("SEC-1") == "done"


def test_a_line_that_is_refused_leaves_its_findings_and_stops_no_other(
    wide: Desk, inspector: InspectorStandIn, other: InspectorStandIn
) -> None:
    listed(inspector, a_finding())
    listed(other, a_finding(region=ELSEWHERE))
    run_at(wide, 0)
    inspector.found.clear()
    half = replace(wide, inspectors=[wide.inspectors[0], Inspector(refuse, Scope(ELSEWHERE))])
    assert "AccessDeniedException" in run_at(half, 1).problems[0]
    assert dict(Finding.objects.values_list("region", "state")) == {REGION: "gone", ELSEWHERE: "active"}
    none = replace(wide, inspectors=[Inspector(refuse), Inspector(refuse)])
    with pytest.raises(AwsRefuses):
        run_at(none, 2)


def test_one_region_that_lists_nothing_is_not_believed_while_others_are(
    wide: Desk, inspector: InspectorStandIn, other: InspectorStandIn
) -> None:
    listed(inspector, a_finding())
    listed(other, a_finding(region=ELSEWHERE))
    run_at(wide, 0)
    other.found.clear()
    with clock.stopped_at(FIRST_SEEN + timedelta(days=1)):
        run = jobs.reconcile(wide)
    assert run.problems[0].startswith(
        f"Amazon Inspector lists nothing for {ELSEWHERE}, and 1 of its findings"
    )
    assert set(Finding.objects.values_list("state", flat=True)) == {"active"}


def test_an_ops_item_is_asked_for_and_told_where_it_is(
    desk: Desk, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    theirs = OpsCenterStandIn()
    item = an_ops_item(account=OTHER, region=ELSEWHERE)
    theirs.items[item["OpsItemId"]] = item
    own = OpsCenter(lambda: opscenter, Scope(REGION, elsewhere=(OTHER,)))
    both = replace(desk, opscenters=[own, OpsCenter(lambda: theirs, Scope(ELSEWHERE, OTHER))])
    jobs.take_events(both, [an_ops_event(item)])
    assert (list(jira.issues), len(theirs.journal), opscenter.journal) == (["SEC-1"], 1, [])
    unheard = an_ops_item(account="333333333333", region="ap-south-1")
    assert jobs.take_events(both, [an_ops_event(unheard)]).calls == []


def test_lines_are_named_by_regions_and_roles() -> None:
    named = lines(f"{REGION}, {ELSEWHERE}  {ROLE}@{REGION}")
    assert named == (
        Line(Scope(REGION, elsewhere=(OTHER,))),
        Line(Scope(ELSEWHERE)),
        Line(Scope(REGION, OTHER), ROLE),
    )
    assert [str(line.scope) for line in named] == [REGION, ELSEWHERE, f"{OTHER}@{REGION}"]
    assert lines(" ") == ONLY


@pytest.mark.parametrize("text", ["europe", f"{ROLE}", f"someone@{REGION}", f"{REGION} {REGION}"])
def test_what_names_no_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither a region nor a role|named twice"):
        lines(text)


@pytest.mark.parametrize(
    ("scope", "account", "region", "covered"),
    [
        (Scope(), OTHER, ELSEWHERE, True),
        (Scope(REGION), OTHER, REGION, True),
        (Scope(REGION), OTHER, ELSEWHERE, False),
        (Scope(REGION), "", "", True),
        (Scope(REGION, elsewhere=(OTHER,)), OTHER, REGION, False),
        (Scope(REGION, elsewhere=(OTHER,)), ACCOUNT, REGION, True),
        (Scope(REGION, OTHER), OTHER, REGION, True),
        (Scope(REGION, OTHER), ACCOUNT, REGION, False),
        (Scope(REGION, OTHER), "", REGION, True),
    ],
)
def test_a_line_is_asked_about_its_region_and_accounts(
    scope: Scope, account: str, region: str, covered: bool
) -> None:
    assert scope.covers(account, region) == covered


def test_boto3s_own_clients_list_by_region_and_take_on_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "invented")
    told = lines(f"{REGION} {ELSEWHERE} {ROLE}@{REGION}")
    with mock_aws():
        ours = boto3.client("sts", region_name=REGION).get_caller_identity()["Account"]
        for account, region in ((ours, REGION), (ours, ELSEWHERE), (OTHER, REGION)):
            inspector2_backends[account][region].findings_queue.append(
                [{"findingArn": f"arn:aws:inspector2:{region}:{account}:finding/1"}]
            )
        asked = [partial(configured._client, "inspector2", line) for line in told]
        heard = [Inspector(each).findings().malformed[0] for each in asked]
    assert [each.split(":")[3:5] for each in heard] == [[REGION, ours], [ELSEWHERE, ours], [REGION, OTHER]]


def test_a_role_that_cannot_be_taken_on_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Sts:
        def assume_role(self, **_request: Any) -> Any:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, "AssumeRole")

    monkeypatch.setattr(boto3, "client", lambda *_names, **_named: Sts())
    with pytest.raises(AwsRefuses, match=r"AssumeRole: AccessDenied\. Look at the credentials"):
        configured._client("ssm", Line(Scope(REGION, OTHER), ROLE))
