"""The Django app. It has no tables: what it reads is kept by the standards bank."""

from django.apps import AppConfig


class CaseConfig(AppConfig):
    name = "jumprope.exchange.case"
