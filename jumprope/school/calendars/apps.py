"""The Django app."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "jumprope.school.calendars"
