"""What another reading of a framework changes: decided by identifier, written elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Identified(Protocol):
    """A document, an item or an association: known by its identifier, equal when all of it is equal."""

    @property
    def identifier(self) -> str: ...


T = TypeVar("T", bound=Identified)


@dataclass(frozen=True, slots=True)
class Changes(Generic[T]):
    """What is new, what says something else than before, what says the same, and who is no longer there."""

    created: tuple[T, ...]
    updated: tuple[T, ...]
    unchanged: tuple[T, ...]
    ended: tuple[str, ...]


def changes(current: Mapping[str, T], incoming: Iterable[T], *, ended: Collection[str] = ()) -> Changes[T]:
    """Compare what is kept, by identifier, with what comes in, each identifier once.

    `ended` names those of `current` that were retired before: one that comes back is updated, even when it
    says what it said, and one that stays away is not ended again.
    """
    arriving = {each.identifier: each for each in incoming}
    known = {identifier: each for identifier, each in arriving.items() if identifier in current}
    changed = {
        identifier for identifier, each in known.items() if identifier in ended or each != current[identifier]
    }
    return Changes(
        created=tuple(each for identifier, each in arriving.items() if identifier not in known),
        updated=tuple(each for identifier, each in known.items() if identifier in changed),
        unchanged=tuple(each for identifier, each in known.items() if identifier not in changed),
        ended=tuple(
            identifier for identifier in current if identifier not in arriving and identifier not in ended
        ),
    )
