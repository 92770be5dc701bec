"""Opaque identifiers: the name of a type and a primary key, as in `Score:123`."""

import re

_ID = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):(0|[1-9][0-9]{0,18})")

GREATEST_KEY = 2**63 - 1


def encode(type_name: str, key: int) -> str:
    """The identifier of one row."""
    return f"{type_name}:{key}"


def decode(type_name: str, text: str) -> int | None:
    """The primary key in the identifier of a row of this type; None for another's, or for anything else."""
    name, key = parts(text) or (None, None)
    return key if name == type_name else None


def parts(text: str) -> tuple[str, int] | None:
    """The name of the type and the primary key in an identifier; None for anything else.

    One row has one spelling: no sign, no space, no leading zero, only ASCII digits, nothing beyond a BIGINT.
    """
    match = _ID.fullmatch(text)
    if match is None or int(match[2]) > GREATEST_KEY:
        return None
    return match[1], int(match[2])
