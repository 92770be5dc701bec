"""`jumprope explain-query FILE --role ROLE`: what a GraphQL document asks the database for a role."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from graphql import GraphQLError

from graphplan.planner import NoPlan, Planner, explained
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.refusals import DocumentRefused
from jumprope.kit import clock
from jumprope.kit.graphql import api
from jumprope.kit.permissions import Permission, Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions import rules

NOBODY = 0
"""No tenant's id, and no account's: a plan has none in it."""


class Command(AnsweringCommand):
    """Explains one document."""

    help = "Show the SQL and the code that answer a GraphQL document"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the document, and as whom."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="the document")
        parser.add_argument("--role", type=Role, choices=list(Role), default=Role.TEACHER, help="who asks")
        parser.add_argument(
            "--switches",
            type=json.loads,
            default={},
            help="variables of @skip and @include, as JSON",
        )

    def answer(self, **options: Any) -> Answer:
        """Compile it. Nothing is asked of the database."""
        try:
            document = documents.of_ours(options["file"].read_text(encoding="utf-8"))
            plan = Planner(api).plan(_someone(options["role"]), document.node, options["switches"])
        except (OSError, UnicodeDecodeError) as fault:
            return _refused("file_unreadable", f"{options['file']} cannot be read: {type(fault).__name__}.")
        except (GraphQLError, DocumentRefused) as fault:
            return _refused("document_invalid", str(fault))
        except NoPlan as fault:
            return _refused("no_plan", f"graphql-core answers this without a plan: {fault}.")
        return {"explanation": explained(plan)}

    def sentences(self, answer: Answer) -> Iterable[str]:
        """The explanation."""
        yield answer["explanation"]


def _someone(role: Role) -> Viewer:
    """Someone who holds a role for a whole tenant."""
    found = rules.reaches([(role, None)], Permission.declared.values())
    return Viewer(
        tenant_id=NOBODY,
        account_id=NOBODY,
        now=clock.now(),
        today=clock.now().date(),
        reaches=found.pairs,
        schools=found.schools,
    )


def _refused(code: str, message: str) -> Answer:
    return {"problems": [{"code": code, "message": message}]}
