"""GraphQL over Django models from declarations: what is shown, how it is joined, and who sees it.

See README.md. An application imports everything from here. `graphplan.public` says what that is; it is itself
imported when something is first asked of it, so that `graphplan.plans` can be had without Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphplan.public import *  # noqa: F403


def __getattr__(name: str) -> Any:
    return getattr(import_module("graphplan.public"), name)
