"""Urgency, time limits, accepted risks, and what a group of findings comes to."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.operations.opsdesk.rules.evidence import Evidence, Law, Outcome, OwnedBy, judged
from jumprope.operations.opsdesk.rules.exceptions import Acceptance, covering
from jumprope.operations.opsdesk.rules.sla import Course, Day, Pause, burn_down, due_at, warned_from
from jumprope.operations.opsdesk.rules.urgency import LIKELY, RANK, Severity, urgency

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("severity", "epss", "exploited", "expected"),
    [
        (Severity.MEDIUM, None, False, Severity.MEDIUM),
        (Severity.MEDIUM, LIKELY - Decimal("0.001"), False, Severity.MEDIUM),
        (Severity.MEDIUM, LIKELY, False, Severity.HIGH),
        (Severity.LOW, None, True, Severity.HIGH),
        (Severity.HIGH, LIKELY, True, Severity.CRITICAL),
        (Severity.CRITICAL, LIKELY, True, Severity.CRITICAL),
        (Severity.INFORMATIONAL, LIKELY, True, Severity.INFORMATIONAL),
        (Severity.UNTRIAGED, None, True, Severity.UNTRIAGED),
    ],
)
def test_known_attacks_raise_the_urgency(
    severity: Severity, epss: Decimal | None, exploited: bool, expected: Severity
) -> None:
    assert urgency(severity, epss=epss, exploited=exploited) is expected


@given(st.sampled_from(Severity), st.decimals(0, 1, places=5) | st.none(), st.booleans())
def test_urgency_is_never_below_severity(severity: Severity, epss: Decimal | None, exploited: bool) -> None:
    assert RANK[urgency(severity, epss=epss, exploited=exploited)] >= RANK[severity]


def pause(begins: float, ends: float | None) -> Pause:
    return Pause("person", NOW + begins * DAY, None if ends is None else NOW + ends * DAY)


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ([], 7),
        ([pause(1, 2)], 8),
        ([pause(1, 3), pause(2, 4)], 10),
        ([pause(1, 5), pause(2, 3)], 11),
        ([pause(-3, -1)], 7),
        ([pause(-3, 1)], 8),
        ([pause(2, None)], 7),
        ([pause(9, 10)], 8),
    ],
)
def test_each_paused_moment_counts_once(pauses: list[Pause], days: float) -> None:
    assert due_at(NOW, 7, pauses) == NOW + days * DAY


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 50)), max_size=6))
def test_due_is_never_later_than_policy_and_pauses(spans: list[tuple[int, int]]) -> None:
    pauses = [pause(begins, begins + length) for begins, length in spans]
    whole = sum((length for _, length in spans), 0)
    assert NOW + 7 * DAY <= due_at(NOW, 7, pauses) <= NOW + (7 + whole) * DAY


def test_a_breach_is_announced_two_days_before_or_at_half_time() -> None:
    assert warned_from(NOW, NOW + 7 * DAY) == NOW + 5 * DAY
    assert warned_from(NOW, NOW + 2 * DAY) == NOW + DAY


def course(due: float, resolved: float | None = None, *, paused: bool = False) -> Course:
    return Course(
        severity="high",
        first_seen=NOW,
        due=NOW + due * DAY,
        resolved=None if resolved is None else NOW + resolved * DAY,
        paused=paused,
    )


def test_what_is_a_breach() -> None:
    at = NOW + 5 * DAY
    assert [
        each.breached(at)
        for each in (course(7), course(3), course(3, 2), course(3, 4), course(3, paused=True))
    ] == [False, True, False, True, False]


def test_a_burn_down_counts_open_and_overdue() -> None:
    courses = [course(1, 3), course(5), course(1, paused=True)]
    days = burn_down(courses, [NOW - DAY, NOW + 2 * DAY, NOW + 6 * DAY])
    assert days == [
        Day((NOW - DAY).date(), 0, 0),
        Day((NOW + 2 * DAY).date(), 3, 1),
        Day((NOW + 6 * DAY).date(), 2, 1),
    ]


def accepted(subject: str = "CVE-1", places: str = "*", until: float = 10) -> Acceptance:
    return Acceptance(subject, places, "Ada", "Behind the firewall", NOW, NOW + until * DAY)


def test_a_risk_is_accepted_for_a_subject_some_places_and_a_time() -> None:
    here = accepted(places="image */portal")
    assert here.covers("CVE-1", "image 1/portal", NOW)
    assert not here.covers("CVE-1", "image 1/gradebook", NOW)
    assert not here.covers("CVE-2", "image 1/portal", NOW)
    assert not here.covers("CVE-1", "image 1/portal", NOW + 10 * DAY)
    assert not here.covers("CVE-1", "image 1/portal", NOW - DAY)
    assert accepted(subject="cve-1").covers("CVE-1", "x", NOW)
    tagged = accepted(places="package lib in a[1]?")
    assert tagged.covers("CVE-1", "package lib in a[1]?", NOW)
    assert not tagged.covers("CVE-1", "package lib in a1x", NOW)
    longest = accepted(until=20)
    assert covering([here, longest], "CVE-1", "image 1/portal", NOW) is longest
    assert covering([], "CVE-1", "x", NOW) is None


def evidence(**changes: Any) -> Evidence:
    values: dict[str, Any] = {
        "group": "0123456789abcdef",
        "subject": "CVE-1",
        "place": "image 1/portal",
        "source": "inspector",
        "reference": "arn",
        "title": "CVE-1 - libexample",
        "description": "Bad.",
        "severity": "high",
        "state": "active",
        "first_seen_at": NOW,
        "last_seen_at": NOW,
        "account": "123456789012",
        "region": "eu-central-1",
        "resource": "i-1",
        "packages": [],
        "advisories": [],
        "remediation": "",
        "epss": None,
        "exploited": False,
        "tags": {},
    }
    return Evidence(**values | changes)


def law(**changes: Any) -> Law:
    values: dict[str, Any] = {"now": NOW, "policies": {}, "owners": (), "acceptances": ()}
    return Law(**values | changes)


@pytest.mark.parametrize(
    ("group", "outcome"),
    [
        ([evidence()], None),
        ([evidence(state="closed"), evidence()], None),
        ([evidence(state="closed"), evidence(state="gone")], Outcome.FIXED),
        ([evidence(state="suppressed")], Outcome.SUPPRESSED),
        ([evidence(state="gone")], Outcome.GONE),
        ([evidence(severity="informational")], Outcome.HARMLESS),
        ([evidence(source="opscenter")], None),
        ([evidence(state="closed"), evidence(source="opscenter")], Outcome.FIXED),
        ([], Outcome.GONE),
    ],
)
def test_what_a_group_of_findings_comes_to(group: list[Evidence], outcome: Outcome | None) -> None:
    assert judged(group, law()).outcome is outcome


def test_an_accepted_risk_needs_no_ticket() -> None:
    judgement = judged([evidence()], law(acceptances=[accepted()]))
    assert (judgement.outcome, judgement.open) == (Outcome.ACCEPTED, False)


def test_policies_stand_before_the_defaults_and_the_worst_finding_counts() -> None:
    group = [evidence(), evidence(severity="critical")]
    assert judged(group, law()).days == 2
    assert judged(group, law(policies={"critical": 1})).days == 1


def test_the_first_owner_whose_tag_a_resource_has_gets_it() -> None:
    owners = [OwnedBy("Service", "grades", "Grades"), OwnedBy("place", "image 1/portal", "Families")]
    assert judged([evidence()], law(owners=owners)).team == "Families"
    assert judged([evidence(tags={"Service": "grades"})], law(owners=owners)).team == "Grades"
    assert judged([evidence()], law()).team == ""
