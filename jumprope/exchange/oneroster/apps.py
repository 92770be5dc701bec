"""The Django app. It has no tables: what it reads is kept by the apps below."""

from django.apps import AppConfig


class OnerosterConfig(AppConfig):
    name = "jumprope.exchange.oneroster"
