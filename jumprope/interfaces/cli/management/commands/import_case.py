"""`jumprope import-case FILE --tenant SLUG`: take CASE packages in as frameworks."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import CommandParser

from jumprope.exchange.case import reads, writes
from jumprope.exchange.case.rules.packages import Package
from jumprope.exchange.case.rules.places import place_of_identifier
from jumprope.exchange.case.rules.reading import read
from jumprope.exchange.case.rules.sources import text_of
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.kit.errors import Problem
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    help = "Take a CASE 1.0 or 1.1 package, or a list of them, in as a tenant's frameworks"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="the package, as JSON")
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="whose framework it becomes")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def answer(self, **options: Any) -> Answer:
        file, tenant, dry_run = options["file"], options["tenant"], options["dry_run"]
        viewer = tenancy.operator_of(tenant)
        reading = read(file, file.name)
        if reading.problems:
            return _refused([asdict(problem) for problem in reading.problems])
        try:
            by_kind = _preview(viewer, reading.packages) if dry_run else _import(viewer, reading.packages)
        except reads.StandardInAnotherFramework as refusal:
            return _refused(_placed(refusal.problems, file))
        counts = [package.counts() for package in reading.packages]
        return {
            **_total(by_kind),
            "by_kind": by_kind,
            "associations_leaving": sum(count.leaving for count in counts),
            "associations_repeated": sum(count.repeated for count in counts),
            "dry_run": dry_run,
            "problems": [],
        }

    def sentences(self, answer: Answer) -> Iterable[str]:
        yield "Nothing was written; this is what would change." if answer["dry_run"] else "Imported."
        for kind, tally in answer["by_kind"].items():
            yield f"  {kind:<13}" + ", ".join(f"{count:,} {what}" for what, count in tally.items())
        yield f"{answer['associations_leaving']:,} associations lead out of their package; they are kept."
        if repeated := answer["associations_repeated"]:
            yield f"{repeated:,} associations stand in the file again, word for word; they are kept once."


def _preview(viewer: Viewer, packages: Sequence[Package]) -> dict[str, dict[str, int]]:
    with tenant_scope(viewer.tenant_id):
        return reads.tallies(reads.arrivals(packages))


def _import(viewer: Viewer, packages: Sequence[Package]) -> dict[str, dict[str, int]]:
    return asdict(writes.import_packages(viewer=viewer, packages=packages))


def _total(by_kind: dict[str, dict[str, int]]) -> dict[str, int]:
    return {what: sum(tally[what] for tally in by_kind.values()) for what in asdict(reads.Tally())}


def _refused(problems: list[dict[str, Any]]) -> Answer:
    return {**asdict(reads.Tally()), "problems": problems}


def _placed(problems: Sequence[Problem], file: Path) -> list[dict[str, Any]]:
    """Problems of identifiers, with the places in the file where they stand."""
    text = text_of(file)
    placed = [(*place_of_identifier(text, problem.field or ""), problem) for problem in problems]
    return [
        {"file": file.name, "line": line, "column": column, "code": problem.code, "message": problem.message}
        for line, column, problem in placed
    ]
