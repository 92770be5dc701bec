"""GraphQL over Django models from declarations: what is shown, how it is joined, and who sees it.

See README.md. An application imports everything from here. `graphplan.public` says what that is; it is itself
imported when something is first asked of it that needs it. So `graphplan.plans` can be had without Django,
and what rules and viewers are made of without Graphene.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphplan.public import *  # noqa: F403

_WITHOUT_GRAPHENE = {
    "ByCodePoint": "graphplan.collation",
    **dict.fromkeys(("ALL", "NOBODY", "Grant", "Rule", "any_of", "sees"), "graphplan.rules"),
    **dict.fromkeys(("Flag", "Flags", "Param", "Params", "Viewer", "per_viewer"), "graphplan.viewer"),
}


def __getattr__(name: str) -> Any:
    if find_spec(f"{__name__}.{name}"):
        raise AttributeError(name)  # a module of this package: Python goes on to import that
    return getattr(import_module(_WITHOUT_GRAPHENE.get(name, "graphplan.public")), name)
