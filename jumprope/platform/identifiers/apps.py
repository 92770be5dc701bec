"""The Django app."""

from django.apps import AppConfig


class IdentifiersConfig(AppConfig):
    name = "jumprope.platform.identifiers"
