"""MySQL's driver without its cursors: for plans, which ask for rows and for nothing about them.

A cursor of mysqlclient's describes the columns, counts warnings and escapes every parameter anew, which takes
longer than a small statement; and it makes Python's objects of decimals, days and instants, which plans only
turn into text again, most of them not even once. Here they stay the texts that MySQL sends.
"""

from typing import Any

from MySQLdb import _mysql
from MySQLdb.converters import conversions

_NUMBERS = (int, float)

CONVERTERS = {
    kind: made if made in _NUMBERS else str for kind, made in conversions.items() if isinstance(kind, int)
}
"""By the type of a column: what makes a value of its text."""


MOST_LITERALS = 1_000

LONGEST_LITERAL = 200
"""In characters: clients may send texts of a megabyte, and few of them twice."""


class Cursor:
    """What plans run statements with, on a connection of the driver's."""

    __slots__ = ("_connection", "_literals", "_rows")

    def __init__(self, connection: Any) -> None:
        self._connection, self._literals = connection, Literals(connection)
        self._rows: Any = ()

    def execute(self, text: str, parameters: Any = (), /) -> None:
        """Run a statement, in which `%s` stands for a parameter, or `%(name)s` for one of a mapping.

        Raises what the driver raises.
        """
        connection, self._rows = self._connection, ()
        connection.query((text % self._spelled(parameters)).encode())
        if connection.field_count():
            self._rows = _mysql.result(connection, False, CONVERTERS).fetch_row(0)

    def _spelled(self, parameters: Any) -> Any:
        literals = self._literals
        if isinstance(parameters, dict):
            return {name: literals[type(each), each] for name, each in parameters.items()}
        return tuple([literals[type(each), each] for each in parameters])

    def fetchmany(self, size: int, /) -> Any:
        """The first rows of the last statement, at most so many."""
        return self._rows[:size]


class Literals(dict[tuple[type, Any], str]):
    """Values as they stand in a statement, by type and value: most stand in many places.

    Where a cursor lives as long as its process, they are forgotten from time to time; long ones at once.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, of: tuple[type, Any]) -> str:
        literal: bytes = self._connection.literal(of[1])
        text = literal.decode()
        if len(self) >= MOST_LITERALS:
            self.clear()
        if len(text) <= LONGEST_LITERAL:
            self[of] = text
        return text
