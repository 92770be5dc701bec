"""`jumprope create-tenant`: take in a customer."""

from collections.abc import Iterable
from typing import Any

from django.core.management import CommandParser
from django.db import transaction

from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes as assessments
from jumprope.platform.tenancy import writes


class Command(AnsweringCommand):
    """Founds a tenant; its first account comes with `jumprope create-account`."""

    help = "Take in a customer: a district, a network of schools, or one school"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what a tenant is founded with."""
        super().add_arguments(parser)
        parser.add_argument("--slug", required=True, help="its short name in addresses: maple-county")
        parser.add_argument("--name", required=True, help="what it calls itself: Maple County Schools")
        parser.add_argument(
            "--kind", default="district", help="district, network or school; default: district"
        )
        parser.add_argument(
            "--time-zone", default="America/New_York", help="of its schools, from IANA; default: %(default)s"
        )
        parser.add_argument("--sandbox", action="store_true", help="all people in it are invented")

    def answer(
        self, *, slug: str, name: str, kind: str, time_zone: str, sandbox: bool, **_options: Any
    ) -> Answer:
        """Found it, with the marks that every tenant begins with."""
        with transaction.atomic():
            founded = writes.found(slug=slug, name=name, kind=kind, time_zone=time_zone, sandbox=sandbox)
            assessments.begin_marks(viewer=Viewer.operator(founded.tenant_id, time_zone))
        return {"tenant_id": founded.tenant_id, "slug": slug}

    def sentences(self, answer: Answer) -> Iterable[str]:
        """Say what comes next."""
        yield f"There is a tenant {answer['slug']} now. Its first account comes with:"
        yield f"jumprope create-account --tenant {answer['slug']} --email … --role tenant_admin"
