"""What rules come to, kept by what they ask of the viewer.

A rule asks for few flags. Viewers whose other flags differ have the same rule, and the same SQL of it: a new
combination of flags costs no more than those rules do that have not met its answers yet.
"""

from collections.abc import Callable, Container, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from graphplan.viewer import Question

MOST_KEPT = 64
"""Outcomes of one key; those of all keys together have taken up to 2.5 MB for each of these."""

T = TypeVar("T")

Answers = Mapping[Question, bool]

_NOTES: ContextVar[dict[Question, bool]] = ContextVar("what is asked of the viewer while something is made")


class AskedFlags(Container[Question]):
    """The flags that hold for a viewer; whichever are asked for while something is made are noted."""

    def __init__(self, held: Container[Question]) -> None:
        self._held = held

    def __contains__(self, question: object) -> bool:
        holds = question in self._held
        _note({question: holds})  # type: ignore[dict-item]
        return holds

    def answer(self, answers: Answers) -> bool:
        """Whether these are their answers, too. That is no question of a rule's, and not noted."""
        return all((question in self._held) is holds for question, holds in answers.items())


class Known:
    """Keeps what was made, by its key and by the answers that its making was given.

    Whatever a maker takes of the viewer it has to ask for by itself: what it was handed, nobody noted.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, list[tuple[Answers, Any]]] = {}

    def get(self, key: Hashable, flags: AskedFlags, make: Callable[[], T]) -> T:
        """What `make` comes to for these flags, which it asks. Of one key `MOST_KEPT` are kept."""
        for answers, made in self._made.get(key, ()):
            if flags.answer(answers):
                _note(answers)
                known: T = made
                return known
        with _notes() as noted:
            new = make()
        # Another thread may look through the list that is there.
        self._made[key] = [*self._made.get(key, ())[1 - MOST_KEPT :], (noted, new)]
        return new


@contextmanager
def _notes() -> Iterator[Answers]:
    """What is asked meanwhile; whoever takes notes around it hears of that, too."""
    noted: dict[Question, bool] = {}
    outer = _NOTES.set(noted)
    try:
        yield noted
    finally:
        _NOTES.reset(outer)
        _note(noted)


def _note(answers: Answers) -> None:
    if (notes := _NOTES.get(None)) is not None:
        notes.update(answers)
