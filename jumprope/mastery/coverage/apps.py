"""The Django app."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "jumprope.mastery.coverage"
