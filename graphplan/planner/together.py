"""Rows of several tables, each found by one key, read by one statement, which is a snapshot by itself."""

import re
from collections.abc import Sequence

from graphplan.planner import sql
from graphplan.planner.sql import Keys, Sql

ONE_TABLE = re.compile(
    r"SELECT (?!DISTINCT )(?P<columns>[^()%]+) FROM (?P<table>\S+) WHERE (?P<condition>(?:(?!SELECT ).)+)"
)
"""What asks one table for nothing but columns, and no other table for leave."""


def side_by_side(statements: Sequence[Sql]) -> Sql | None:
    """The rows of statements for one key each, beside each other in one row; None where that is not so plain.

    What is joined to nothing but a row of no table is looked up by its key as it is alone; where it is not
    found, its columns are NULL. The keys are `key_0`, `key_1` and so on.
    """
    plain = [match for text, _ in statements if (match := ONE_TABLE.fullmatch(text))]
    if len(plain) < len(statements) or len({match["table"] for match in plain}) < len(statements):
        return None
    columns = ", ".join(match["columns"] for match in plain)
    joined = "".join(f" LEFT JOIN {match['table']} ON {match['condition']}" for match in plain)
    parameters = [
        sql.key(number) if isinstance(parameter, Keys) else parameter
        for number, (_, parameters) in enumerate(statements)
        for parameter in parameters
    ]
    return f"SELECT {columns} FROM (SELECT 1) AS graphplan_one{joined}", parameters  # noqa: S608 - Django's
