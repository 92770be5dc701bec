"""A Django application with as many tables as are wanted, and nothing else of Django."""

from enum import Enum
from typing import Any

import django
from django.conf import settings
from django.db import models

COLUMNS = (
    *(models.CharField for _ in range(3)),
    *(models.IntegerField for _ in range(3)),
    *(models.BooleanField for _ in range(2)),
    *(models.DateField for _ in range(2)),
)
"""Ten columns; with the key and the enumeration there are twelve fields in each type."""


CHOICES = (("FIRST", ("first", "First")), ("SECOND", ("second", "Second")), ("THIRD", ("third", "Third")))


def _enumeration(number: int) -> Any:
    """An enumeration of its own for each table."""
    enum: Any = models.TextChoices
    enum = enum(f"Choice{number}", CHOICES)
    enum.__doc__ = "States."
    return enum


def tables(count: int) -> list[tuple[type[models.Model], type[Enum]]]:
    """So many tables, each with an enumeration."""
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    return [_table(number) for number in range(count)]


def _table(number: int) -> tuple[type[models.Model], type[Enum]]:
    enum = _enumeration(number)
    columns = {
        f"column_{place}": kind(
            help_text="A column.", **({"max_length": 40} if kind is models.CharField else {})
        )
        for place, kind in enumerate(COLUMNS)
    }
    state = models.CharField(max_length=10, choices=enum.choices, help_text="A state.")
    body = {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "bench"}),
        "state": state,
        **columns,
    }
    return type(f"Thing{number}", (models.Model,), body), enum
