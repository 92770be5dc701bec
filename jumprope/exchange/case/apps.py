"""The Django app. It has no tables: what it reads is kept as frameworks."""

from django.apps import AppConfig


class CaseConfig(AppConfig):
    name = "jumprope.exchange.case"
