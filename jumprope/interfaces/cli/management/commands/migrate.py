"""Django's `migrate`; it compares models with migrations as `makemigrations` does."""

from django.core.management.commands import migrate

from jumprope.kit.migrations import WholeTables


class Command(migrate.Command):
    autodetector = WholeTables
