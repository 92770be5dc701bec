"""The Django app."""

from django.apps import AppConfig


class AlignmentsConfig(AppConfig):
    name = "jumprope.learning.alignments"
