"""Statements: SQL in pieces, and what each request puts between them."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

Values = Mapping[str, Any]

MARKS: Mapping[str, Callable[[int], str]] = {"?": "?{}".format, "%s": "%({})s".format}
"""How the parameter of this number is written, by what stands for one without a number."""

Parameters = Sequence[Any] | Mapping[str, Any]
"""Values from number 1 on, in order or by their numbers, as the driver takes them."""

MOST_BOUND = 512
"""How many keys are parameters, for SQLite: it takes 999 or more in all.

It keeps what it made of a text, and to make it again takes as long as to read a thousand rows. So keys do not
stand in the text, and few numbers of them do: they are padded.
"""

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
    """The primary keys that the plan found before."""

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
    """`pieces` of SQL with a hole between each two. Without pieces it has no rows, and is not run.

    Parameters are numbered: a rule says the same day, account and schools dozens of times, and the driver is
    handed each once.
    """

    def __init__(self, place: str, pieces: tuple[str, ...] = (), holes: tuple[Hole, ...] = ()) -> None:
        self.place, self.pieces, self.holes = place, pieces, holes
        named = dict.fromkeys(_single(holes))
        self._numbers = {hole: number for number, hole in enumerate(named, 1)}
        self._given = [hole for hole in named if isinstance(hole, Given)]
        self._listed = [hole for hole in holes if isinstance(hole, _LISTED)]
        self._texts = {mark: self.between_lists(self._numbers, mark) for mark in MARKS} if pieces else {}

    def between_lists(self, numbers: Mapping[Hole, int], mark: str) -> list[str]:
        """The text between lists and conditions, which are others each time."""
        # Where parameters are marked by a per cent sign, one that means itself is doubled.
        pieces = [piece.replace("%", "%%") if mark == "%s" else piece for piece in self.pieces]
        texts = [pieces[0]]
        for hole, piece in zip(self.holes, pieces[1:], strict=True):
            if isinstance(hole, _LISTED):
                texts.append(piece)
            else:
                texts[-1] += MARKS[mark](numbers[hole]) + piece
        return texts

    @property
    def has_rows(self) -> bool:
        """Whether it may have rows at all: a rule may say that there are none for these flags."""
        return bool(self.pieces)

    def filled(self, bindings: Bindings, given: Values) -> tuple[str, Parameters]:
        """Text and parameters for one run."""
        for hole in self._given:
            bindings[hole] = hole.bound(given[hole.name], bindings.vendor)
        values = [bindings[hole] for hole in self._numbers]
        texts = self._texts[bindings.mark]
        text, said = texts[0], dict[Hole, str]()
        for listed, piece in zip(self._listed, texts[1:], strict=True):
            if listed not in said:
                said[listed] = self._list(listed, bindings, given, values)
            text += said[listed] + piece
        return text, values if bindings.mark == "?" else _by_number(values)

    def _list(self, hole: Hole, bindings: Bindings, given: Values, values: list[Any]) -> str:
        """What stands there in the text: a condition; keys; or the numbers of what joins the `values`."""
        if isinstance(hole, IfGiven):
            if given[hole.name] is None:
                return "1 = 1"
            return "".join(hole.condition.between_lists(self._numbers, bindings.mark))
        if isinstance(hole, ViewersMany):
            return _joined(bindings[hole], bindings, values)
        keys = given["keys"]
        if bindings.mark == "?" and len(keys) <= MOST_BOUND:
            return _joined(_padded(keys), bindings, values)
        # What writes whole numbers refuses all else.
        return ",".join(map(int.__repr__, keys)) or no_rows(bindings.vendor)

    @property
    def readable(self) -> str:
        """The text with the names of what fills it."""
        named = map(str, (*self.holes, ""))
        return "".join(part for pair in zip(self.pieces, named, strict=False) for part in pair)


class IfGiven(Hole):
    """A condition without lists, that holds of every row if the plan brings no such value."""

    def __init__(self, name: str, condition: Statement) -> None:
        self.name, self.condition = name, condition

    def __str__(self) -> str:
        return f"[if :given.{self.name}: {self.condition.readable}]"


_LISTED = (Keys, ViewersMany, IfGiven)
"""What is no single value."""


def _single(holes: Sequence[Hole]) -> Iterator[Hole]:
    """The holes for one value each, also those of conditions."""
    for hole in holes:
        if isinstance(hole, IfGiven):
            yield from _single(hole.condition.holes)
        elif not isinstance(hole, _LISTED):
            yield hole


def _joined(more: Sequence[Any], bindings: Bindings, values: list[Any]) -> str:
    """The numbers of more values, which join the others."""
    first = len(values) + 1
    values += more
    return _marks(first, len(values), bindings.mark) or no_rows(bindings.vendor)


@lru_cache
def _marks(first: int, last: int, mark: str) -> str:
    return ",".join(map(MARKS[mark], range(first, last + 1)))


def _padded(keys: Sequence[int]) -> list[int]:
    """The keys, the last one as often as makes their number a power of two."""
    missing = (1 << (len(keys) - 1).bit_length()) - len(keys)
    return [*keys, *[keys[-1]] * missing] if keys else []


def _by_number(values: list[Any]) -> dict[str, Any]:
    return {str(number): value for number, value in enumerate(values, 1)}


def no_rows(vendor: str) -> str:
    """An inner query without rows."""
    return NO_ROWS.get(vendor, NO_ROWS_ELSEWHERE)
