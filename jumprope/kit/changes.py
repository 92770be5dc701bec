"""Changing a row: what is given is set, what is to be cleared is emptied, and all else stays as it is."""

from collections.abc import Collection, Mapping

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused
from jumprope.kit.values import path


class GivenAndCleared(Refused):
    """A value cannot be set and taken away at once."""

    code = "given_and_cleared"
    message = _("This is given, and is to be cleared as well. Say one of the two.")


def put(row: Model, given: Mapping[str, object], *, clear: Collection[str] = ()) -> list[Refused]:
    """Set the values of a row that are given, and empty those to be cleared; None is not given.

    Both name attributes of the row. Nothing is written. What comes back are `GivenAndCleared`. No query.
    """
    for name, value in given.items():
        if value is not None:
            setattr(row, name, value)
    return empty(row, clear, given=given)


def empty(row: Model, clear: Collection[str], *, given: Mapping[str, object], at: str = "") -> list[Refused]:
    """Empty these values of a row, and refuse those of them that are given as well.

    `at` is the path of the row in the input. Nothing is written. No query.
    """
    for name in clear:
        setattr(row, name, None)
    both = (name for name in sorted(set(clear)) if given.get(name) is not None)
    return [GivenAndCleared(field=path(at, name)) for name in both]
