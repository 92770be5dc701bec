"""The Django app."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "jumprope.learning.standards"
