"""What a GraphQL request says: read from HTTP, with everything that is wrong about it refused."""

from django.conf import settings
from django.http import HttpRequest

from jumprope.interfaces.graphql import rules
from jumprope.interfaces.graphql.refusals import (
    BodyNotJSON,
    BodyTooLarge,
    MethodRefused,
    OtherSite,
    RequestRefused,
    TextUnprintable,
)
from jumprope.interfaces.graphql.rules import HalfCharacter, NoRequest, Request


def check_origin(http: HttpRequest) -> None:
    """Refuse what another site had a browser send. Raises `MethodRefused`, `BodyNotJSON`, `OtherSite`.

    No token is asked for, as programs would have to fetch one first. Three things stand in its place. The
    session's cookie is same-site, so browsers do not send it along from elsewhere. A body of JSON can be
    sent by script only, and across sites not before this server has allowed it, which it never does. And
    every browser names the page's origin with a POST, and lately its relation to this one; a request that
    names neither comes from no browser, and so from nobody whose cookies could be abused.
    """
    if http.method != "POST":
        raise MethodRefused
    if not rules.is_json(http.headers.get("Content-Type", "")):
        raise BodyNotJSON
    said = {"origin": http.headers.get("Origin"), "relation": http.headers.get("Sec-Fetch-Site")}
    if not rules.is_of_this_site(**said, ours=origins_of(http)):
        raise OtherSite


def origins_of(http: HttpRequest) -> set[str]:
    """What browsers call this site, and those that it trusts."""
    return {f"{http.scheme}://{http.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}


def read(http: HttpRequest) -> Request:
    """The request in this body. Raises `BodyTooLarge`, `TextUnprintable`, `RequestRefused`."""
    length = http.headers.get("Content-Length") or "0"
    if not rules.is_length(length):
        raise RequestRefused(fault="Content-Length says how many bytes it has")
    if int(length) > rules.BODY:
        raise BodyTooLarge(most=rules.BODY)
    try:
        return rules.request_in(http.body)
    except HalfCharacter as place:
        raise TextUnprintable(place=str(place)) from None
    except NoRequest as fault:
        raise RequestRefused(fault=str(fault)) from None
