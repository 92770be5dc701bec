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
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Malformed(path, "half a character stands here") from None
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            check_texts(name, path)
            check_texts(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            check_texts(inner, f"{path}.{number}" if path else str(number))


class Document:
    """An object of a JSON document, its values as they are, and its path: `detail.resources.0`."""

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise Malformed(path, "an object belongs here")
        self.values: Mapping[str, Any] = value
        self.path = path

    def place(self, name: str) -> str:
        """The path of a member."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str, *, at_most: int | None = None) -> str:
        """A text that has to be there, of so many characters at most. Raises `Malformed`."""
        found = self.text_or(name, at_most=at_most)
        if not found:
            raise Malformed(self.place(name), "a text belongs here")
        return found

    def reference(self, name: str, *, at_most: int) -> str:
        """A text that names one thing and no other, also where a database compares texts as people do.

        Some of what is no ASCII is nothing to these, or the same as something else. Raises `Malformed`.
        """
        found = self.text(name, at_most=at_most)
        if not (found.isascii() and found.isprintable()):
            raise Malformed(self.place(name), "only printable characters of ASCII belong here")
        return found

    def text_or(self, name: str, default: str = "", *, at_most: int | None = None) -> str:
        """A text, or what stands in for one that is not there. Raises `Malformed` where it is too long."""
        found = self.values.get(name)
        if not isinstance(found, str) or not found:
            return default
        if at_most is not None and len(found) > at_most:
            raise Malformed(self.place(name), f"this has {len(found)} characters, and {at_most} are the most")
        return found

    def one_of(self, name: str, known: Mapping[str, Value]) -> Value:
        """What a word means that has to be one of these. Raises `Malformed`."""
        word = self.text(name)
        if word not in known:
            raise Malformed(self.place(name), f"“{word}” is none of {', '.join(known)}")
        return known[word]

    def instant(self, name: str) -> datetime:
        """An instant that has to be there, in any format of AWS and Jira. Raises `Malformed`."""
        try:
            return instant(self.values.get(name))
        except ValueError as problem:
            raise Malformed(self.place(name), str(problem)) from None

    def instant_or(self, name: str, default: datetime) -> datetime:
        """An instant, or what stands in for one that is not there. Raises `Malformed` for a bad one."""
        return default if self.values.get(name) is None else self.instant(name)

    def number(self, name: str, *, at_most: int) -> float | None:
        """A number from 0 to this one, if there is any. Raises `Malformed` for another one."""
        found = self.values.get(name)
        if not isinstance(found, int | float) or isinstance(found, bool):
            return None
        if not 0 <= found <= at_most:  # nor what JSON calls NaN
            raise Malformed(self.place(name), f"a number from 0 to {at_most} belongs here")
        return float(found)

    def has(self, name: str) -> bool:
        """Whether something is said under this name."""
        return self.values.get(name) is not None

    def inner(self, name: str) -> "Document":
        """An object that has to be there. Raises `Malformed`."""
        return Document(self.values.get(name), self.place(name))

    def inner_or_empty(self, name: str) -> "Document":
        """An object, empty if it is not there. Raises `Malformed` when something else is."""
        return Document(self.values.get(name) or {}, self.place(name))

    def each(self, name: str) -> Iterator["Document"]:
        """The objects of a list, none if it is not there. Raises `Malformed`."""
        for number, value in enumerate(self._list(name)):
            yield Document(value, f"{self.place(name)}.{number}")

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list, none if it is not there; what is no text is left out. Raises `Malformed`."""
        return tuple(value for value in self._list(name) if isinstance(value, str) and value)

    def texts_by_name(self) -> dict[str, str]:
        """All members that are texts."""
        return {name: value for name, value in self.values.items() if isinstance(value, str)}

    def _list(self, name: str) -> list[object]:
        found = self.values.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise Malformed(self.place(name), "a list belongs here")
        return found
