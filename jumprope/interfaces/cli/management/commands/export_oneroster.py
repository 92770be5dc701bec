"""`jumprope export-oneroster DIR_OR_ZIP --tenant SLUG`: hand out rosters as OneRoster 1.2 files."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import CommandParser

from jumprope.exchange.oneroster import writes
from jumprope.exchange.oneroster.rules.problems import Findings, Unusable
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    help = "Write a tenant's rosters as OneRoster 1.2, into a new folder or a new zip file"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", type=Path, help="the folder, or with .zip at its end the zip file")
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="whose rosters they are")

    def answer(self, **options: Any) -> Answer:
        viewer = tenancy.operator_of(options["tenant"])
        try:
            exported = writes.export_roster(viewer=viewer, path=str(options["path"].absolute()))
        except Unusable as error:
            findings = Findings()
            findings.add_unusable(error)
            return {"problems": [asdict(problem) for problem in findings.problems()]}
        return {"by_file": exported.by_file, "problems": []}

    def sentences(self, answer: Answer) -> Iterable[str]:
        yield "Exported."
        width = max(map(len, answer["by_file"]))
        for file, count in answer["by_file"].items():
            yield f"  {file:<{width}}  {count:,}"
