"""The Django app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "jumprope.mastery.policies"
