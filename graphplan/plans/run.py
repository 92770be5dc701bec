"""One run of a plan, and what generated code calls. Every row that a plan reads comes through `fetch`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphplan.ids import parts as parts_of
from graphplan.plans.drivers import Driver
from graphplan.plans.refusals import TooLong, TooManyIdentifiers, TooManyRows, give_up
from graphplan.plans.statements import Asker, Bindings, Statement, Values
from graphplan.plans.values import Memo, Read, Write

Rows = list[tuple[Any, ...]]

NONE_GIVEN: Values = {}

MOST_KEYS = 20_000
"""How many keys one statement may name: its text stays below the 1,000,000 bytes that SQLite takes."""


class Run:
    """One request: who asks, with which variables, of which database, and how many rows may still be read.

    The variables are coerced already.
    """

    __slots__ = ("ahead", "bindings", "cursor", "read", "remaining", "targets", "variables", "viewer")

    def __init__(self, viewer: Asker, variables: Mapping[str, Any], budget: int, driver: Driver) -> None:
        self.viewer, self.variables, self.remaining = viewer, variables, budget
        self.cursor, self.bindings = driver.cursor, Bindings(viewer, driver.vendor, driver.mark)
        self.begin()

    def begin(self) -> None:
        """Begin with a new snapshot, of which nothing was read yet."""
        self.read: dict[ReadByKey, dict[Any, str]] = {}
        self.targets: dict[tuple[ReadByKey, str | None], Targets] = {}
        self.ahead: dict[Statement, Rows] = {}


def fetch(run: Run, statement: Statement, most: int, given: Values) -> Rows:
    """The first rows of a statement, at most so many. Raises `TooManyRows` where the budget ends."""
    rows = look(run, statement, min(most, run.remaining + 1), given)
    run.remaining -= len(rows)
    if run.remaining < 0:
        raise TooManyRows
    return rows


def look(run: Run, statement: Statement, most: int, given: Values) -> Rows:
    """The first rows of a statement, at most so many, on nobody's account."""
    if not statement.has_rows:
        return []
    run.cursor.execute(*statement.filled(run.bindings, {**given, "limit": most}))
    rows: Rows = run.cursor.fetchmany(most)
    return rows


def fetch_list(run: Run, statement: Statement, most: int, given: Values = NONE_GIVEN) -> Rows:
    """All rows of a list. Raises `TooLong` if they are more than `most`, and `TooManyRows`."""
    rows = fetch(run, statement, most + 1, given)
    if len(rows) > most:
        raise TooLong(most)
    return rows


def fetch_by_key(run: Run, statement: Statement, keys: Iterable[int], each: int | None = 1) -> Rows:
    """All rows of a statement for these keys.

    Raises `TooLong` if they are more than `each` on average, and `TooManyRows`; with None only that.
    """
    if statement in run.ahead:
        return run.ahead.pop(statement)
    rows: Rows = []
    for part in parts(keys):
        most = run.remaining if each is None else each * len(part)
        found = fetch(run, statement, most + 1, {"keys": part})
        if each is not None and len(found) > most:
            raise TooLong(each)
        rows += found
    return rows


class Together:
    """A statement that reads what others would, a row of each, for one key each: side by side in one row.

    `parts` are those statements, and how many columns each takes.
    """

    def __init__(self, statement: Statement, parts: tuple[tuple[Statement, int], ...]) -> None:
        self.statement, self.parts = statement, parts

    def read(self, run: Run, *keys: int | None) -> None:
        """Read ahead what the other statements will be asked for. Raises `TooManyRows`."""
        (row,) = look(run, self.statement, 1, {f"key_{number}": key for number, key in enumerate(keys)})
        first = 0
        for part, width in self.parts:
            columns, first = row[first : first + width], first + width
            # Of a row that is there, its key at least is not null.
            run.ahead[part] = [columns] if any(value is not None for value in columns) else []
            run.remaining -= len(run.ahead[part])
        if run.remaining < 0:
            raise TooManyRows


def parts(keys: Iterable[int]) -> list[Sequence[int]]:
    """The keys in order, in parts that one statement can name."""
    ordered = sorted(keys)
    if 0 < len(ordered) <= MOST_KEYS:
        return [ordered]
    return [ordered[start : start + MOST_KEYS] for start in range(0, len(ordered), MOST_KEYS)]


def keys_as_texts(statement: Statement, around: Sequence[str]) -> "ReadByKey":
    """Reads rows of which no more than the key is asked: it stands between these pieces of text."""

    def read(run: Run, keys: Iterable[int]) -> dict[int, str]:
        return {key: f"{key:d}".join(around) for (key,) in fetch_by_key(run, statement, keys)}

    return read


