"""Variables of a request, coerced without graphql-core: the plainest values, and no others.

What is not taken here may still be right: whoever has graphql-core says so, or what is wrong with it.
"""

from collections.abc import Callable, Container, Mapping
from datetime import datetime, timedelta
from typing import Any

from graphplan.plans.plan import imported
from graphplan.plans.refusals import Refused
from graphplan.plans.scalars import big_of, day_of, exact_of, instant_of, time_of

Coerce = Callable[[Any], Any]
"""From JSON's value, which is not null, to the variable's. Raises `ValueError`."""

ABSENT: Any = object()

_LEAST, _GREATEST = -(2**31), 2**31 - 1


def text(said: Any) -> str:
    """A String, or an ID that is written as one."""
    if type(said) is not str:
        raise ValueError("no text")
    return said


def whole(said: Any) -> int:
    """An Int."""
    if type(said) is not int or not _LEAST <= said <= _GREATEST:
        raise ValueError("no Int")
    return said


def truth(said: Any) -> bool:
    """A Boolean."""
    if type(said) is not bool:
        raise ValueError("no Boolean")
    return said


def instant(said: Any) -> datetime:
    """A DateTime. Its offset is of whole minutes: Python takes seconds too, and Graphene does not."""
    moment = instant_of(said)
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        raise ValueError("no instant")
    return moment


def anything(said: Any) -> Any:
    """A JSON."""
    return said


big, day, exact, time_of_day = big_of, day_of, exact_of, time_of
"""A BigInteger, a Date, a Decimal, a Time."""


def member(enumeration: str, values: Mapping[str, Any]) -> Coerce:
    """A member of `package.module:Enumeration` by its name in the schema; `values` are what it is made of."""

    def coerced_member(said: Any) -> Any:
        if type(said) is not str or said not in values:
            raise ValueError("no member")
        return imported(enumeration)(values[said])

    return coerced_member


def order(names: Container[str]) -> Coerce:
    """The name of one of several orders of a list."""

    def coerced_order(said: Any) -> str:
        if type(said) is not str or said not in names:
            raise ValueError("no such order")
        return said

    return coerced_order


def many(coerce: Coerce, *, needed: bool) -> Coerce:
    """A list; `needed` where none of its entries may be null."""

    def coerced_list(said: Any) -> list[Any]:
        if type(said) is not list or (needed and None in said):
            raise ValueError("no list")
        return [None if one is None else coerce(one) for one in said]

    return coerced_list


class Variable:
    """A variable as its operation defines it. `default` makes a value that is coerced already."""

    def __init__(
        self, coerce: Coerce, *, needed: bool = False, default: Callable[[], Any] | None = None
    ) -> None:
        self._coerce, self._needed, self._default = coerce, needed, default

    def of(self, name: str, given: Mapping[str, Any]) -> Any:
        """Its value, or `ABSENT`. Raises `Refused` or `ValueError`."""
        said = given.get(name, ABSENT)
        if said is ABSENT and self._default:
            return self._default()
        if said is None or said is ABSENT:
            if self._needed:
                raise Refused(f"no value for ${name}")
            return said
        return self._coerce(said)


def coerced(variables: Mapping[str, Variable], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an operation's variables. Raises `Refused` if one does not fit."""
    try:
        values = {name: variable.of(name, given) for name, variable in variables.items()}
    except ValueError as fault:
        raise Refused("variables that do not fit") from fault
    return _given(values)


def structure(fields: Mapping[str, tuple[str, Variable]]) -> Coerce:
    """An input object: each field's name for a command, by its name in the schema."""

    def coerced_object(said: Any) -> dict[str, Any]:
        if type(said) is not dict or not said.keys() <= fields.keys():
            raise ValueError("no such object")
        values = {name: field.of(key, said) for key, (name, field) in fields.items()}
        return _given(values)

    return coerced_object


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not ABSENT}
