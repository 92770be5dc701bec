"""OpsItems of Systems Manager OpsCenter, as `GetOpsItem` and its events tell them."""

import json
import re
from typing import Any

from jumprope.operations.opsdesk.rules.documents import Document, Malformed, check_texts
from jumprope.operations.opsdesk.rules.observations import (
    LONGEST_TYPE,
    Observation,
    Source,
    State,
    image_of_arn,
)
from jumprope.operations.opsdesk.rules.urgency import Severity

OPS_ITEM_ID = re.compile(r"oi-[0-9a-f]{12}")
CVE = re.compile(r"\bCVE-\d{4}-\d{4,}\b")
OVER = {"Resolved", "Closed", "Cancelled", "CompletedWithSuccess", "Rejected", "Revoked"}
ARN = re.compile(r"arn:[\w-]+:ssm:(?P<region>[\w-]{1,30}):(?P<account>\d{12}):")
SEVERITY_WORDS = {"1": "critical", "2": "high", "3": "medium", "4": "low"}
BY_PRIORITY = {1: Severity.CRITICAL, 2: Severity.HIGH, 3: Severity.MEDIUM, 4: Severity.LOW, 5: Severity.LOW}


def observation(item: Document) -> Observation:
    """What the `OpsItem` of `GetOpsItem` says. Raises `Malformed`.

    One that names a CVE and an image belongs to the ticket of that image. Another one has a ticket of its
    own, which it shares with those of the same dedup string.
    """
    reference = _reference(item, "OpsItemId")
    title = item.text("Title")
    data = item.inner_or_empty("OperationalData")
    cve, resource = CVE.search(title), _resource(data)
    found_image = image_of_arn(resource)
    created = item.instant("CreatedTime")
    joined = cve is not None and found_image is not None
    arn = ARN.match(item.text_or("OpsItemArn"))
    return Observation(
        source=Source.OPSCENTER,
        reference=reference,
        subject=cve[0] if cve else "OpsItem",
        place=found_image if joined and found_image else f"OpsItem {_dedup(data) or reference}",
        title=title,
        description=item.text_or("Description", title),
        severity=_severity(item),
        state=_state(item.text("Status")),
        first_seen=created,
        last_seen=created,
        as_of=item.instant_or("LastModifiedTime", created),
        account=arn["account"] if arn else "",
        region=arn["region"] if arn else "",
        resource=resource or reference,
        resource_type=item.text_or("OpsItemType", "/aws/issue", at_most=LONGEST_TYPE),
    )


def mentioned(detail: Document) -> Observation:
    """What an event says of an OpsItem: title and state, and no more; the rest is to be asked for."""
    reference = _reference(detail, "ops-item-id")
    created = detail.instant("created-time")
    title = detail.text("title")
    return Observation(
        source=Source.OPSCENTER,
        reference=reference,
        subject="OpsItem",
        place=f"OpsItem {reference}",
        title=title,
        description=detail.text_or("description", title),
        severity=Severity.MEDIUM,
        state=_state(detail.text("status")),
        first_seen=created,
        last_seen=created,
        as_of=detail.instant_or("modified-time", created),
        account="",
        region="",
        resource=reference,
        resource_type=detail.text_or("ops-item-type", "/aws/issue", at_most=LONGEST_TYPE),
        complete=False,
    )


def _reference(document: Document, name: str) -> str:
    reference = document.text(name)
    if not OPS_ITEM_ID.fullmatch(reference):
        raise Malformed(document.place(name), "an OpsItem’s id is oi- and 12 hexadecimal digits")
    return reference


def _state(status: str) -> State:
    return State.CLOSED if status in OVER else State.ACTIVE


def _severity(item: Document) -> Severity:
    """From the severity, a free text; else from the priority; medium where neither says anything."""
    said = item.text_or("Severity").strip().lower()
    said = SEVERITY_WORDS.get(said, said)
    if said in set(Severity):
        return Severity(said)
    return BY_PRIORITY.get(int(item.number("Priority", at_most=5) or 0), Severity.MEDIUM)


def _resource(data: Document) -> str:
    """The ARN of the first related resource; empty if there is none."""
    listed = _value(data, "/aws/resources")
    if isinstance(listed, list):
        for each in listed:
            if isinstance(each, dict) and isinstance(each.get("arn"), str):
                return str(each["arn"])
    return ""


def _dedup(data: Document) -> str:
    said = _value(data, "/aws/dedup")
    return str(said["dedupString"]) if isinstance(said, dict) and said.get("dedupString") else ""


def _value(data: Document, key: str) -> Any:
    """What JSON a key of the operational data holds; None for none, and for what is no good JSON."""
    try:
        value = json.loads(data.inner_or_empty(key).text_or("Value", "null"))
        check_texts(value)
    except (ValueError, RecursionError):
        return None
    return value
