"""Inspector and OpsCenter in this process: the calls of boto3's clients that the desk uses."""

from typing import Any

from botocore.exceptions import ClientError

from jumprope.kit import clock

Record = dict[str, Any]


class InspectorStandIn:
    """Findings by their ARN; told in pages."""

    def __init__(self) -> None:
        self.found: dict[str, Record] = {}

    def list_findings(self, **request: Any) -> Record:
        """A page of all findings."""
        page, token = _page(list(self.found.values()), request["maxResults"], request.get("nextToken"))
        return {"findings": page} | ({"nextToken": token} if token else {})


class OpsCenterStandIn:
    """OpsItems by their id; summaries lack the description."""

    def __init__(self) -> None:
        self.items: dict[str, Record] = {}
        self.journal: list[Record] = []

    def describe_ops_items(self, **request: Any) -> Record:
        """A page of the OpsItems whose status is one of those asked for."""
        wanted = request["OpsItemFilters"][0]["Values"]
        there = [_summary(item) for item in self.items.values() if item["Status"] in wanted]
        page, token = _page(there, request["MaxResults"], request.get("NextToken"))
        return {"OpsItemSummaries": page} | ({"NextToken": token} if token else {})

    def get_ops_item(self, **request: Any) -> Record:
        """A whole OpsItem. Raises `ClientError` when it is not there."""
        return {"OpsItem": dict(self._there(request["OpsItemId"], "GetOpsItem"))}

    def update_ops_item(self, **request: Any) -> Record:
        """Write status and data of an OpsItem. Raises `ClientError` when it is not there."""
        item = self._there(request["OpsItemId"], "UpdateOpsItem")
        data = {**item.get("OperationalData", {}), **request["OperationalData"]}
        item |= {"Status": request["Status"], "LastModifiedTime": clock.now(), "OperationalData": data}
        self.journal.append(request)
        return {}

    def _there(self, reference: str, operation: str) -> Record:
        if reference not in self.items:
            said = {"Error": {"Code": "OpsItemNotFoundException", "Message": "not found"}}
            raise ClientError(said, operation)
        return self.items[reference]


def _page(all_: list[Record], size: int, token: str | None) -> tuple[list[Record], str]:
    """A page, and the token of the next one; empty after the last."""
    start = int(token or "0")
    return all_[start : start + size], str(start + size) if start + size < len(all_) else ""


def _summary(item: Record) -> Record:
    return {name: value for name, value in item.items() if name not in {"Description", "OpsItemArn"}}
