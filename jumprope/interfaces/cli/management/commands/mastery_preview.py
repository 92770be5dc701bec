"""`jumprope mastery-preview`: what a calculation would say, without any database."""

import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.mastery.determinations.rules.preview import preview

EXAMPLE = '{"calculation_type":"decaying_average","settings":{"percent":65},"scores":[2,3,4]}'


class Command(BaseCommand):
    """A filter: a line of JSON in, a line of JSON out, at once."""

    help = "Say what calculations come to: JSON lines from standard input to standard output"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Show what a line looks like."""
        parser.epilog = f"A line is, for example: {EXAMPLE}"

    def handle(self, *_arguments: str, **_options: Any) -> None:
        """Answer each line that is not blank; exit with `REFUSED` if one of them was bad."""
        bad = False
        for answer in preview(sys.stdin.buffer):
            self.stdout.write(answer.text)
            # Whoever asks line by line waits for the answer before asking on.
            self.stdout.flush()
            bad |= answer.bad
        if bad:
            sys.exit(REFUSED)
