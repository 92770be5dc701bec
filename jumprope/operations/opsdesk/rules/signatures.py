"""Whether a webhook is from Jira: it signs the body, byte for byte, with a secret that both know."""

import hashlib
import hmac


def signed(body: bytes, header: str, secret: str) -> bool:
    """Whether the header `X-Hub-Signature` (`sha256=…`) is right. Without a secret none is."""
    if not secret:
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={expected}".encode(), header.encode(errors="replace"))
