"""What the desk is told from outside: where Jira is, who operators are, and the colours of the board."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jumprope.operations.opsdesk.rules.board import COLOURS, Colours
from jumprope.operations.opsdesk.rules.mail import Mail, mail
from jumprope.operations.opsdesk.rules.scopes import Line, lines

NEEDED = {
    "OPSDESK_TENANT": "the short name of the tenant that operators sign in to",
    "OPSDESK_JIRA_URL": "the address of Jira, https://….atlassian.net",
    "OPSDESK_JIRA_USER": "the mail address of the desk's own account in Jira",
    "OPSDESK_JIRA_TOKEN": "that account's API token",
    "OPSDESK_JIRA_PROJECT": "the key of the project that tickets go to",
}
SITE = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?/?")
PROJECT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
SOURCES = ("inspector", "opscenter")
MAIL = ("OPSDESK_MAIL_SERVER", "OPSDESK_MAIL_FROM", "OPSDESK_MAIL_TO")
KEPT_DAYS, LEAST_KEPT, MOST_KEPT = 90, 15, 3650
"""Queues of AWS deliver an event again for 14 days: it has to be known for longer."""


class Unusable(ValueError):
    """What was told cannot be used; the sentence names what is missing or wrong, and never a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What the desk was told. The token and the webhook's secret are shown nowhere."""

    tenant: str
    jira_url: str
    jira_user: str
    project: str
    jira_token: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    sources: tuple[str, ...]
    lines: tuple[Line, ...]
    colours: Colours
    mail: Mail | None
    keep_days: int


def configuration(told: Mapping[str, str]) -> Configuration:
    """Read the variables whose names begin with OPSDESK_. Raises `Unusable`."""
    missing = [f"{name} ({what})" for name, what in NEEDED.items() if not told.get(name)]
    if missing:
        raise Unusable("Say in the environment: " + ", ".join(missing))
    if not SITE.fullmatch(told["OPSDESK_JIRA_URL"]):
        raise Unusable(
            "OPSDESK_JIRA_URL is https:// and the name of the site, and no more; not http://, or the token "
            "could be read on its way"
        )
    if not PROJECT.fullmatch(told["OPSDESK_JIRA_PROJECT"]):
        raise Unusable("OPSDESK_JIRA_PROJECT is the key of a project: letters, digits and _, like SEC")
    sources = tuple(told.get("OPSDESK_SOURCES", ",".join(SOURCES)).replace(" ", "").split(","))
    if unknown := set(sources) - set(SOURCES):
        raise Unusable(
            f"OPSDESK_SOURCES knows no {', '.join(sorted(unknown))}; it can be {', '.join(SOURCES)}"
        )
    return Configuration(
        tenant=told["OPSDESK_TENANT"],
        jira_url=told["OPSDESK_JIRA_URL"].rstrip("/"),
        jira_user=told["OPSDESK_JIRA_USER"],
        project=told["OPSDESK_JIRA_PROJECT"],
        jira_token=told["OPSDESK_JIRA_TOKEN"],
        webhook_secret=told.get("OPSDESK_WEBHOOK_SECRET", ""),
        sources=sources,
        lines=_lines(told.get("OPSDESK_REGIONS", "")),
        colours=_colours(told.get("OPSDESK_COLOURS", "")),
        mail=_mail(told),
        keep_days=_keep_days(told.get("OPSDESK_KEEP_DAYS", str(KEPT_DAYS))),
    )


def _lines(text: str) -> tuple[Line, ...]:
    try:
        return lines(text)
    except ValueError as problem:
        raise Unusable(f"OPSDESK_REGIONS cannot be read: {problem}") from None


def _mail(told: Mapping[str, str]) -> Mail | None:
    """How digests are sent; None where nothing is said about mail: then there are none."""
    said = [told.get(name, "") for name in MAIL]
    if not any(said):
        return None
    try:
        return mail(*said)
    except ValueError as problem:
        raise Unusable(str(problem)) from None


def _keep_days(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text) or not LEAST_KEPT <= int(text) <= MOST_KEPT:
        raise Unusable(
            f"OPSDESK_KEEP_DAYS is a number of days, at least {LEAST_KEPT} and at most {MOST_KEPT}"
        )
    return int(text)


def _colours(text: str) -> Colours:
    """The colours from JSON; the customer's own where nothing is said."""
    if not text:
        return COLOURS
    known = COLOURS.as_told()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not told.keys() <= known.keys() or not _are_texts(told.values()):
        raise Unusable(f"OPSDESK_COLOURS is a JSON object with texts for any of {', '.join(known)}")
    return Colours(**{**known, **told})


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) and value for value in values)
