"""The Django app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "jumprope.school.courses"
