"""The Django app."""

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "jumprope.mastery.schemes"
