"""Values as Python source: literals, and references to what only the application has."""

from contextlib import suppress
from datetime import date, datetime, time, timezone
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

from graphplan.declarations.orders import OrderName
from graphplan.plans.plan import imported

_PLAIN = (bool, int, float, str, bytes, Decimal, date, datetime, time, type(None))


class References:
    """What of the application a source has `named`: `package.module:function` where that is importable, or
    else a name that is `kept` here.
    """

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.named: set[str] = set()

    def to(self, name: str, value: Any) -> str:
        """The source that stands for a value; `name` tells what it is, if no module does."""
        if isinstance(value, partial):
            given = [self.literal(one) for one in value.args]
            given += [f"{key}={self.literal(one)}" for key, one in value.keywords.items()]
            return f"partial({', '.join([self.to(name, value.func), *given])})"
        found = importable(value)
        if found is None:
            found = name if self.kept.get(name, value) is value else f"{name}.{len(self.kept)}"
            self.kept[found] = value
        self.named.add(found)
        return f"reference({found!r})"

    def literal(self, value: Any) -> str:
        """The source of a value, whatever it is."""
        if isinstance(value, OrderName):
            value = value.value
        if isinstance(value, Enum):
            return f"{self.to(type(value).__qualname__, type(value))}({self.literal(value.value)})"
        if isinstance(value, datetime) and (offset := value.utcoffset()) is not None:
            return repr(value.replace(tzinfo=timezone(offset)))
        if type(value) in _PLAIN:
            return repr(value)
        if type(value) in (list, tuple):
            inside = "".join(f"{self.literal(one)}, " for one in value)
            return f"[{inside}]" if type(value) is list else f"({inside})"
        if isinstance(value, dict):
            items = (f"{self.literal(key)}: {self.literal(one)}" for key, one in value.items())
            return f"{{{', '.join(items)}}}"
        return self.to(type(value).__qualname__, value)


def importable(value: Any) -> str | None:
    """The name under which a function or class is imported, if that leads to this very one."""
    name = f"{getattr(value, '__module__', None)}:{getattr(value, '__qualname__', None)}"
    with suppress(ImportError, AttributeError, ValueError):
        if imported(name) is value:
            return name
    return None
