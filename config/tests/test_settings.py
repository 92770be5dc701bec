"""What the settings make of the environment, seen from a process of its own."""

import json
import os
import subprocess
import sys
from typing import Any

SHOWN = (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
)
PROGRAM = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {SHOWN}}}))
"""


def settings(**told: str) -> dict[str, Any]:
    """The settings of a process that is told this."""
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | told,
    ).stdout
    shown: dict[str, Any] = json.loads(printed)
    return shown


def test_production_shows_no_errors_and_sends_cookies_over_https_alone() -> None:
    assert settings(
        JUMPROPE_ENVIRONMENT="production",
        SECRET_KEY="a key from outside, and a long one",
        DATABASE_URL="mysql://ada@db.example.org/grades",
        ALLOWED_HOSTS="grades.example.org",
    ) == {
        "DEBUG": False,
        "SECRET_KEY": "a key from outside, and a long one",
        "ALLOWED_HOSTS": ["grades.example.org"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
    }


def test_a_developer_sees_errors_and_needs_no_certificate() -> None:
    shown = settings(JUMPROPE_ENVIRONMENT="development", ALLOWED_HOSTS="")
    assert len(shown.pop("SECRET_KEY")) >= 50
    assert shown == {
        "DEBUG": True,
        "ALLOWED_HOSTS": [],
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
    }
