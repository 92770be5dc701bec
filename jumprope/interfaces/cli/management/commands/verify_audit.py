"""`jumprope verify-audit`: go through a tenant's audit chain, and say whether anyone has touched it."""

from collections.abc import Iterable
from typing import Any

from django.core.management import CommandParser

from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.audit import reads
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    """Verifies every event of one tenant."""

    help = "Verify a tenant's audit chain: find events that were edited, removed, added or moved"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whose chain it is."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="the tenant's short name")

    def answer(self, *, tenant: str, **_options: Any) -> Answer:
        """Go through it."""
        viewer = tenancy.operator_of(tenant)
        with tenant_scope(viewer.tenant_id):
            found = reads.verification()
        answer = {"events": found.position, "digest": found.digest}
        return answer | {"problems": [_problem(position) for position in found.broken_positions]}

    def sentences(self, answer: Answer) -> Iterable[str]:
        """Say what to compare the next time."""
        yield f"The chain of {answer['events']:,} events is whole, and ends with {answer['digest']}."
        yield "Keep that elsewhere: a chain that was forged from end to end shows only against it."


def _problem(position: int) -> dict[str, Any]:
    message = (
        f"The chain does not hold at event {position}: it, or one before it, was edited, removed or moved."
        if position
        else "The chain has no head: it was removed, or the tenant never began."
    )
    return {"code": "audit_chain_broken", "position": position, "message": message}
