"""The Django app."""

from django.apps import AppConfig


class WrittenStandardsConfig(AppConfig):
    name = "jumprope.learning.written_standards"
