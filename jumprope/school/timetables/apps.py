"""The Django app."""

from django.apps import AppConfig


class TimetablesConfig(AppConfig):
    name = "jumprope.school.timetables"
