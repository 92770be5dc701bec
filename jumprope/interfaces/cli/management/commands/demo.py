"""`jumprope demo`: a gradebook to try out."""

from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command


class Command(BaseCommand):
    """Bring the database up to date, and serve it."""

    help = "Make the demo; with --serve, serve it"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--serve` and `--address`."""
        parser.add_argument("--serve", action="store_true", help="serve the demo until Ctrl-C")
        parser.add_argument(
            "--address", default="127.0.0.1:8000", help="where to serve; default: %(default)s"
        )

    def handle(self, *_arguments: str, **options: Any) -> None:
        """Migrate; serve if asked to."""
        call_command("migrate", verbosity=0, interactive=False)
        if options["serve"]:
            # The reloader would start this whole command a second time.
            call_command("runserver", options["address"], use_reloader=False)
