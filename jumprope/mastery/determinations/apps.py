"""The Django app."""

from django.apps import AppConfig


class DeterminationsConfig(AppConfig):
    name = "jumprope.mastery.determinations"
