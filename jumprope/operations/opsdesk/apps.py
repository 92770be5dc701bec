"""The Django app."""

from django.apps import AppConfig


class OpsdeskConfig(AppConfig):
    name = "jumprope.operations.opsdesk"
