"""What AWS has said of one finding at one moment, whichever way it came."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from jumprope.operations.opsdesk.rules.urgency import Severity

GROUP_TAGS = ("Service", "Application", "aws:autoscaling:groupName", "Name")
"""The tags that name the group a resource belongs to; the first one that is there counts."""

IMAGE_ARN = re.compile(r"^arn:[\w-]+:ecr:(?P<region>[\w-]+):(?P<account>\d+):repository/(?P<name>.+)/sha256:")


LONGEST_REFERENCE, LONGEST_ACCOUNT, LONGEST_REGION, LONGEST_TYPE = 255, 12, 30, 60
"""Characters of what cannot be cut off without becoming something else."""


class Source(StrEnum):
    """Who found it."""

    INSPECTOR = "inspector"
    OPSCENTER = "opscenter"


class State(StrEnum):
    """What its source says of a finding. Gone: no longer listed, with its resource."""

    ACTIVE = "active"
    SUPPRESSED = "suppressed"
    CLOSED = "closed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Package:
    """A vulnerable package: what is installed, and the version that mends it, if there is one."""

    name: str
    version: str
    fixed_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One finding as its source tells it.

    `subject` is what is wrong (a CVE, or a title), `place` where: together they name the ticket. `as_of` is
    when the source last changed it. An incomplete one (an event of OpsCenter) tells only title and state.
    """

    source: Source
    reference: str
    subject: str
    place: str
    title: str
    description: str
    severity: Severity
    state: State
    first_seen: datetime
    last_seen: datetime
    as_of: datetime
    account: str
    region: str
    resource: str
    resource_type: str
    packages: tuple[Package, ...] = ()
    advisories: tuple[str, ...] = ()
    remediation: str = ""
    epss: Decimal | None = None
    exploited: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True

    @property
    def group(self) -> str:
        """What names the ticket: 16 hexadecimal digits, the same for the same subject and place."""
        return group_of(self.subject, self.place)

    def packages_as_json(self) -> list[dict[str, str]]:
        """The packages as a column keeps them."""
        return [asdict(package) for package in self.packages]


def group_of(subject: str, place: str) -> str:
    """The name of the group that a subject and a place make: 16 hexadecimal digits."""
    return hashlib.sha256(json.dumps([subject, place]).encode()).hexdigest()[:16]


def image(account: str, region: str, repository: str) -> str:
    """The place of a container image: its repository, since each build has another digest."""
    return f"image {account}/{region}/{repository}"


def image_of_arn(arn: str) -> str | None:
    """The place of the image with this ARN; None for another resource."""
    found = IMAGE_ARN.match(arn)
    return image(found["account"], found["region"], found["name"]) if found else None


def package_in(packages: tuple[Package, ...], tags: Mapping[str, str], resource: str) -> str:
    """The place of packages on a resource: the first package's name, and the resource's group."""
    name = min((package.name for package in packages), default="-")
    group = next((tags[tag] for tag in GROUP_TAGS if tags.get(tag)), resource)
    return f"package {name} in {group}"
