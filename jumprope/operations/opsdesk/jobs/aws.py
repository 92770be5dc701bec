"""The desk's lines to Inspector and OpsCenter, on the clients of boto3: one for each account and region."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.operations.opsdesk.rules import inspector, opsitems
from jumprope.operations.opsdesk.rules.documents import Document, Malformed
from jumprope.operations.opsdesk.rules.instants import instant
from jumprope.operations.opsdesk.rules.observations import Observation
from jumprope.operations.opsdesk.rules.scopes import EVERYTHING, Scope

FINDINGS_A_PAGE = 100
OPS_ITEMS_A_PAGE = 50
PRECISION = timedelta(seconds=1)
"""A summary's instants may be cut to seconds."""


class AwsRefuses(Refused):
    """AWS does not let us, or cannot be reached."""

    code = "aws_refuses"
    message = _(
        "AWS does not answer {operation}: {reason}. Look at the credentials and the region, and give the "
        "role the permissions that docs/operations/opsdesk.md lists."
    )


class InspectorClient(Protocol):
    """What is used of boto3's client of Inspector."""

    def list_findings(self, **request: Any) -> Mapping[str, Any]: ...


class OpsCenterClient(Protocol):
    """What is used of boto3's client of Systems Manager."""

    def describe_ops_items(self, **request: Any) -> Mapping[str, Any]: ...
    def get_ops_item(self, **request: Any) -> Mapping[str, Any]: ...
    def update_ops_item(self, **request: Any) -> Mapping[str, Any]: ...


class Listing:
    """What was listed: findings, those that need no second look, and what could not be read."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.observations: list[Observation] = []
        self.unchanged: list[str] = []
        self.malformed: list[str] = []

    def read(self, reference: str, read: Callable[[Document], Observation], found: Any) -> None:
        """Add one; what cannot be read is told, and counts as listed, so that nothing is closed for it."""
        try:
            seen = read(Document(found))
            account, region = seen.account or self._scope.account, seen.region or self._scope.region
            self.observations.append(replace(seen, account=account, region=region))
        except Malformed as problem:
            self.malformed.append(f"{reference}: {problem}"[:500])
            self.unchanged.append(reference)


class Inspector:
    """A line to Inspector. It connects when it is used: one that is refused does not keep others away."""

    def __init__(self, connect: Callable[[], InspectorClient], scope: Scope = EVERYTHING) -> None:
        self._connect, self.scope = cache(connect), scope

    def findings(self) -> Listing:
        """Everything that is listed, closed findings too: Inspector keeps these for some days."""
        listing = Listing(self.scope)
        for page in _pages(self._connect().list_findings, "nextToken", maxResults=FINDINGS_A_PAGE):
            for found in page["findings"]:
                listing.read(str(found.get("findingArn")), inspector.observation, found)
        return listing


class OpsCenter:
    """A line to OpsCenter, which connects when it is used."""

    def __init__(self, connect: Callable[[], OpsCenterClient], scope: Scope = EVERYTHING) -> None:
        self._connect, self.scope = cache(connect), scope

    def ops_items(self, known: Mapping[str, datetime]) -> Listing:
        """The OpsItems that are open or in work; those that have changed since we knew them, asked for."""
        listing = Listing(self.scope)
        wanted = {"Key": "Status", "Values": ["Open", "InProgress"], "Operator": "Equal"}
        pages = _pages(
            self._connect().describe_ops_items,
            "NextToken",
            MaxResults=OPS_ITEMS_A_PAGE,
            OpsItemFilters=[wanted],
        )
        for summary in (summary for page in pages for summary in page["OpsItemSummaries"]):
            reference = summary["OpsItemId"]
            changed = instant(summary.get("LastModifiedTime") or summary["CreatedTime"])
            if reference in known and changed < known[reference] + PRECISION:
                listing.unchanged.append(reference)
            else:
                self._read(listing, reference)
        return listing

    def these(self, references: Iterable[str]) -> Listing:
        """OpsItems that events have mentioned; one that is not there any more is left out."""
        listing = Listing(self.scope)
        for reference in references:
            self._read(listing, reference)
        return listing

    def tell(self, request: Mapping[str, Any]) -> bool:
        """Write an OpsItem's status and ticket; False when it is not there any more."""
        return called(self._connect().update_ops_item, **request) is not None

    def _read(self, listing: Listing, reference: str) -> None:
        answer = called(self._connect().get_ops_item, OpsItemId=reference)
        if answer is not None:
            listing.read(reference, opsitems.observation, answer["OpsItem"])


def _pages(
    list_: Callable[..., Mapping[str, Any]], token: str, **request: Any
) -> Iterator[Mapping[str, Any]]:
    while True:
        page = called(list_, **request) or {}
        yield page
        if not page.get(token):
            return
        request[token] = page[token]


def called(operation: Callable[..., Mapping[str, Any]], **request: Any) -> Mapping[str, Any] | None:
    """The answer; None when the thing asked for is not there. Raises `AwsRefuses`."""
    try:
        return operation(**request)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "OpsItemNotFoundException":
            return None
        raise AwsRefuses(operation=error.operation_name, reason=code) from None
    except BotoCoreError as error:
        raise AwsRefuses(operation=operation.__name__, reason=type(error).__name__) from None
