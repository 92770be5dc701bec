"""The Django app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "jumprope.learning.units"
