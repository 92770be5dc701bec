"""`jumprope find-drift`: hold all mastery of a tenant against its evidence, and say where they disagree."""

from collections.abc import Iterable
from typing import Any

from django.core.management import CommandParser

from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.kit.tenancy import tenant_scope
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.reads import Drift
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    """Calculates every section of one tenant anew, and changes nothing."""

    help = "Find mastery that does not say what its evidence says: there should be none"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whose mastery it is."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="the tenant's short name")

    def answer(self, *, tenant: str, **_options: Any) -> Answer:
        """Go through it. The problems name ids only: what a student showed belongs in no log."""
        viewer = tenancy.operator_of(tenant)
        with tenant_scope(viewer.tenant_id):
            return {"problems": [_problem(drift) for drift in reads.drift_anywhere()]}

    def sentences(self, _answer: Answer) -> Iterable[str]:
        """Say that all is well."""
        yield "All mastery says what its evidence says."


def _problem(drift: Drift) -> dict[str, Any]:
    ids = drift.key._asdict()
    where = ", ".join(f"{name.removesuffix('_id')} {key}" for name, key in ids.items())
    if drift.determination is None:
        message = f"There is evidence, and no mastery: {where}."
    elif drift.finding is None:
        message = f"There is mastery, and no evidence: {where}."
    else:
        message = f"Mastery does not say what its evidence says: {where}."
    return {"code": "mastery_drifted", "message": message, **ids}
