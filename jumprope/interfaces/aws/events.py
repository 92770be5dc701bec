"""HTTP requests as AWS hands them over: API Gateway's, a function URL's, a load balancer's.

What AWS says of a request counts: from where it came, and how. What a client says of that itself is left
out, and so is what it could say in two spellings.
"""

from collections.abc import Mapping
from typing import Any

Event = dict[str, Any]

MOST_OF_LAMBDA = 6_000_000
"""Bytes of JSON that a function may answer."""

MOST_OF_A_BALANCER = 1_000_000
"""Bytes of it that a load balancer takes."""

MULTI_VALUED = "multiValueHeaders"


class NotARequest(ValueError):
    """This event is no HTTP request, or cannot be answered as one."""


def request_in(event: Any) -> Event:
    """The event with headers that can be believed. Raises `NotARequest`."""
    match event:
        case {"version": "2.0", "rawPath": str(), "requestContext": {"http": {"sourceIp": str(address)}}}:
            return _believed(event, address, "https", "443")
        case {"httpMethod": str(), "path": str(), "requestContext": {"elb": _}}:
            return _by_balancer(event)
        case {"httpMethod": str(), "path": str(), "requestContext": {"identity": {"sourceIp": str(address)}}}:
            return _believed(event, address, "https", "443")
    raise NotARequest(
        "This function takes HTTP requests: of API Gateway, a function URL or a load balancer. "
        "What called it sent something else."
    )


def most(event: Event) -> int:
    """How many bytes an answer to this request may have, as JSON."""
    return MOST_OF_A_BALANCER if "elb" in event["requestContext"] else MOST_OF_LAMBDA


def _by_balancer(event: Event) -> Event:
    """A load balancer writes its own word behind what a client says."""
    if MULTI_VALUED not in event:
        raise NotARequest(
            "Turn on multi-value headers of the load balancer's target group: "
            "without them it keeps one cookie of several."
        )
    said = {name.lower(): values for name, values in (event[MULTI_VALUED] or {}).items()}
    address, scheme, port = (
        ",".join(said.get(f"x-forwarded-{name}", [])).rpartition(",")[2].strip()
        for name in ("for", "proto", "port")
    )
    return _believed(event, address, scheme, port)


def _believed(event: Event, address: str, scheme: str, port: str) -> Event:
    """The event with AWS's word of where it came from, and with each other header in one spelling."""
    forwarded = {"x-forwarded-for": address, "x-forwarded-proto": scheme, "x-forwarded-port": port}
    many = event.get(MULTI_VALUED)
    if many is None:
        return {**event, "headers": _unambiguous(event.get("headers") or {}) | forwarded}
    named = {name.lower(): list(values) for name, values in _unambiguous(many).items()}
    # Browsers send one header, but HTTP/2 lets each cookie be one of its own.
    cookies = {"cookie": ["; ".join(named["cookie"])]} if "cookie" in named else {}
    return {**event, MULTI_VALUED: named | cookies | {name: [one] for name, one in forwarded.items()}}


def _unambiguous(headers: Mapping[str, Any]) -> dict[str, Any]:
    """Those that no other name is taken for: to an application `X_Forwarded_For` is `X-Forwarded-For`."""
    return {name: value for name, value in headers.items() if "_" not in name and not _is_forwarded(name)}


def _is_forwarded(name: str) -> bool:
    return name.lower() == "forwarded" or name.lower().startswith("x-forwarded-")
