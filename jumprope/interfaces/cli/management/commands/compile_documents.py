"""`jumprope compile-documents DIR`: make the plans of a client's documents, for `config.trusted` to serve."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from django.core.management import CommandError, CommandParser

from config import environment
from config.environment import ROOT
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.interfaces.cli.statuses import USAGE
from jumprope.interfaces.trusted import checking, compiling

OUTPUT = ROOT / "var" / "trusted_documents"


class Command(AnsweringCommand):
    """Compiles every document of a folder, or none of them."""

    help = "Make the plans of a client's documents (*.graphql), to be run without Graphene"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add from where and to where."""
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, metavar="DIR", help="the documents")
        parser.add_argument(
            "--output", type=Path, default=OUTPUT, metavar="DIR", help="the package to write; %(default)s"
        )

    def answer(self, *, folder: Path, output: Path, **_options: object) -> Answer:
        """Check all of them, and compile them if nothing is wrong."""
        paths = sorted(folder.glob("*.graphql"))
        if not paths:
            raise CommandError(f"There is no *.graphql in {folder}.", returncode=USAGE)
        sources, problems = checking.checked(paths)
        if problems:
            return {"problems": [asdict(problem) for problem in problems]}
        files, hindrances = compiling.compiled(sources, environment.current().database)
        compiling.put(files, output)
        return {
            "documents": {source.name: source.id for source in sources},
            "output": str(output),
            "hindrances": [asdict(hindrance) for hindrance in hindrances],
        }

    def sentences(self, answer: Answer) -> Iterable[str]:
        """What was compiled, and what stays with the ordinary door."""
        for name, document_id in answer["documents"].items():
            yield f"{document_id}  {name}"
        for document, found in groupby(answer["hindrances"], key=lambda one: one["document"]):
            yield f"{document} is answered by the ordinary door: {', '.join(one['what'] for one in found)}"
        yield f"To serve them with config.trusted:application, set TRUSTED_DOCUMENTS={answer['output']}"
