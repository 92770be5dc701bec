"""Other ways to serve GraphQL, or the same answers, each at its best: one file for each."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.variants import Answer, Kind
from jumprope.kit.viewer import Viewer


@dataclass(frozen=True)
class Peer:
    """One of them. `view` makes the view that answers for a viewer; `best` says how it was set up."""

    name: str
    view: Callable[[Viewer], Answer]
    best: str
    kind: Kind = Kind.LIBRARY


PEERS: tuple[Peer, ...] = ()
