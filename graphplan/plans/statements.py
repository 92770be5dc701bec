"""Statements: SQL in pieces, and what each request puts between them."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

Values = Mapping[str, Any]

Adapt = Callable[[Any, str], Any]
"""(value, vendor) -> the value as that database's driver takes it."""

NO_ROWS = {"mysql": "SELECT 1 FROM DUAL WHERE 1 = 0"}
"""What stands in an IN for an empty list: `NOT IN (NULL)` would never be true."""

NO_ROWS_ELSEWHERE = "SELECT 1 WHERE 1 = 0"


class Asker(Protocol):
    """Who asks, as statements know it: `graphplan.Viewer` is one."""

    def value_at(self, name: str, member: Hashable) -> Any:
        """The value of a parameter."""


def as_it_is(value: Any, _vendor: str) -> Any:
    """Numbers and texts."""
    return value


def iso_in(value: date | time, _vendor: str) -> str:
    """A day, or a time of day."""
    return value.isoformat()


def instant_in(value: datetime, _vendor: str) -> str:
    """An instant: both databases hold it in UTC, without a zone."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def exact_in(value: Decimal, vendor: str) -> Any:
    """A decimal: SQLite has none, and takes its digits."""
    return format(value, "f") if vendor == "sqlite" else value


class Hole:
    """One place in a statement."""


class Viewers(Hole):
    """A value of whoever asks."""

    def __init__(self, name: str, member: Hashable, adapt: Adapt) -> None:
        self.name, self.member, self.adapt = name, member, adapt

    def bound(self, value: Any, vendor: str) -> Any:
        return None if value is None else self.adapt(value, vendor)

    def __str__(self) -> str:
        return f":viewer.{self.name}" + ("" if self.member is None else f"[{self.member!r}]")


class ViewersMany(Viewers):
    """A list of values of whoever asks."""

    def bound(self, value: Any, vendor: str) -> Any:
        return [self.adapt(one, vendor) for one in value if one is not None]


class Given(Hole):
    """A value that the plan itself brings: a cursor's position, a limit."""

    def __init__(self, name: str, adapt: Adapt = as_it_is) -> None:
        self.name, self.adapt = name, adapt

    def bound(self, value: Any, vendor: str) -> Any:
        return None if value is None else self.adapt(value, vendor)

    def __str__(self) -> str:
        return f":given.{self.name}"


class Keys(Hole):
    """The primary keys that the plan found before, written into the text."""

    def __str__(self) -> str:
        return ":given.keys"


class Fixed(Hole):
    """A value that every run has."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __str__(self) -> str:
        return repr(self.value)


class Bindings(dict[Hole, Any]):
    """What stands in the holes of one run: values of whoever asks, each bound once, and fixed ones.

    `mark` stands for a parameter, `?` or `%s`, as the driver has it.
    """

    def __init__(self, viewer: Asker, vendor: str, mark: str) -> None:
        super().__init__()
        self.viewer, self.vendor, self.mark = viewer, vendor, mark

    def __missing__(self, hole: Hole) -> Any:
        if isinstance(hole, Viewers):
            value = hole.bound(self.viewer.value_at(hole.name, hole.member), self.vendor)
        else:
            assert isinstance(hole, Fixed)  # noqa: S101 - whatever else there is was put in before
            value = hole.value
        self[hole] = value
        return value


class Statement:
    """`pieces` of SQL with a hole between each two. Without pieces it has no rows, and is not run."""

    def __init__(self, place: str, pieces: tuple[str, ...] = (), holes: tuple[Hole, ...] = ()) -> None:
        self.place, self.pieces, self.holes = place, pieces, holes
        self._given = [hole for hole in holes if isinstance(hole, Given)]
        self._listed = [hole for hole in holes if isinstance(hole, Keys | ViewersMany | IfGiven)]
        self._many = any(isinstance(hole, ViewersMany | IfGiven) for hole in holes)
        self._parameters = [hole for hole in holes if not isinstance(hole, Keys)]
        self._texts = {mark: self._text(mark) for mark in ("?", "%s")} if pieces else {}

    def _text(self, mark: str) -> list[str]:
        """The text between lists and conditions, which are others each time."""
        # Where parameters are marked by %s, a per cent sign that means itself is doubled.
        pieces = [piece.replace("%", "%%") if mark == "%s" else piece for piece in self.pieces]
        texts = [pieces[0]]
        for hole, piece in zip(self.holes, pieces[1:], strict=True):
            if hole in self._listed:
                texts.append(piece)
            else:
                texts[-1] += mark + piece
        return texts

    @property
    def has_rows(self) -> bool:
        """Whether it may have rows at all: a rule may say that there are none for these flags."""
        return bool(self.pieces)

    def filled(self, bindings: Bindings, given: Values) -> tuple[str, list[Any]]:
        """Text and parameters for one run."""
        for hole in self._given:
            bindings[hole] = hole.bound(given[hole.name], bindings.vendor)
        texts = self._texts[bindings.mark]
        text = texts[0]
        for listed, piece in zip(self._listed, texts[1:], strict=True):
            text += _list(listed, bindings, given) + piece
        values = [bindings[hole] for hole in self._parameters]
        return text, _flat(self._parameters, values) if self._many else values

    @property
    def readable(self) -> str:
        """The text with the names of what fills it."""
        named = map(str, (*self.holes, ""))
        return "".join(part for pair in zip(self.pieces, named, strict=False) for part in pair)


class IfGiven(Hole):
    """A condition that holds of every row if the plan brings no such value."""

    def __init__(self, name: str, condition: Statement) -> None:
        self.name, self.condition = name, condition

    def filled(self, bindings: Bindings, given: Values) -> tuple[str, list[Any]]:
        """Text and parameters for one run."""
        return ("1 = 1", []) if given[self.name] is None else self.condition.filled(bindings, given)

    def __str__(self) -> str:
        return f"[if :given.{self.name}: {self.condition.readable}]"


def _list(hole: Hole, bindings: Bindings, given: Values) -> str:
    """What stands there in the text: for a list keys as numbers, or so many marks; for a condition itself."""
    if isinstance(hole, IfGiven):
        text, bindings[hole] = hole.filled(bindings, given)
    elif isinstance(hole, Keys):
        # What writes whole numbers refuses all else.
        text = ",".join(map(int.__repr__, given["keys"]))
    else:
        text = ",".join([bindings.mark] * len(bindings[hole]))
    return text or no_rows(bindings.vendor)


def _flat(holes: Sequence[Hole], values: list[Any]) -> list[Any]:
    flat = list[Any]()
    for hole, value in zip(holes, values, strict=True):
        flat += value if isinstance(hole, ViewersMany | IfGiven) else [value]
    return flat


def no_rows(vendor: str) -> str:
    """An inner query without rows."""
    return NO_ROWS.get(vendor, NO_ROWS_ELSEWHERE)
