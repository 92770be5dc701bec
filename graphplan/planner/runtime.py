"""What generated code calls. Every row that a plan reads comes through `fetch`."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from json.encoder import encode_basestring
from typing import Any, NoReturn

from graphplan.planner.sql import Bound, Statement, Values
from graphplan.viewer import Viewer

Rows = list[tuple[Any, ...]]
Texts = dict[Any, str]
Write = Callable[[Any], str]

NONE_GIVEN: Values = {}

MOST_KEYS = 20_000
"""How many keys one statement may name: its text stays below the 1,000,000 bytes that SQLite takes."""

quote = encode_basestring
"""A text as JSON: letters stay as they are."""


class GaveUp(Exception):
    """The plan has no answer for this request: the reference engine has to find it, or its error."""


class Refused(GaveUp):
    """There is no answer by design: a list too long, a page out of range. The reference engine says so."""


@contextmanager
def refusing(expected: type[Exception] | tuple[()]) -> Iterator[None]:
    """Within this, exceptions of this class are the client's to hear of, and no faults."""
    try:
        yield
    except expected as refused:
        raise Refused(type(refused).__name__) from refused


def give_up(place: str) -> NoReturn:
    """Raise `GaveUp`: there is no value at `place`, where the schema promises one."""
    raise GaveUp(f"no value at {place}")


class Run:
    """One request: who asks, with which variables, and how many rows may still be read."""

    __slots__ = ("bound", "connection", "cursor", "remaining", "variables", "viewer")

    def __init__(self, viewer: Viewer, variables: Mapping[str, Any], budget: int, connection: Any) -> None:
        self.viewer, self.variables, self.remaining = viewer, variables, budget
        self.connection, self.cursor = connection, connection.cursor()
        self.bound: dict[tuple[str, Hashable], Bound] = {}


def fetch(run: Run, statement: Statement, most: int, given: Values) -> Rows:
    """The first rows of a statement, at most so many. Raises `Refused` where the request's budget ends."""
    rows = look(run, statement, min(most, run.remaining + 1), given)
    run.remaining -= len(rows)
    if run.remaining < 0:
        raise Refused(f"too many rows at {statement.place}")
    return rows


def look(run: Run, statement: Statement, most: int, given: Values) -> Rows:
    """The first rows of a statement, at most so many, on nobody's account."""
    if not statement.has_rows:
        return []
    run.cursor.execute(*statement.filled(run, {**given, "limit": most}))
    rows: Rows = run.cursor.fetchall()
    return rows


def fetch_list(run: Run, statement: Statement, most: int, given: Values = NONE_GIVEN) -> Rows:
    """All rows of a statement. Raises `Refused` if they are more than `most`."""
    rows = fetch(run, statement, most + 1, given)
    if len(rows) > most:
        raise Refused(f"too many rows at {statement.place}")
    return rows


def fetch_by_key(run: Run, statement: Statement, keys: Iterable[int], each: int | None = 1) -> Rows:
    """All rows of a statement for these keys.

    Raises `Refused` if they are more than `each` on average, or with None more than the budget.
    """
    rows: Rows = []
    for part in parts(keys):
        most = run.remaining if each is None else each * len(part)
        rows += fetch_list(run, statement, most, {"keys": part})
    return rows


def parts(keys: Iterable[int]) -> list[Sequence[int]]:
    """The keys in order, in parts that one statement can name."""
    ordered = sorted(keys)
    return [ordered[start : start + MOST_KEYS] for start in range(0, len(ordered), MOST_KEYS)]


def keys_as_texts(statement: Statement, around: Sequence[str]) -> "Read":
    """Reads rows of which no more than the key is asked; that stands between these pieces of text."""

    def read(run: Run, keys: Iterable[int]) -> Texts:
        return {key: f"{key:d}".join(around) for (key,) in fetch_by_key(run, statement, keys)}

    return read


def find_each(run: Run, wanted: Sequence[tuple[str, int] | None], reads: "Mapping[str, Read]") -> list[str]:
    """The texts of rows by type and key; null where there is none. Each type is read once."""
    keys, texts = defaultdict[str, set[int]](set), dict[Any, str]()
    for name, key in filter(None, wanted):
        keys[name].add(key)
    for name, asked in keys.items():
        if name in reads:
            texts |= {(name, key): text for key, text in reads[name](run, asked).items()}
    return [texts.get(one, "null") for one in wanted]


class Memo(dict[Any, str]):
    """Texts of values by the value, each written once."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Any) -> str:
        text = self[value] = self._write(value)
        return text


class Lists(dict[Any, str]):
    """Texts of lists by their parent; a parent without rows has the empty list."""

    def __missing__(self, parent: Any) -> str:
        return "[]"


def found_by_parent() -> defaultdict[Any, list[Any]]:
    """Where the rows of each parent gather."""
    return defaultdict(list)


def as_lists(found: Mapping[Any, list[str]], most: int, place: str) -> Lists:
    """The gathered texts as JSON lists. Raises `Refused` if one has more than `most` entries."""
    if found and max(map(len, found.values())) > most:
        raise Refused(f"too many entries at {place}")
    return Lists({parent: f"[{','.join(texts)}]" for parent, texts in found.items()})


def once(rows: Rows, parent: int, key: int) -> Rows:
    """The rows without those that repeat a child of the same parent."""
    return list({(row[parent], row[key]): row for row in rows}.values())


Load = Callable[[Viewer, Sequence[Any]], Mapping[Any, Any]]

Read = Callable[["Run", Iterable[int]], Mapping[Any, str]]


def load_batch(run: Run, load: Load, convert: Callable[[Any], Any], raw: Iterable[Any]) -> dict[Any, Any]:
    """What a batch function answers for the distinct keys among `raw`, by those; one call, or none."""
    keys = {value: convert(value) for value in raw}
    answer = load(run.viewer, list(dict.fromkeys(keys.values()))) if keys else {}
    return {value: answer.get(key) for value, key in keys.items()}


def values_of(loaded: Mapping[Any, Any], write: Write) -> Memo:
    """The texts of loaded values."""
    return Memo(lambda raw: write(loaded[raw]))


def rows_of(run: Run, loaded: Mapping[Any, Any], read: Read, missing: Write) -> Memo:
    """The texts of the rows whose primary keys were loaded."""
    texts = read(run, {key for key in loaded.values() if key is not None})
    return Memo(lambda raw: texts.get(loaded[raw]) or missing(raw))
