"""Reading what AWS says: instants, findings, OpsItems, events; and what is wrong with what cannot be read."""

import json
import os
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    FIRST_SEEN,
    a_finding,
    an_event,
    an_ops_event,
    an_ops_item,
    on_a_server,
)
from jumprope.operations.opsdesk.rules import events, inspector, opsitems
from jumprope.operations.opsdesk.rules.documents import Document, Malformed
from jumprope.operations.opsdesk.rules.instants import instant
from jumprope.operations.opsdesk.rules.observations import Package, State
from jumprope.operations.opsdesk.rules.urgency import Severity

MOMENT = datetime(2024, 9, 4, 16, 55, 38, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Wed Sep 04 16:55:38.000 UTC 2024",
        "Wed Sep 04 16:55:38 UTC 2024",
        "Sep 4, 2024, 4:55:38 PM",
        "Sep 4, 2024, 4:55:38\u202fPM",
        "2024-09-04T16:55:38Z",
        "2024-09-04T18:55:38+02:00",
        "2024-09-04T16:55:38",
        MOMENT.timestamp(),
        MOMENT.replace(tzinfo=None),
        MOMENT.astimezone(timezone(timedelta(hours=-5))),
    ],
)
def test_an_instant_is_read_in_every_way_that_aws_writes_it(written: object) -> None:
    assert instant(written) == MOMENT


@pytest.mark.parametrize("written", ["yesterday", "", None, True, ["2024"]])
def test_what_is_no_instant_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="no instant"):
        instant(written)


def of(finding: dict[str, Any]) -> Any:
    return inspector.observation(Document(finding))


def test_a_finding_about_an_image_is_placed_in_its_repository() -> None:
    first, second = of(a_finding()), of(a_finding())
    assert first.place == "image 123456789012/eu-central-1/gradebook"
    assert first.resource != second.resource
    assert first.group == second.group
    assert first.packages == (Package("libexample", "1.2.3-4", "1.2.5"),)
    assert first.remediation == ""
    assert first.epss == Decimal("0.004")
    assert first.packages_as_json() == [{"name": "libexample", "version": "1.2.3-4", "fixed_in": "1.2.5"}]


def test_a_finding_about_a_server_is_placed_by_package_and_group() -> None:
    assert of(on_a_server(tags={"Name": "b", "Service": "grades"})).place == "package libexample in grades"
    alone = of(on_a_server())
    assert alone.place == f"package libexample in {alone.resource}"


def test_an_image_is_known_by_its_arn_where_details_are_missing() -> None:
    finding = a_finding()
    del finding["resources"][0]["details"]
    assert of(finding).group == of(a_finding()).group


def test_a_finding_of_several_packages_and_unknown_members_is_read() -> None:
    finding = a_finding(anythingNew={"a": 1}, epss=None, exploitAvailable="YES", updatedAt=None)
    details = finding["packageVulnerabilityDetails"]
    details["vulnerablePackages"] += [{"name": "aaa", "version": "1"}, {"name": "zzz"}]
    del details["sourceUrl"]
    read = of(finding)
    assert [package.name for package in read.packages] == ["libexample", "aaa", "zzz"]
    assert (read.packages[2].version, read.epss, read.exploited) == ("unknown", None, True)
    assert read.as_of == read.last_seen
    assert read.advisories == ()


def test_findings_in_code_and_of_the_network_have_a_subject_too() -> None:
    code = a_finding(packageVulnerabilityDetails=None, codeVulnerabilityDetails={"detectorId": "python/x@1"})
    network = a_finding(packageVulnerabilityDetails=None, title="Port 22 is open to the internet")
    assert of(code).subject == "python/x@1"
    assert of(network).subject == "Port 22 is open to the internet"
    assert of(a_finding(packageVulnerabilityDetails=None, title=None)).subject == "PACKAGE_VULNERABILITY"


def test_what_inspector_advises_is_kept() -> None:
    assert of(a_finding(remediation={"recommendation": {"text": "Update it"}})).remediation == "Update it"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"severity": "AWFUL"}, "severity"),
        ({"findingArn": ""}, "findingArn"),
        ({"resources": []}, "resources"),
        ({"resources": {}}, "resources"),
        ({"resources": ["x"]}, "resources.0"),
        ({"firstObservedAt": "soon"}, "firstObservedAt"),
        ({"lastObservedAt": 1e30}, "lastObservedAt"),
        ({"remediation": None}, "remediation"),
        ({"epss": "high"}, "epss"),
        ({"epss": {"score": 1.5}}, "epss.score"),
        ({"epss": {"score": float("nan")}}, "epss.score"),
        ({"epss": {"score": 10**400}}, "epss.score"),
        ({"findingArn": "a" * 256}, "findingArn"),
        ({"findingArn": "arn:\u200b"}, "findingArn"),
        ({"awsAccountId": "1" * 13}, "awsAccountId"),
        ({"firstObservedAt": "9999-12-31T23:59:59Z"}, "firstObservedAt"),
        ({"firstObservedAt": "0001-01-01T00:00:00+14:00"}, "firstObservedAt"),
        ({"lastObservedAt": -1}, "lastObservedAt"),
    ],
)
def test_a_malformed_finding_is_refused_with_the_place(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(Malformed) as refused:
        of(a_finding(**changes))
    assert refused.value.path == where


def test_a_malformed_event_is_refused_with_the_place() -> None:
    with pytest.raises(Malformed, match="detail-type: “Other” is none of"):
        events.observation({"id": "1", "detail-type": "Other"})
    with pytest.raises(Malformed, match="an object belongs here"):
        events.identifier("text")
    for bad in ("\ud800", "e-1\u200b", "e" * 101):
        with pytest.raises(Malformed, match=r"^id: "):
            events.identifier({"id": bad})


def item(**changes: Any) -> Any:
    return opsitems.observation(Document(an_ops_item(**changes)))


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({"Severity": "1"}, Severity.CRITICAL),
        ({"Severity": " Low "}, Severity.LOW),
        ({"Severity": "sev-something", "Priority": 1}, Severity.CRITICAL),
        ({"Severity": None, "Priority": 5}, Severity.LOW),
        ({"Severity": None}, Severity.MEDIUM),
    ],
)
def test_how_bad_an_ops_item_is(changes: dict[str, Any], severity: Severity) -> None:
    assert item(**changes).severity is severity


