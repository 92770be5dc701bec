"""Where mail goes: the server that takes it, and the addresses of each team."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
AT_HOME = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A server of SMTP, and who we are to it; the password is shown nowhere."""

    host: str
    port: int
    starttls: bool
    tls: bool
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How digests are sent: by which server, from whom, and to whom by team; the empty team is everyone's."""

    server: MailServer
    sender: str
    recipients: Mapping[str, tuple[str, ...]]

    def to(self, team: str) -> tuple[str, ...]:
        """The addresses of a team; those for everyone else's where it has none."""
        return self.recipients.get(team) or self.recipients.get("", ())


def mail(address: str, sender: str, recipients: str) -> Mail:
    """What three texts say: `smtps://user:password@host`, an address, and JSON of addresses by team.

    Raises `ValueError` with what is wrong, which holds no password.
    """
    if not ADDRESS.fullmatch(sender):
        raise ValueError("OPSDESK_MAIL_FROM is the address that digests come from")
    return Mail(server=_server(address), sender=sender, recipients=_recipients(recipients))


def _server(address: str) -> MailServer:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in PORTS or not host:
        raise ValueError(f"OPSDESK_MAIL_SERVER is {', '.join(PORTS)}://user:password@host:port")
    if parts.password and parts.scheme == "smtp" and host not in AT_HOME:
        raise ValueError(
            "OPSDESK_MAIL_SERVER has to be smtps:// or smtp+starttls://, or its password could be read"
        )
    return MailServer(
        host=host,
        port=port or PORTS[parts.scheme],
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _recipients(text: str) -> dict[str, tuple[str, ...]]:
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not said:
        raise ValueError(
            'OPSDESK_MAIL_TO is a JSON object of addresses by team: {"": "security@example.org"}'
        )
    found = {}
    for team, addresses in said.items():
        each = [addresses] if isinstance(addresses, str) else addresses
        if not isinstance(each, list) or not all(
            isinstance(one, str) and ADDRESS.fullmatch(one) for one in each
        ):
            raise ValueError(f"OPSDESK_MAIL_TO has no mail addresses for “{team}”")
        found[team] = tuple(each)
    return found
