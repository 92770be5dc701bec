"""The Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jumprope.platform.accounts"
