"""The program `jumprope`: Django's management with hyphens, our commands first, and plain exit statuses."""

import os
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NoReturn

from django.core import management
from django.core.exceptions import ImproperlyConfigured
from django.core.management.color import color_style

from config import environment
from jumprope.interfaces import cli
from jumprope.interfaces.cli.statuses import BROKEN_PIPE, INTERRUPTED, USAGE

OURS = "JumpRope"

# What of Django's knows nothing of tenants, and what does it here.
REPLACED = {"changepassword": "set-password", "createsuperuser": "create-account"}

# These ask the rules and nothing else, so they need not wait until all apps and tables are loaded.
OF_RULES_ALONE = {"mastery-preview"}


def main() -> NoReturn:
    """Run the command that the arguments name, and exit: 0 done, 1 data refused, 2 usage."""
    environment.use_settings()
    try:
        CommandLine(sys.argv).execute()
    except ImproperlyConfigured as problem:
        sys.stderr.write(f"jumprope: {problem}\n")
        sys.exit(USAGE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough. What is still buffered must go somewhere when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    sys.exit()


class CommandLine(management.ManagementUtility):
    """Finds commands, and shows them all."""

    def execute(self) -> None:
        """Run the command that the arguments name."""
        name = _typed(self.argv[1]) if len(self.argv) > 1 else ""
        if name in OF_RULES_ALONE:
            management.load_command_class(cli.__name__, _module(name)).run_from_argv(self.argv)
        else:
            super().execute()

    def fetch_command(self, subcommand: str) -> management.BaseCommand:
        """The command of this name, with hyphens or underscores. Exits with `USAGE` when there is none."""
        known = self._makers()
        name = _module(subcommand)
        if name in REPLACED:
            sys.stderr.write(f"jumprope: accounts are in tenants. Use: jumprope {REPLACED[name]}\n")
            sys.exit(USAGE)
        if name not in known:
            near = "".join(f" Did you mean {_typed(match)}?" for match in get_close_matches(name, known, n=1))
            sys.stderr.write(f"jumprope: there is no command {subcommand}.{near} See: jumprope --help\n")
            sys.exit(USAGE)
        return super().fetch_command(name)

    def main_help_text(self, commands_only: bool = False) -> str:
        """All commands: ours with a sentence each, then Django's by their apps; or the bare names."""
        return "\n".join(sorted(map(_typed, self._makers())) if commands_only else self._overview())

    def _makers(self) -> dict[str, str]:
        """Every command with its maker: `OURS`, or an app of Django, also for what we only extend."""
        if isinstance(self.settings_exception, ImproperlyConfigured):
            raise self.settings_exception
        makers = {
            name: OURS if app.startswith("jumprope.") else app.rpartition(".")[2]
            for name, app in management.get_commands().items()
        }
        makers |= dict.fromkeys(management.find_commands(management.__path__[0]), "core")
        return {name: maker for name, maker in makers.items() if name not in REPLACED}

    def _overview(self) -> Iterator[str]:
        makers = self._makers()
        heading = color_style().NOTICE
        names = {maker: sorted(name for name in makers if makers[name] == maker) for maker in makers.values()}
        ours = names.pop(OURS)
        width = max(map(len, ours))
        yield from ("usage: jumprope COMMAND [OPTION…]; jumprope COMMAND --help says more", "", heading(OURS))
        for name in ours:
            yield f"  {_typed(name):{width}}  {self.fetch_command(name).help}"
        yield from ("", heading("Django"))
        for maker, theirs in sorted(names.items()):
            yield f"  {maker}: {', '.join(map(_typed, theirs))}"


def _typed(name: str) -> str:
    return name.replace("_", "-")


def _module(name: str) -> str:
    return name.replace("-", "_")
