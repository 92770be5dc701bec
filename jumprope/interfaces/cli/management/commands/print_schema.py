"""`jumprope print-schema`: the public API in GraphQL's own language."""

import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from config.environment import ROOT
from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.graphql.schema import printed

FILE = ROOT / "schema.graphql"


class Command(BaseCommand):
    help = "Print the public API; with --check, say whether schema.graphql still holds it"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="print nothing; exit with 1 if the file is stale"
        )

    def handle(self, *_arguments: str, **options: Any) -> None:
        """Print, or compare."""
        if not options["check"]:
            self.stdout.write(printed(), ending="")
        elif not FILE.exists() or FILE.read_text(encoding="utf-8") != printed():
            self.stderr.write(
                "schema.graphql is not what the code says: run make schema, and look at what changes."
            )
            sys.exit(REFUSED)
