"""`jumprope set-password`: give an account another password, and sign out whoever is signed in to it."""

from collections.abc import Iterable
from typing import Any

from django.core.management import CommandParser

from jumprope.interfaces.cli import passwords
from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.kit.errors import NotFound
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts import reads, writes
from jumprope.platform.tenancy import reads as tenancy


class Command(AnsweringCommand):
    """Sets the password of one account."""

    help = "Give an account another password, and show it once"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whose password it is."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="the tenant's short name")
        parser.add_argument("--email", required=True, help="the email address that the account signs in with")
        passwords.add_argument(parser)

    def answer(self, *, tenant: str, email: str, password_stdin: bool, **_options: Any) -> Answer:
        """Set it."""
        viewer = tenancy.operator_of(tenant)
        with tenant_scope(viewer.tenant_id):
            account_id = reads.id_of(email)
        if account_id is None:
            raise NotFound(field="email")
        password = passwords.chosen(from_stdin=password_stdin)
        writes.set_password(viewer=viewer, account_id=account_id, password=password)
        return {"account_id": account_id, "email": email} | passwords.shown(
            password, from_stdin=password_stdin
        )

    def sentences(self, answer: Answer) -> Iterable[str]:
        """Show the password, if it was made up here."""
        yield f"{answer['email']} has another password now, and is signed out everywhere."
        yield from passwords.sentences(answer)
