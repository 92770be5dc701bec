"""`jumprope create-account`: let someone in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.management import CommandParser

from jumprope.interfaces.cli import passwords
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.kit.permissions import Role
from jumprope.platform.permissions import writes
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    """Makes an account that holds a role in a tenant."""

    help = "Make an account that holds a role in a tenant, and show its password once"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whose account it is and what it may do."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="the tenant's short name")
        parser.add_argument("--email", required=True, help="the email address to sign in with")
        parser.add_argument("--role", required=True, help=", ".join(Role))
        parser.add_argument("--name", default="", help="the name to show; default: the email address")
        parser.add_argument(
            "--school", metavar="NAME", help="the school it is held for; default: all of them"
        )
        parser.add_argument("--until", type=instant, help="when the role ends: 2027-07-01T00:00Z")
        parser.add_argument("--reason", default="", help="why the role is given, for the audit")
        passwords.add_argument(parser)

    def answer(
        self,
        *,
        tenant: str,
        email: str,
        role: str,
        name: str,
        school: str | None,
        until: datetime | None,
        reason: str,
        password_stdin: bool,
        **_options: Any,
    ) -> Answer:
        """Admit the account."""
        password = passwords.chosen(from_stdin=password_stdin)
        viewer = tenancy.operator_of(tenant)
        admitted = writes.admit(
            viewer=viewer,
            email=email,
            role=role,
            display_name=name,
            password=password,
            school_id=None if school is None else tenancy.school_called(viewer=viewer, name=school),
            ends_at=until,
            reason=reason,
        )
        answer = {"account_id": admitted.account_id, "email": email}
        return answer | passwords.shown(password, from_stdin=password_stdin)

    def sentences(self, answer: Answer) -> Iterable[str]:
        """Show the password, if it was made up here."""
        yield f"{answer['email']} can sign in now."
        yield from passwords.sentences(answer)


def instant(text: str) -> datetime:
    """An instant with its zone; argparse turns a `ValueError` into a matter of usage."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("without a zone")
    return instant
