"""How values become JSON text, in octets: functions that each write one value, or make such a one."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from graphplan.ids import encode
from graphplan.plans.refusals import GaveUp, give_up
from graphplan.plans.scalars import exact, iso, json_of, quote
from graphplan.plans.stored import as_day, as_exact

Write = Callable[[Any], str]
Read = Callable[[Any], Any]


def unchanged(value: Any) -> Any:
    """The value as it is."""
    return value


def optional(write: Write) -> Write:
    """None is null."""
    return lambda value: "null" if value is None else write(value)


def needed(write: Write, place: str) -> Write:
    """None is where the schema promises a value."""
    return lambda value: give_up(place) if value is None else write(value)


def blank(write: Write) -> Write:
    """An empty text says that there is none."""
    return lambda value: write(value or None)


def read_first(read: Read, write: Write) -> Write:
    """What the database's driver answers, read before it is written."""
    return lambda value: write(None if value is None else read(value))


MOST_REMEMBERED = 4_096


@lru_cache(MOST_REMEMBERED)
def day_text(value: Any) -> str:
    """A day, as the driver answers it. Requests ask for the same days again and again."""
    return iso(as_day(value))


@cache
def exact_text(digits: int, places: int) -> Write:
    """A decimal of such a column, as the driver answers it: of the few numbers that scores are, each is
    computed once, and not for each request.
    """
    read = as_exact(digits, places)
    return lru_cache(MOST_REMEMBERED)(lambda value: exact(read(value)))


def enumeration(names: Mapping[Any, str]) -> Write:
    """A member of an enumeration, by its value."""
    texts = {value: quote(name) for value, name in names.items()}
    return lambda value: texts[value]


def identifier_in(type_name: str) -> Write:
    """The identifier of a row of this type, by its primary key."""
    return lambda key: f'"{encode(type_name, key)}"'


def serialized(serialize: Callable[[Any], Any], place: str) -> Write:
    """A scalar of the application's own."""

    def write(value: Any) -> str:
        made = serialize(value)
        return give_up(place) if made is None else json_of(made)

    return write


def many(write: Write, place: str) -> Write:
    """A list."""

    def write_all(values: Any) -> str:
        if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
            raise GaveUp(f"no list at {place}")
        return f"[{','.join(map(write, values))}]"

    return write_all


def constant(text: str) -> Write:
    """The same text for all."""
    return lambda _value: text


def structure(*parts: tuple[str, str, Read, Write]) -> Write:
    """An object out of another's attributes or a mapping's items: key, name, how texts are read, writer."""
    names = [name for _, name, _, _ in parts]
    writers = [_reading(read, write) for _, _, read, write in parts]
    template = "{" + ",".join([f"{key.replace('%', '%%')}:%s" for key, _, _, _ in parts]) + "}"

    def write(source: Any) -> str:
        # Most are of JSON, and to ask whether something is a Mapping takes long.
        if type(source) is dict or isinstance(source, Mapping):
            values = [source.get(name) for name in names]
        else:
            values = [getattr(source, name) if name else None for name in names]
        return template % tuple([write(value) for write, value in zip(writers, values, strict=True)])

    return write


def _reading(read: Read, write: Write) -> Write:
    """In JSON, instants and dates are texts."""
    if read is unchanged:
        return write

    def write_read(value: Any) -> str:
        return write(_read(value, read))

    return write_read


def _read(value: Any, read: Read) -> Any:
    if isinstance(value, list):
        return [_read(each, read) for each in value]
    return read(value) if isinstance(value, str) else value


class Memo(dict[Any, str]):
    """Texts of values by the value, each written once."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Any) -> str:
        text = self[value] = self._write(value)
        return text
