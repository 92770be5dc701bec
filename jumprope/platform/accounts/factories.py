"""Accounts for tests and benchmarks; all invented."""

from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password

from jumprope.platform.accounts.models import Account

_numbers = count(1)


def an_account(*, password: str | None = None, **changes: Any) -> Account:
    """An account of the tenant in scope, with an address of its own, and a password or none."""
    number = next(_numbers)
    values = {"email": f"person-{number}@school.example", "display_name": f"Person {number}"}
    return Account.objects.create(**values | changes, password=make_password(password))
