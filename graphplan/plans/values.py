"""How values become JSON text: out of small functions, each of which writes one value or makes such a one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphplan.ids import encode
from graphplan.plans.refusals import GaveUp, give_up
from graphplan.plans.scalars import quote, to_json

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
        return give_up(place) if made is None else to_json(made)

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

    def write(source: Any) -> str:
        is_mapping = isinstance(source, Mapping)
        members = []
        for key, name, read, write in parts:
            value = None if not name else source.get(name) if is_mapping else getattr(source, name)
            members.append(f"{key}:{write(_part(value, read))}")
        return "{" + ",".join(members) + "}"

    return write


def _part(value: Any, read: Read) -> Any:
    """In JSON, instants and dates are texts."""
    if isinstance(value, list):
        return [_part(each, read) for each in value]
    return read(value) if isinstance(value, str) else value


class Memo(dict[Any, str]):
    """Texts of values by the value, each written once."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Any) -> str:
        text = self[value] = self._write(value)
        return text
