"""`jumprope import-oneroster DIR_OR_ZIP --tenant SLUG`: take rosters in from a student information system."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.db import transaction

from jumprope.exchange.oneroster import reads, writes
from jumprope.exchange.oneroster.rules.deliveries import Delivery, Reading, read
from jumprope.exchange.oneroster.rules.limits import ALLOWED_PERCENT
from jumprope.exchange.oneroster.rules.problems import Findings, Problem, Unusable, shown
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.interfaces.cli.progress import progress
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    help = "Take in a OneRoster 1.1 or 1.2 delivery: a folder of CSV files, or a zip file of them"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("delivery", type=Path, help="the folder or the zip file")
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="whose rosters they are")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument(
            "--allow-ending",
            type=int,
            default=ALLOWED_PERCENT,
            metavar="N",
            help="how many percent of a school's active enrolments may end (default: %(default)s)",
        )

    def answer(self, **options: Any) -> Answer:
        viewer = tenancy.operator_of(options["tenant"])
        with progress("Reading", None) as further:
            reading = read(options["delivery"], further=further)
        if reading.delivery is None:
            return _refused(reading.problems)
        try:
            with tenant_scope(viewer.tenant_id):
                reads.check_references(reading.outward, reading.warnings)
            taken = _taken(viewer, reading, reading.delivery, options)
        except reads.DeliveryRefused as refusal:
            return _refused(refusal.found)
        except Unusable as error:
            return _refused(_of(error))
        return _answer(taken, reading, dry_run=options["dry_run"])

    def sentences(self, answer: Answer) -> Iterable[str]:
        yield "Nothing was written; this is what would change." if answer["dry_run"] else "Imported."
        for kind, tally in answer["by_kind"].items():
            if any(tally.values()):
                yield f"  {kind:<22}" + ", ".join(f"{count:,} {what}" for what, count in tally.items())
        for file, count in answer["left_aside"].items():
            yield f"{file}.csv: {count:,} rows are not kept."
        for file, names in answer["ignored_columns"].items():
            yield f"{file}: nothing was read of {', '.join(map(shown, names))}."
        for warning in answer["warnings"]:
            place = f"{warning['file']}:{warning['line']}" + f":{warning['column']}" * bool(warning["column"])
            yield f"{place} ({warning['field']}): {warning['message']}"


def _taken(
    viewer: Viewer, reading: Reading, delivery: Delivery, options: dict[str, Any]
) -> writes.RosterImported:
    """Take a delivery in; for a dry run, take all of it back in the end."""
    run = partial(
        writes.import_roster, viewer=viewer, delivery=delivery, allow_ending=options["allow_ending"]
    )
    rows = sum(file.rows for file in delivery.files.values())
    doing = "Trying" if options["dry_run"] else "Writing"
    with progress(doing, rows) as further, reads.watched(further, reading.warnings):
        if not options["dry_run"]:
            return run()
        with transaction.atomic():
            imported = run()
            transaction.set_rollback(True)
        return imported


def _answer(taken: writes.RosterImported, reading: Reading, *, dry_run: bool) -> Answer:
    by_kind = taken.by_kind
    total = {what: sum(tally[what] for tally in by_kind.values()) for what in next(iter(by_kind.values()))}
    return {
        **total,
        "by_kind": by_kind,
        "left_aside": taken.left_aside,
        "ignored_columns": {file: list(names) for file, names in reading.ignored.items()},
        "dry_run": dry_run,
        "warnings": [asdict(warning) for warning in reading.warnings.problems()],
        "problems": [],
    }


def _refused(problems: Iterable[Problem]) -> Answer:
    return {"problems": [asdict(problem) for problem in problems]}


def _of(error: Unusable) -> tuple[Problem, ...]:
    findings = Findings()
    findings.add_unusable(error)
    return findings.problems()
