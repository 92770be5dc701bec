"""`jumprope print-schema`: the public API as schema.graphql holds it."""

from typing import Any

from django.core.management import BaseCommand

from jumprope.interfaces.graphql import schema


class Command(BaseCommand):
    """Writes the schema to standard output."""

    help = "Print the public API in GraphQL's own language"
    requires_system_checks = ()

    def handle(self, *_arguments: str, **_options: Any) -> None:
        """Print it."""
        self.stdout.write(schema.printed(), ending="")
