"""What can go wrong: mistakes in declarations, and requests that no answer fits."""

from enum import StrEnum
from typing import NoReturn

from graphql import GraphQLError


class DeclarationError(TypeError):
    """A declaration that does not build: its place (`Score.value`), what is wrong with it, and the mend."""

    def __init__(self, place: str, fault: str, mend: str) -> None:
        self.place, self.fault, self.mend = place, fault, mend
        super().__init__(f"{place}: {fault}. {mend}.")


class Code(StrEnum):
    """The codes that this package itself gives, in `errors[].extensions.code` or in a payload's `errors`."""

    BAD_CURSOR = "bad_cursor"
    LIST_TOO_LONG = "list_too_long"
    NOT_FOUND = "not_found"
    PAGE_OUT_OF_RANGE = "page_out_of_range"
    TOO_MANY_ROWS = "too_many_rows"


def refuse(code: Code, message: str) -> NoReturn:
    """Answer the field that is being resolved with an error that has a code.

    Raises `GraphQLError`.
    """
    raise GraphQLError(message, extensions={"code": str(code)})
