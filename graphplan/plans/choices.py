"""What a client chose of a list, as its statements and its cursors take it."""

import json
import re
from collections.abc import Container, Mapping, Sequence
from enum import Enum
from hashlib import sha256
from typing import Any

from graphplan.ids import decode
from graphplan.plans.cursors import plain_of

DEFAULT = ""
"""The name of the order that a list has if no other is asked for."""

ESCAPED = re.compile(r"([!%_])")

NOBODYS = 0
"""The primary key of no row."""


def order_of(orders: Container[str], arguments: Mapping[str, Any]) -> str:
    """The name of the order that is asked for; the default's is empty, whatever the client calls it."""
    name = _plain(arguments.get("order_by"))
    return name if name in orders else DEFAULT


def chosen(names: Sequence[str], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that narrow: null does not."""
    return {name: _plain(arguments[name]) for name in names if arguments.get(name) is not None}


def named(given: Mapping[str, Any]) -> str:
    """What distinguishes the list that is narrowed so from others, in its cursors; empty if it is whole."""
    if not given:
        return ""
    spelled = json.dumps({name: plain_of(value) for name, value in given.items()}, sort_keys=True)
    return f":{sha256(spelled.encode()).hexdigest()[:16]}"


def as_given(value: Any, _vendor: str) -> Any:
    """The value itself."""
    return value


def pattern_of(text: str, vendor: str) -> str:
    """What a text that holds this one matches; nothing in it has a meaning of its own."""
    if vendor == "sqlite":
        return f"(?is){re.escape(text)}"
    return "%" + ESCAPED.sub(r"!\1", text) + "%"


def one_or_none(value: bool, _vendor: str) -> int:
    """One for true, none for false."""
    return int(value)


class KeyIn:
    """Makes of an identifier of this type the primary key; of anything else nobody's."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def __call__(self, text: str, _vendor: str) -> int:
        return decode(self.type_name, text) or NOBODYS


def _plain(value: Any) -> Any:
    """What a member of an enumeration stands for."""
    return value.value if isinstance(value, Enum) else value