def data(**values: Any) -> dict[str, Any]:
    return {f"/aws/{name}": {"Value": json.dumps(value), "Type": "String"} for name, value in values.items()}


def test_an_ops_item_about_a_vulnerability_of_an_image_belongs_to_its_ticket() -> None:
    arn = a_finding()["resources"][0]["id"]
    about = item(
        Title="CVE-2026-1001 - libexample", OperationalData=data(resources=[{"no": 1}, {"arn": arn}])
    )
    assert about.group == of(a_finding()).group


def test_ops_items_of_one_dedup_string_share_a_ticket() -> None:
    same = {"OperationalData": data(dedup={"dedupString": "disk"})}
    assert item(**same).group == item(**same).group
    assert item().group != item().group
    assert item(OperationalData=data(resources=[{"no": 1}])).place.startswith("OpsItem oi-")
    broken = {"/aws/dedup": {"Value": "{"}, "/aws/resources": {"Value": "7"}}
    assert item(OperationalData=broken).place.startswith("OpsItem oi-")


@pytest.mark.parametrize(("status", "state"), [("InProgress", State.ACTIVE), ("Resolved", State.CLOSED)])
def test_the_state_of_an_ops_item(status: str, state: State) -> None:
    assert item(Status=status).state is state
    read = events.observation(an_ops_event(an_ops_item(Status=status)))
    assert (read.state, read.complete) == (state, False)


def test_an_ops_item_has_an_id_of_its_kind() -> None:
    with pytest.raises(Malformed, match="12 hexadecimal digits"):
        item(OpsItemId="oi-1")


def test_a_file_holds_one_event_a_list_or_a_line_each() -> None:
    one, other = an_event(a_finding()), {"id": "2"}
    assert list(events.in_text(json.dumps(one, default=str))) == [json.loads(json.dumps(one, default=str))]
    assert list(events.in_text(json.dumps([other, other]))) == [other, other]
    assert list(events.in_text('{"id": "2"}\n\nno json\n')) == [other, "no json"]
    assert list(events.in_text('\ufeff{"id": "2"}')) == [other]
    assert list(events.in_text('\ufeff{"id": "2"}\nno json')) == [other, "no json"]
    assert list(events.in_text("[" * 100_000)) == ["[" * 100_000]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": "\ud800"}, "detail.title"),
        ({"new": [{"\udfff": 1}]}, "detail.new.0"),
        ({"severity": "\ud83d"}, "detail.severity"),
    ],
)
def test_half_a_character_makes_an_event_malformed(change: dict[str, Any], place: str) -> None:
    with pytest.raises(Malformed, match=f"^{place}: half a character") as problem:
        events.in_kept(events.as_kept(an_event(a_finding() | change)))
    str(problem.value).encode()


def test_an_event_may_have_whole_characters_beyond_the_first_65536() -> None:
    told = events.in_kept(events.as_kept(an_event(a_finding() | {"title": "CVE \U0001f600"})))
    assert told.title == "CVE \U0001f600"


def test_an_event_that_is_nested_too_deep_is_malformed() -> None:
    deep: Any = "event"
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Malformed, match="an object belongs here"):
        events.in_kept(events.as_kept(deep))
    with pytest.raises(Malformed, match="nested too deep"):
        events.in_kept("[" * 100_000)


def test_half_a_character_in_the_data_of_an_ops_item_is_as_if_it_were_not_there() -> None:
    data = {"/aws/dedup": {"Value": '{"dedupString": "\\ud800"}'}}
    assert opsitems.observation(Document(an_ops_item() | {"OperationalData": data})).reference


@pytest.fixture
def samples() -> Path:
    """Events as AWS documents them."""
    folder = os.environ.get("JUMPROPE_SHARED_DATA")
    if not folder:
        pytest.skip("JUMPROPE_SHARED_DATA is not set")
    return Path(folder) / "aws"


def test_the_events_that_aws_documents_are_read(samples: Path) -> None:
    found = {path.name: json.loads(path.read_text()) for path in samples.glob("*.json")}
    read = {name: events.observation(event) for name, event in found.items()}
    finding = read["inspector2-finding-ecr-2024.json"]
    assert (finding.subject, finding.place) == ("CVE-2024-6119", "image 123456789012/eu-central-1/inspector2")
    assert len(finding.packages) == 2
    assert read["opsitem-create.json"].reference == read["opsitem-update.json"].reference
    assert read["opsitem-create.json"].as_of < read["opsitem-update.json"].as_of


def test_a_read_finding_does_not_depend_on_the_order_of_its_members() -> None:
    finding = a_finding(first_seen=FIRST_SEEN)
    assert of(dict(reversed(deepcopy(finding).items()))) == of(finding)
