"""Reading documents that others wrote: what is needed is asked for with its place, what is new is let be."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from jumprope.operations.opsdesk.rules.instants import instant

Value = TypeVar("Value")


class Malformed(ValueError):
    """The document is not what its kind has to be. `path` says where, the sentence what is missing."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path, self.sentence = path, sentence


def check_texts(value: object, path: str = "") -> None:
    """Look for half a character in the texts and names of a document: no column holds it, and no call.

    JSON can spell one, as "\\ud800". Raises `Malformed` with its place, `RecursionError`.
    """
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Malformed(path, "half a character stands here")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            check_texts(name, path)
            check_texts(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            check_texts(inner, f"{path}.{number}" if path else str(number))


class Document:
    """An object of a JSON document, and its path in it: `detail.resources.0`."""

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise Malformed(path, "an object belongs here")
        self._values: Mapping[str, Any] = value
        self.path = path

    def place(self, name: str) -> str:
        """The path of a member."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str:
        """A text that has to be there. Raises `Malformed`."""
        found = self._values.get(name)
        if not isinstance(found, str) or not found:
            raise Malformed(self.place(name), "a text belongs here")
        return found

    def text_or(self, name: str, default: str = "") -> str:
        """A text, or what stands in for one that is not there."""
        found = self._values.get(name)
        return found if isinstance(found, str) and found else default

    def one_of(self, name: str, known: Mapping[str, Value]) -> Value:
        """What a word means that has to be one of these. Raises `Malformed`."""
        word = self.text(name)
        if word not in known:
            raise Malformed(self.place(name), f"“{word}” is none of {', '.join(known)}")
        return known[word]

    def instant(self, name: str) -> datetime:
        """An instant that has to be there, in any format of AWS. Raises `Malformed`."""
        try:
            return instant(self._values.get(name))
        except (ValueError, OverflowError, OSError) as problem:
            raise Malformed(self.place(name), str(problem)) from None

    def instant_or(self, name: str, default: datetime) -> datetime:
        """An instant, or what stands in for one that is not there. Raises `Malformed` for a bad one."""
        return default if self._values.get(name) is None else self.instant(name)

    def number(self, name: str) -> float | None:
        """A number, if there is one."""
        found = self._values.get(name)
        return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None

    def has(self, name: str) -> bool:
        """Whether something is said under this name."""
        return self._values.get(name) is not None

    def inner(self, name: str) -> "Document":
        """An object that has to be there. Raises `Malformed`."""
        return Document(self._values.get(name), self.place(name))

    def inner_or_empty(self, name: str) -> "Document":
        """An object, empty if it is not there. Raises `Malformed` when something else is."""
        return Document(self._values.get(name) or {}, self.place(name))

    def each(self, name: str) -> Iterator["Document"]:
        """The objects of a list, none if it is not there. Raises `Malformed`."""
        for number, value in enumerate(self._list(name)):
            yield Document(value, f"{self.place(name)}.{number}")

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list, none if it is not there; what is no text is left out. Raises `Malformed`."""
        return tuple(value for value in self._list(name) if isinstance(value, str) and value)

    def texts_by_name(self) -> dict[str, str]:
        """All members that are texts."""
        return {name: value for name, value in self._values.items() if isinstance(value, str)}

    def _list(self, name: str) -> list[object]:
        found = self._values.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise Malformed(self.place(name), "a list belongs here")
        return found
