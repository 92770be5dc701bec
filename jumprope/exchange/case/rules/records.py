"""One object of a file, whose fields are handed out checked and in Python's types."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from jumprope.exchange.case.rules.kinds import Kind, Unfit, shown, unexpected
from jumprope.exchange.case.rules.places import JsonPath
from jumprope.exchange.case.rules.problems import Code, Findings
from jumprope.exchange.case.rules.sources import Ambiguous

T = TypeVar("T")

# What people know an object by, best first.
_NAMES = ("humanCodingScheme", "title", "identifier")


class Record:
    """An object of the file, with its path.

    What is wrong with a field becomes a finding, and the field is answered with the empty value of its kind:
    so one reading finds everything. Nothing of a reading with findings is used. Keys that nobody asks for are
    ignored.
    """

    def __init__(self, values: Mapping[str, object], path: JsonPath, findings: Findings) -> None:
        self._values = values
        self._findings = findings
        self.path = path
        if isinstance(values, Ambiguous):
            for key in values.repeated:
                self.refuse(Code.REPEATED_KEY, "this key is given more than once; keep one.", key)

    def refuse(self, code: Code, message: str, *steps: str | int) -> None:
        """Say that what stands at these steps from here is wrong."""
        path = (*self.path, *steps)
        self._findings.add(path, code, f"{written(path)}{self._name()}: {message}")

    def has(self, key: str) -> bool:
        """Whether a field holds anything: not null, no blank text and no empty list."""
        value = self._values.get(key)
        return bool(value.strip()) if isinstance(value, str) else value is not None and value != []

    def holds_text(self, key: str) -> bool:
        """Whether a field holds text."""
        return isinstance(self._values.get(key), str)

    def required(self, key: str, kind: Kind[T]) -> T:
        """The value of a field that has to hold something."""
        if not self.has(key):
            self._refuse_missing(key)
            return kind.empty
        return self.optional(key, kind)

    def optional(self, key: str, kind: Kind[T]) -> T:
        """The value of a field, or the empty value of its kind when it holds nothing."""
        if not self.has(key):
            return kind.empty
        try:
            return kind.read(self._values[key])
        except Unfit as unfit:
            self.refuse(unfit.code, str(unfit), key, *unfit.path)
            return kind.empty

    def record(self, key: str) -> "Record | None":
        """The object that has to be in a field; None when something else is there or nothing."""
        if not self.has(key):
            self._refuse_missing(key)
            return None
        return record_of(self._values[key], (*self.path, key), self._findings)

    def records(self, key: str) -> Iterator["Record"]:
        """The objects of the list in a field; none when it holds nothing."""
        values = self._values[key] if self.has(key) else []
        if not isinstance(values, list):
            self.refuse(Code.WRONG_TYPE, unexpected("a list of objects", values), key)
            return
        for position, value in enumerate(values):
            if record := record_of(value, (*self.path, key, position), self._findings):
                yield record

    def _refuse_missing(self, key: str) -> None:
        self.refuse(Code.MISSING_FIELD, "this field is missing or empty, and CASE requires it.", key)

    def _name(self) -> str:
        for key in _NAMES:
            name = self._values.get(key)
            if isinstance(name, str) and name:
                return f" ({shown(name)})"
        return ""


def record_of(value: object, path: JsonPath, findings: Findings) -> Record | None:
    """The object that has to stand at a path; None, and a finding, when something else does."""
    if isinstance(value, dict):
        return Record(value, path, findings)
    findings.add(path, Code.WRONG_TYPE, f"{written(path)}: {unexpected('an object', value)}")
    return None


def written(path: JsonPath) -> str:
    """A path as people write it, positions from 0: `CFItems[12].fullStatement`."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".") or "the file"
