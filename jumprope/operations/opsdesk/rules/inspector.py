"""Findings of Amazon Inspector, as its events and its listing tell them."""

import re
from decimal import Decimal

from jumprope.operations.opsdesk.rules.documents import Document, Malformed
from jumprope.operations.opsdesk.rules.observations import (
    LONGEST_ACCOUNT,
    LONGEST_REFERENCE,
    LONGEST_REGION,
    LONGEST_TYPE,
    Observation,
    Package,
    Source,
    State,
    image,
    image_of_arn,
    package_in,
)
from jumprope.operations.opsdesk.rules.urgency import Severity

STATES = {"ACTIVE": State.ACTIVE, "SUPPRESSED": State.SUPPRESSED, "CLOSED": State.CLOSED}
SEVERITIES = {severity.value.upper(): severity for severity in Severity}
ARN = re.compile(r"arn:[\w-]+:inspector2:(?P<region>[\w-]{1,30}):")
NONE_PROVIDED = "None Provided"


def observation(finding: Document) -> Observation:
    """What a finding says: an event's `detail`, or an element of `ListFindings`. Raises `Malformed`.

    Members that are not known are let be: new ones appear.
    """
    resource = next(finding.each("resources"), None)
    if resource is None:
        raise Malformed(finding.place("resources"), "at least one resource belongs here")
    vulnerability = finding.inner_or_empty("packageVulnerabilityDetails")
    packages = tuple(_package(each) for each in vulnerability.each("vulnerablePackages"))
    tags = resource.inner_or_empty("tags").texts_by_name()
    last_seen = finding.instant("lastObservedAt")
    epss = finding.inner_or_empty("epss").number("score", at_most=1)
    return Observation(
        source=Source.INSPECTOR,
        reference=finding.reference("findingArn", at_most=LONGEST_REFERENCE),
        subject=_subject(finding, vulnerability),
        place=_place(finding, resource, packages, tags),
        title=finding.text_or("title", finding.text("description")),
        description=finding.text("description"),
        severity=finding.one_of("severity", SEVERITIES),
        state=finding.one_of("status", STATES),
        first_seen=finding.instant("firstObservedAt"),
        last_seen=last_seen,
        as_of=finding.instant_or("updatedAt", last_seen),
        account=finding.text("awsAccountId", at_most=LONGEST_ACCOUNT),
        region=_region(finding, resource),
        resource=resource.text("id"),
        resource_type=resource.text("type", at_most=LONGEST_TYPE),
        packages=packages,
        advisories=_advisories(vulnerability),
        remediation=_remediation(finding),
        epss=None if epss is None else round(Decimal(str(epss)), 5),
        exploited=finding.text_or("exploitAvailable") == "YES" or finding.has("exploitabilityDetails"),
        tags=tags,
    )


def _subject(finding: Document, vulnerability: Document) -> str:
    """The CVE; for a finding in code or about the network, what its detector or its title calls it."""
    code = finding.inner_or_empty("codeVulnerabilityDetails")
    named = vulnerability.text_or("vulnerabilityId") or code.text_or("detectorId")
    return named or finding.text_or("title", finding.text("type"))


def _place(finding: Document, resource: Document, packages: tuple[Package, ...], tags: dict[str, str]) -> str:
    container = resource.inner_or_empty("details").inner_or_empty("awsEcrContainerImage")
    repository = container.text_or("repositoryName")
    if repository:
        account = container.text_or("registry", finding.text("awsAccountId"))
        return image(account, resource.text_or("region"), repository)
    name = resource.text("id")
    return image_of_arn(name) or package_in(packages, tags, name)


def _region(finding: Document, resource: Document) -> str:
    """The region that lists the finding: its ARN's; where it names none, the resource's."""
    found = ARN.match(finding.text("findingArn"))
    return found["region"] if found else resource.text_or("region", at_most=LONGEST_REGION)


def _package(package: Document) -> Package:
    release = package.text_or("release")
    version = package.text_or("version", "unknown")
    return Package(
        package.text("name"),
        f"{version}-{release}" if release else version,
        package.text_or("fixedInVersion"),
    )


def _advisories(vulnerability: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*vulnerability.texts("referenceUrls"), *_source(vulnerability))))


def _source(vulnerability: Document) -> tuple[str, ...]:
    address = vulnerability.text_or("sourceUrl")
    return (address,) if address else ()


def _remediation(finding: Document) -> str:
    said = finding.inner("remediation").inner_or_empty("recommendation").text_or("text")
    return "" if said == NONE_PROVIDED else said
