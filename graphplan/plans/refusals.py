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
    """What is asked for has no answer, and a code says why: a list too long, a cursor of another list."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class TooLong(Unfit):
    """A list has more entries than it may."""

    def __init__(self, at_most: int) -> None:
        message = f"This list has more than {at_most} entries. Ask for it in another way."
        super().__init__(Code.LIST_TOO_LONG, message)


class TooManyIdentifiers(Unfit):
    """A list of identifiers is longer than it may be."""

    def __init__(self, at_most: int, given: int) -> None:
        super().__init__(Code.LIST_TOO_LONG, f"Give at most {at_most} identifiers, not {given}.")


class TooManyRows(Unfit):
    """The operation reads more rows than its budget: that is about all of it, and not about any field."""

    def __init__(self) -> None:
        message = "This asks for more rows than one answer may hold. Ask for fewer at a time."
        super().__init__(Code.TOO_MANY_ROWS, message)


def give_up(place: str) -> NoReturn:
    """Raise `GaveUp`: there is no value at `place`, where the schema promises one."""
    raise GaveUp(f"no value at {place}")
