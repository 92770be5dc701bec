"""Statements: SQL in pieces, and what each request puts between them."""

from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

Values = Mapping[str, Any]

Bound = tuple[str, list[Any]]
"""What stands in the text for a value, and its parameters."""

Adapt = Callable[[Any, str], Any]
"""(value, vendor) -> the value as that database's driver takes it."""

NO_ROWS = {"mysql": "SELECT 1 FROM DUAL WHERE 1 = 0"}
"""What stands in an IN for an empty list: `NOT IN (NULL)` would never be true."""

NO_ROWS_ELSEWHERE = "SELECT 1 WHERE 1 = 0"


class Asker(Protocol):
    """Who asks, as statements know it: `graphplan.Viewer` is one."""

    def value_at(self, name: str, member: Hashable) -> Any:
        """The value of a parameter."""


class Filling(Protocol):
    """Where the values of one run come from. `bound` keeps the viewer's, as text and parameters.

    `mark` stands for a parameter, `?` or `%s`, as the driver has it.
    """

    viewer: Asker
    vendor: str
    mark: str
    bound: "dict[tuple[str, Hashable], Bound]"


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
    """One place in a statement: `fill` says what stands there in a run."""

    def fill(self, filling: Filling, given: Values) -> Bound:
        """Text and parameters."""
        raise NotImplementedError


class Viewers(Hole):
    """A value of whoever asks, or a list of them."""

    def __init__(self, name: str, member: Hashable, adapt: Adapt, *, many: bool = False) -> None:
        self.name, self.member, self.adapt, self.many = name, member, adapt, many

    def fill(self, filling: Filling, _given: Values) -> Bound:
        key = self.name, self.member
        if key not in filling.bound:
            filling.bound[key] = self._bound(filling.viewer.value_at(*key), filling)
        return filling.bound[key]

    def _bound(self, value: Any, filling: Filling) -> Bound:
        if not self.many:
            return filling.mark, [None if value is None else self.adapt(value, filling.vendor)]
        values = [self.adapt(one, filling.vendor) for one in value if one is not None]
        return ",".join([filling.mark] * len(values)) or no_rows(filling.vendor), values

    def __str__(self) -> str:
        return f":viewer.{self.name}" + ("" if self.member is None else f"[{self.member!r}]")


class Given(Hole):
    """A value that the plan itself brings: a cursor's position, a limit."""

    def __init__(self, name: str, adapt: Adapt = as_it_is) -> None:
        self.name, self.adapt = name, adapt

    def fill(self, filling: Filling, given: Values) -> Bound:
        value = given[self.name]
        return filling.mark, [None if value is None else self.adapt(value, filling.vendor)]

    def __str__(self) -> str:
        return f":given.{self.name}"


class Keys(Hole):
    """The primary keys that the plan found before, written into the text."""

    def fill(self, filling: Filling, given: Values) -> Bound:
        # Whatever is no whole number is refused by its format.
        return ",".join([f"{key:d}" for key in given["keys"]]) or no_rows(filling.vendor), []

    def __str__(self) -> str:
        return ":given.keys"


class Fixed(Hole):
    """A value that every run has."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def fill(self, filling: Filling, _given: Values) -> Bound:
        return filling.mark, [self.value]

    def __str__(self) -> str:
        return repr(self.value)


class Statement:
    """`pieces` of SQL with a hole between each two. Without pieces it has no rows, and is not run."""

    def __init__(self, place: str, pieces: tuple[str, ...] = (), holes: tuple[Hole, ...] = ()) -> None:
        self.place, self.pieces, self.holes = place, pieces, holes
        # Where parameters are marked by %s, a per cent sign that means itself is doubled.
        self._doubled = tuple(piece.replace("%", "%%") for piece in pieces)

    @property
    def has_rows(self) -> bool:
        """Whether it may have rows at all: a rule may say that there are none for these flags."""
        return bool(self.pieces)

    def filled(self, filling: Filling, given: Values) -> Bound:
        """Text and parameters for one run."""
        pieces = self.pieces if filling.mark == "?" else self._doubled
        text, values = [pieces[0]], list[Any]()
        for hole, piece in zip(self.holes, pieces[1:], strict=True):
            filled, parameters = hole.fill(filling, given)
            text += filled, piece
            values += parameters
        return "".join(text), values

    @property
    def readable(self) -> str:
        """The text with the names of what fills it."""
        named = map(str, (*self.holes, ""))
        return "".join(part for pair in zip(self.pieces, named, strict=False) for part in pair)


class IfGiven(Hole):
    """A condition that holds of every row if the plan brings no such value."""

    def __init__(self, name: str, condition: Statement) -> None:
        self.name, self.condition = name, condition

    def fill(self, filling: Filling, given: Values) -> Bound:
        return ("1 = 1", []) if given[self.name] is None else self.condition.filled(filling, given)

    def __str__(self) -> str:
        return f"[if :given.{self.name}: {self.condition.readable}]"


def no_rows(vendor: str) -> str:
    """An inner query without rows."""
    return NO_ROWS.get(vendor, NO_ROWS_ELSEWHERE)