def find_each(run: Run, ids: Sequence[str], reads: "Mapping[str, ReadByKey]", most: int = 1) -> list[str]:
    """The texts of rows by their identifiers; null where there is none. Rows of one type are read at once.

    Raises `TooManyIdentifiers` if they are more than `most`.
    """
    if len(ids) > most:
        raise TooManyIdentifiers(most, len(ids))
    wanted, keys, texts = list(map(parts_of, ids)), defaultdict[str, set[int]](set), dict[Any, str]()
    for name, key in filter(None, wanted):
        keys[name].add(key)
    for name, asked in keys.items():
        if name in reads:
            texts |= {(name, key): text for key, text in reads[name](run, asked).items()}
    return [texts.get(one, "null") for one in wanted]


class Lists(dict[Any, str]):
    """Texts of lists by their parent; a parent without rows has the empty list."""

    def __missing__(self, parent: Any) -> str:
        return "[]"


def found_by_parent() -> defaultdict[Any, list[Any]]:
    """Where the rows of each parent gather."""
    return defaultdict(list)


def as_lists(found: Mapping[Any, list[str]], most: int) -> Lists:
    """The gathered texts as JSON lists. Raises `TooLong` if one has more than `most` entries."""
    if found and max(map(len, found.values())) > most:
        raise TooLong(most)
    return Lists({parent: f"[{','.join(texts)}]" for parent, texts in found.items()})


def once(rows: Rows, parent: int, key: int) -> Rows:
    """The rows without those that repeat a child of the same parent."""
    return list({(row[parent], row[key]): row for row in rows}.values())


class Targets(dict[Any, str]):
    """Texts of the rows that to-one edges lead to, by their keys."""

    def __init__(self, needed_at: str | None) -> None:
        super().__init__({} if needed_at else {None: "null"})
        self._needed_at = needed_at

    def __missing__(self, _key: Any) -> str:
        return give_up(self._needed_at) if self._needed_at else "null"


def targets(run: Run, keys: set[Any], read: "ReadByKey", needed_at: str | None = None) -> Targets:
    """The texts of rows by their keys, of which one may be None; at `needed_at` each must be there.

    What was read before in this run is not read again. All batches of one place share their texts.
    """
    found = run.targets.setdefault((read, needed_at), Targets(needed_at))
    if missing := keys - found.keys() - {None}:
        known = run.read.setdefault(read, {})
        if unread := missing - known.keys():
            known.update(read(run, unread))
        found.update({key: known[key] for key in missing & known.keys()})
    return found


# ---- what the application computes ----

Load = Callable[[Any, Sequence[Any]], Mapping[Any, Any]]

ReadByKey = Callable[[Run, Iterable[int]], Mapping[Any, str]]


def load_batch(run: Run, load: Load, read: Read, raw: Iterable[Any]) -> dict[Any, Any]:
    """What a batch function answers for the distinct keys among `raw`, by those; one call, or none."""
    keys = {value: read(value) for value in raw}
    answer = load(run.viewer, list(dict.fromkeys(keys.values()))) if keys else {}
    return {value: answer.get(key) for value, key in keys.items()}


def values_of(loaded: Mapping[Any, Any], write: Write) -> Memo:
    """The texts of loaded values."""
    return Memo(lambda raw: write(loaded[raw]))


def rows_of(run: Run, loaded: Mapping[Any, Any], read: ReadByKey, needed_at: str | None = None) -> Memo:
    """The texts of the rows whose primary keys were loaded; one must be there for each at `needed_at`."""
    texts = read(run, {key for key in loaded.values() if key is not None})
    missing = "null" if needed_at is None else ""
    return Memo(lambda raw: texts.get(loaded[raw], missing) or give_up(str(needed_at)))


# ---- what a command wrote ----


def written_row(run: Run, answer: Any, name: str, read: ReadByKey) -> str:
    """The row whose primary key a command's answer has under this name."""
    key = None if answer is None else getattr(answer, name)
    return "null" if key is None else read(run, {key}).get(key, "null")


def written_rows(run: Run, answer: Any, name: str, read: ReadByKey) -> str:
    """The rows whose primary keys it has there, in the order of the answer, those that are seen."""
    if answer is None:
        return "null"
    keys = dict.fromkeys(getattr(answer, name))
    texts = read(run, keys)
    return f"[{','.join([texts[key] for key in keys if key in texts])}]"
