"""The Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "jumprope.learning.assessments"
