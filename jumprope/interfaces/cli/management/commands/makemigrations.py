"""Django's `makemigrations`, writing new tables whole."""

from django.core.management.commands import makemigrations

from jumprope.kit.migrations import WholeTables


class Command(makemigrations.Command):
    autodetector = WholeTables
