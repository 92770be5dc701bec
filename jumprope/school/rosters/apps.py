"""The Django app."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "jumprope.school.rosters"
