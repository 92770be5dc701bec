"""Statements as they are run, with what MySQL says of each: its plan, and how many rows it went through."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from jumprope.kit.tenancy import TenantModel

EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")

TABLES = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\(?`(\w+)`(?:\s+`?(?!WHERE|SET|ON|INNER|LEFT)(\w+)`?)?")
"""A table in a statement of Django's, and the name that it goes by there, if another."""

ONE_ROW_AT_MOST = {"system", "const", "eq_ref"}
"""Ways to look into a unique index with a whole key: no other tenant's rows are gone through."""

KNOWN_BEFORE_THE_TENANT = {"accounts_account_email_idx"}
"""At sign-in an email address says which tenant it is."""

LAST_STATEMENT = """
    SELECT ROWS_EXAMINED, ROWS_SENT
    FROM performance_schema.events_statements_history
    WHERE THREAD_ID = PS_CURRENT_THREAD_ID() ORDER BY EVENT_ID DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Access:
    """How a plan comes at the rows of one table: one line of MySQL's EXPLAIN.

    `tables` are more than one where inner queries call several by the same name, and nothing tells which.
    """

    tables: tuple[str, ...]
    type: str
    index: str | None

    @property
    def fault(self) -> str | None:
        """What is wrong with it, in a few words; None if it begins at the tenant, or at known keys."""
        if tables_of_tenants().isdisjoint(self.tables) or self.type in ONE_ROW_AT_MOST:
            return None
        if self.type == "ALL":
            return "full scan"
        if self.type == "index":
            return f"scan of the whole index {self.index}"
        wrong = [name for name in (self.index or "").split(",") if not self._begins_right(name)]
        return f"{' and '.join(wrong)} does not begin with the tenant" if wrong else None

    def _begins_right(self, index: str) -> bool:
        if index == "PRIMARY":
            return self.type == "range"
        firsts = {first_columns()[table, index] for table in self.tables}
        return index in KNOWN_BEFORE_THE_TENANT or firsts == {"tenant_id"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that was run, how, and through how many rows it went for those that it sent."""

    sql: str
    accesses: tuple[Access, ...]
    examined: int
    sent: int

    @property
    def faults(self) -> list[str]:
        """What is wrong with its plan."""
        return [f"{' or '.join(each.tables)}: {each.fault}" for each in self.accesses if each.fault]


@dataclass(frozen=True, slots=True)
class Watch:
    """Sees every statement on the connection, asks MySQL how it will be run, and afterwards what it read."""

    statements: list[Statement] = field(default_factory=list)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Run one statement; what Django calls for each."""
        if many or not sql.lstrip(" (").startswith(EXPLAINED):
            return execute(sql, params, many, context)
        accesses = tuple(plan(sql, params))
        answer = execute(sql, params, many, context)
        (last,) = asked(LAST_STATEMENT)
        self.statements.append(Statement(sql, accesses, last["ROWS_EXAMINED"], last["ROWS_SENT"]))
        return answer


@contextmanager
def watched() -> Iterator[Watch]:
    """See all statements that are run inside."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def plan(sql: str, params: Any) -> Iterator[Access]:
    """How MySQL comes at each table of a statement, with these values."""
    for line in asked(f"EXPLAIN FORMAT=TRADITIONAL {sql}", params):
        # What is inserted is looked for nowhere; `<derived2>` and its like are no tables.
        if line["select_type"] != "INSERT" and (tables := _tables(sql, line["table"], line["key"])):
            yield Access(tables, line["type"], line["key"])


def _tables(sql: str, name: str | None, index: str | None) -> tuple[str, ...]:
    """The tables that go by a name in a statement; where that are several, those that have the index."""
    named = dict.fromkeys(table for table, alias in TABLES.findall(sql) if (alias or table) == name)
    with_index = tuple(table for table in named if (table, index) in first_columns())
    return with_index or tuple(named)


@cache
def tables_of_tenants() -> frozenset[str]:
    """The tables whose rows belong to a tenant."""
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel))


@cache
def first_columns() -> dict[tuple[str, str | None], str]:
    """The first column of each index, by its table and its name. One query, once."""
    indexes = asked(
        "SELECT TABLE_NAME AS `table`, INDEX_NAME AS name, COLUMN_NAME AS first "
        "FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND SEQ_IN_INDEX = 1"
    )
    return {(index["table"], index["name"]): index["first"] for index in indexes}


def asked(sql: str, params: Any = None) -> list[dict[str, Any]]:
    """The rows that MySQL answers, by the names of their columns; no watch sees the question."""
    # The driver's own cursor, below Django's wrappers.
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
