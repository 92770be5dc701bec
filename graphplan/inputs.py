"""What a client sent, as a command or a read takes it: names in snake case, identifiers as primary keys."""

from collections.abc import Mapping
from typing import Any

from graphene.types.structures import Structure as Wrapper

from graphplan import ids
from graphplan.declarations.classes import Input
from graphplan.declarations.structures import IdInput, argument_of


class Decoding:
    """Decodes one input; `unknown` are the paths of identifiers that cannot be anyone's."""

    def __init__(self) -> None:
        self.unknown: list[str] = []
        self._inner: dict[int, Mapping[str, Any] | None] = {}

    def fields(self, declared: Mapping[str, Any], given: Mapping[str, Any], path: str = "") -> dict[str, Any]:
        """The fields that were given, by their declared names; null is not given. `path` leads to them and
        ends in a dot.
        """
        return {
            name: self._value(declared[name], value, f"{path}{name}")
            for name, value in given.items()
            if value is not None
        }

    def _value(self, declared: Any, value: Any, path: str) -> Any:
        if isinstance(value, list):
            return [self._value(declared, one, f"{path}.{position}") for position, one in enumerate(value)]
        if isinstance(declared, IdInput):
            key = ids.decode(declared.to, value)
            if key is None:
                self.unknown.append(path)
            return key
        inner = self._fields_of(declared) if isinstance(value, Mapping) else None
        return value if inner is None else self.fields(inner, value, f"{path}.")

    def _fields_of(self, declared: Any) -> Mapping[str, Any] | None:
        """The fields of an input object that is declared so, asked of Graphene once for all in a list."""
        if id(declared) not in self._inner:
            kind = _innermost(argument_of(declared).type)
            is_input = isinstance(kind, type) and issubclass(kind, Input)
            self._inner[id(declared)] = kind.declaration.fields if is_input else None
        return self._inner[id(declared)]


def _innermost(kind: Any) -> Any:
    while isinstance(kind, Wrapper):
        kind = kind.of_type
    return kind
