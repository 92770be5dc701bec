"""How urgent a finding is: its severity, raised by what is known of attacks."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

LIKELY = Decimal("0.1")
"""The EPSS score, a probability of being attacked within 30 days, from which a finding is raised one step."""


class Severity(StrEnum):
    """How bad a finding is, from harmless to worst. Of an untriaged one nobody knows yet."""

    UNTRIAGED = "untriaged"
    INFORMATIONAL = "informational"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


RANK = {severity: rank for rank, severity in enumerate(Severity)}

DAYS: Mapping[str, int] = {Severity.CRITICAL: 2, Severity.HIGH: 7, Severity.MEDIUM: 30, Severity.LOW: 90}
"""Within how many days a finding has to be resolved, where no policy says otherwise. Others get no ticket."""

PRIORITIES: Mapping[str, str] = {
    Severity.CRITICAL: "Highest",
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
    Severity.LOW: "Low",
}
"""Jira's names of its priorities."""


def urgency(severity: Severity, *, epss: Decimal | None, exploited: bool) -> Severity:
    """The severity, one step higher where an attack is likely or known, and then at least high if known.

    What is informational or untriaged stays so: there is nothing to be attacked, or nobody knows yet.
    """
    if RANK[severity] < RANK[Severity.LOW]:
        return severity
    if not exploited and (epss is None or epss < LIKELY):
        return severity
    raised = min(RANK[severity] + 1, RANK[Severity.CRITICAL])
    if exploited:
        raised = max(raised, RANK[Severity.HIGH])
    return list(Severity)[raised]
