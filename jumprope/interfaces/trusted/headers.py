"""The headers of an answer, as the ordinary door's middleware sets them; the tests compare the two."""

from django.conf import settings

Header = tuple[str, str]


def of_answer(media: str, length: int, *, secure: bool) -> list[Header]:
    """The headers of an answer with so many bytes."""
    transport = [("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")]
    return [
        ("Content-Type", f"{media}; charset=utf-8"),
        ("Content-Length", str(length)),
        ("Vary", "Cookie"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        *(transport if secure and settings.SECURE_HSTS_SECONDS else []),
    ]
