"""`jumprope opsdesk`: vulnerabilities from AWS as tickets in Jira."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.management import CommandParser

from jumprope.interfaces.cli.command import Answer, AnsweringCommand

if TYPE_CHECKING:
    from jumprope.interfaces.cli.opsdesk.action import Action


class Command(AnsweringCommand):
    """Each of its parts is an action of `interfaces.cli.opsdesk`."""

    help = (
        "Turn what Inspector and OpsCenter find into tickets in Jira, and see that they are resolved in time"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the parts, each with its own arguments."""
        parts = parser.add_subparsers(dest="action", required=True, metavar="PART")
        for action in _actions().values():
            part = parts.add_parser(action.name, help=action.help, description=action.help)
            part.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
            action.arguments(part)

    def answer(self, **options: Any) -> Answer:
        """Do the part that was named."""
        self._action = _actions()[options["action"]]
        return self._action.answer(options)

    def sentences(self, answer: Answer) -> Iterable[str]:
        """Its answer, as it says it."""
        return self._action.sentences(answer)


def _actions() -> dict[str, "Action"]:
    # They need httpx and boto3, for which only this command waits.
    from jumprope.interfaces.cli.opsdesk import decisions, demo, runs, views  # noqa: PLC0415

    found = (*runs.ACTIONS, *views.ACTIONS, *decisions.ACTIONS, *demo.ACTIONS)
    return {action.name: action for action in found}
