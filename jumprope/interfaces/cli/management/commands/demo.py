"""`jumprope demo`: invented districts to try things out in, two small ones or one as large as many are."""

import gc
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory

from jumprope.interfaces.cli.demo import story
from jumprope.interfaces.cli.demo.age import is_of_another_version
from jumprope.interfaces.cli.demo.district import District
from jumprope.interfaces.cli.demo.districts import PASSWORD, SIZES
from jumprope.interfaces.cli.demo.place import TIME_ZONE
from jumprope.interfaces.cli.demo.told import is_told, viewer_of
from jumprope.interfaces.cli.progress import progress
from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.graphql import examples
from jumprope.kit import clock
from jumprope.kit.permissions import Role

SIGN_IN = """\
  curl -s -o /dev/null -c jar {address}/sign-in
  curl -s -o /dev/null -b jar -c jar -H "X-CSRFToken: $(awk '$6 == "csrftoken" {{ print $7 }}' jar)" \\
    -d mail={mail} -d password={password} {address}/sign-in"""

ASK = "  curl -s -b jar -H 'Content-Type: application/json' -d '{body}' {address}/graphql"


ALLOCATIONS_UNTIL_COLLECTED = 200_000

ANOTHER_VERSION = """\
The database {name} was made by another version of JumpRope, whose tables were different.
If it holds nothing but the demo, remove it and run this again: the demo is then made anew.
Otherwise keep it, and name another one in DATABASE_URL, for example sqlite:///var/new.sqlite3"""


class Command(BaseCommand):
    help = "Make the demo; with --serve, serve it"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--size",
            choices=SIZES,
            default="small",
            help="two small districts, or one of 1,200 students with 150,000 scores; default: %(default)s",
        )
        parser.add_argument("--serve", action="store_true", help="serve the demo until Ctrl-C")
        parser.add_argument(
            "--address", default="127.0.0.1:8000", help="where to serve; default: %(default)s"
        )

    def handle(self, *_arguments: str, **options: Any) -> None:
        """Migrate, tell what has not been told yet, and say what there is to see."""
        if not settings.DEMO:
            self.stderr.write("The demo shows accounts with their passwords: it is for development only.")
            sys.exit(REFUSED)
        self._migrate()
        districts = SIZES[options["size"]]
        for district in districts:
            self.stdout.write(f"{district.name:<27}{self._told(district)}")
        address = f"http://{options['address']}"
        for lines in (_accounts(address, districts), _queries(address, districts[0])):
            self.stdout.write("\n" + "\n".join(lines))
        if options["serve"]:
            # The reloader would start this whole command a second time.
            call_command("runserver", options["address"], use_reloader=False)

    def _migrate(self) -> None:
        """Make or complete the tables; refuse a database whose tables are those of another version."""
        connection.ensure_connection()
        try:
            call_command("migrate", verbosity=0, interactive=False)
            another = is_of_another_version()
        except (DatabaseError, InconsistentMigrationHistory):
            another = True
        if another:
            self.stderr.write(ANOTHER_VERSION.format(name=connection.settings_dict["NAME"]))
            sys.exit(REFUSED)

    def _told(self, district: District) -> str:
        if is_told(district):
            return "already there; nothing was changed"
        # What is loaded by now stays, and of the many rows to come few are garbage: not looking for it among
        # them again and again saves a sixth of the time.
        gc.freeze()
        gc.set_threshold(ALLOCATIONS_UNTIL_COLLECTED)
        with progress(district.name, district.sheets) as further:
            story.tell(district, clock.today(TIME_ZONE), further)
        return "made"


def _accounts(address: str, districts: Sequence[District]) -> Iterator[str]:
    yield f"Sign in at {address} as any of these; the password is {PASSWORD} for all:"
    yield ""
    for part in (part for district in districts for part in district.shown):
        yield f"  {part.mail:<33}{part.title:<23}{part.sees}"


def _queries(address: str, district: District) -> Iterator[str]:
    """Commands for a shell, one for each example."""
    teacher = next(part for part in district.shown if part.role is Role.TEACHER)
    yield f"Ask at {address}/graphql in a browser, or from a shell. First sign in:"
    yield ""
    yield SIGN_IN.format(address=address, mail=teacher.mail, password=PASSWORD)
    for example in examples.of(viewer_of(district, teacher)):
        body = {"documentId": example.document.id, "variables": example.variables}
        yield ""
        yield f"  # {example.document.purpose}"
        yield ASK.format(address=address, body=json.dumps(body))
