"""The arguments of a field: constants, and variables that were coerced before the plan runs."""

from collections.abc import Mapping
from typing import Any

from graphplan.plans.refusals import Refused

ABSENT = object()
"""There is no such variable in this request, and nothing in its place."""


class Variable:
    """A variable's value. `needed`: null is not taken. `default` stands for one that was not given."""

    def __init__(self, name: str, *, needed: bool = False, default: Any = ABSENT) -> None:
        self.name, self.needed, self.default = name, needed, default

    def of(self, variables: Mapping[str, Any]) -> Any:
        """Its value in one request, or `ABSENT`. Raises `Refused` where one is needed and there is none."""
        value = variables.get(self.name, self.default)
        if self.needed and (value is None or value is ABSENT):
            raise Refused(f"no value for ${self.name}")
        return value


class Arguments:
    """What a field of the document is given: names, and values that hold `Variable`s where they stand."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said

    def of(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of one request; one without a value is left out. Raises `Refused`."""
        return _object(self._said, variables)


def _object(said: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
    filled = {name: _filled(value, variables) for name, value in said.items()}
    return {name: value for name, value in filled.items() if value is not ABSENT}


def _filled(said: Any, variables: Mapping[str, Any]) -> Any:
    match said:
        case Variable():
            return said.of(variables)
        case dict():
            return _object(said, variables)
        case list():
            values = [_filled(value, variables) for value in said]
            return [None if value is ABSENT else value for value in values]
    return said
