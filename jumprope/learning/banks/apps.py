"""The Django app."""

from django.apps import AppConfig


class BanksConfig(AppConfig):
    name = "jumprope.learning.banks"
