"""The Django app: it has templates and no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jumprope.interfaces.web"
