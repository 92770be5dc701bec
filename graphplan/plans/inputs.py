"""What a client sent, as a command or a read takes it: names in snake case, identifiers as primary keys."""

from collections.abc import Callable, Mapping
from typing import Any

from graphplan.ids import decode
from graphplan.plans.refusals import Refused

InputShape = Mapping[str, Any]
"""What an input is made of, by names in snake case: the type that an identifier is of, by its name; the shape
of an object; None for all that is taken as it is. A list is what its entries are.
"""


class Decoding:
    """Decodes one input; `unknown` are the paths of identifiers that cannot be anyone's."""

    def __init__(self) -> None:
        self.unknown: list[str] = []

    def fields(self, shape: InputShape, given: Mapping[str, Any], path: str = "") -> dict[str, Any]:
        """The fields that were given, by their declared names; null is not given. `path` leads to them and
        ends in a dot.
        """
        return {
            name: self._value(shape[name], value, f"{path}{name}")
            for name, value in given.items()
            if value is not None
        }

    def _value(self, shape: InputShape | str | None, value: Any, path: str) -> Any:
        if isinstance(value, list):
            return [self._value(shape, one, f"{path}.{position}") for position, one in enumerate(value)]
        if isinstance(shape, str):
            key = decode(shape, value)
            if key is None:
                self.unknown.append(path)
            return key
        return value if shape is None else self.fields(shape, value, f"{path}.")


Permitted = Callable[[Any], bool]


def everyone(_viewer: Any) -> bool:
    """Nobody is kept from asking."""
    return True


class Reading:
    """What an answer is read from: `read(viewer=…, **arguments)`, unless `permitted` says no.

    `refusal` is the class of the application's own refusals.
    """

    def __init__(
        self, read: Callable[..., Any], shape: InputShape, refusal: Any, permitted: Permitted = everyone
    ) -> None:
        self._read, self._shape, self._refusal, self._permitted = read, shape, refusal, permitted

    def __call__(self, viewer: Any, given: Mapping[str, Any]) -> Any:
        """What is read; None, and nothing is called, where that is not for this viewer to ask."""
        decoding = Decoding()
        said = decoding.fields(self._shape, given)
        if decoding.unknown or not self._permitted(viewer):
            return None
        try:
            return self._read(viewer=viewer, **said)
        except self._refusal as refused:
            raise Refused(type(refused).__name__) from refused
