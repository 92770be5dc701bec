"""How a plan ends without an answer: it gives up, or it refuses by design."""

from enum import StrEnum
from typing import NoReturn


class Code(StrEnum):
    """The codes that this package itself gives, in `errors[].extensions.code` or in a payload's `errors`."""

    BAD_CURSOR = "bad_cursor"
    LIST_TOO_LONG = "list_too_long"
    NOT_FOUND = "not_found"
    PAGE_OUT_OF_RANGE = "page_out_of_range"
    TOO_MANY_ROWS = "too_many_rows"


class GaveUp(Exception):
    """The plan has no answer for this request: the reference engine has to find it, or its error."""


class Refused(GaveUp):
    """There is no answer by design: a list too long, variables that do not fit."""


class Unfit(Refused):
    """An argument that no page has: too many rows, a cursor of another list."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def give_up(place: str) -> NoReturn:
    """Raise `GaveUp`: there is no value at `place`, where the schema promises one."""
    raise GaveUp(f"no value at {place}")
