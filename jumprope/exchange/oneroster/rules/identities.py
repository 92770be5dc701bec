"""SourcedIds that are made of others, where OneRoster or we have none of their own."""

import hashlib

from jumprope.exchange.oneroster.rules.kinds import IDENTIFIER_LENGTH


def joined(*parts: str) -> str:
    """One sourcedId for several together; always the same, and never too long."""
    together = " ".join(parts)
    if len(together) <= IDENTIFIER_LENGTH:
        return together
    return hashlib.sha256(together.encode()).hexdigest()
