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
"""At sign-in a mail address says which tenant it is."""

LAST_STATEMENT = """
    SELECT ROWS_EXAMINED, ROWS_SENT
    FROM performance_schema.events_statements_history
    WHERE THREAD_ID = PS_CURRENT_THREAD_ID() ORDER BY EVENT_ID DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Access:
    """How a plan comes at the rows of one table: one line of MySQL's EXPLAIN."""

    table: str
    type: str
    index: str | None

    @property
    def fault(self) -> str | None:
        """What is wrong with it, in a few words; None if it begins at the tenant, or at keys that are known."""
        if self.table not in tables_of_tenants() or self.type in ONE_ROW_AT_MOST:
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
        return index in KNOWN_BEFORE_THE_TENANT or first_columns()[self.table, index] == "tenant_id"


@dataclass(slots=True)
class Statement:
    """One statement that was run; times, when it was run more often within an operation."""

    sql: str
    accesses: tuple[Access, ...]
    examined: int
    sent: int
    times: int = 1

    @property
    def faults(self) -> list[str]:
        """What is wrong with its plan."""
        return [f"{access.table}: {access.fault}" for access in self.accesses if access.fault]


@dataclass
class Watch:
    """Sees every statement on the connection, asks MySQL how it will be run, and afterwards what it read."""

    statements: dict[str, Statement] = field(default_factory=dict)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Run one statement; what Django calls for each."""
        if many or not sql.lstrip(" (").startswith(EXPLAINED):
            return execute(sql, params, many, context)
        accesses = tuple(plan(sql, params))
        answer = execute(sql, params, many, context)
        (last,) = asked(LAST_STATEMENT)
        self._add(Statement(sql, accesses, last["ROWS_EXAMINED"], last["ROWS_SENT"]))
        return answer

    def _add(self, new: Statement) -> None:
        """Keep it; of the same statement with other values, the one that read the most."""
        known = self.statements.setdefault(_shape(new.sql), new)
        if known is not new:
            known.times += 1
            known.examined, known.sent = max((known.examined, known.sent), (new.examined, new.sent))
            known.accesses = tuple(dict.fromkeys((*known.accesses, *new.accesses)))


@contextmanager
def watched() -> Iterator[Watch]:
    """See all statements that are run inside."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def plan(sql: str, params: Any) -> Iterator[Access]:
    """How MySQL comes at each table of a statement, with these values."""
    for line in asked(f"EXPLAIN FORMAT=TRADITIONAL {sql}", params):
        # What is inserted is looked for nowhere.
        if line["select_type"] != "INSERT" and (table := _table(sql, line["table"], line["key"])):
            yield Access(table, line["type"], line["key"])


def _table(sql: str, name: str | None, index: str | None) -> str | None:
    """The table that a plan's line is of; None for what is no table, such as `<derived2>`.

    Where inner queries call several tables by the same name, the index tells them apart. A primary key does
    not: then it is the first of them.
    """
    named = [table for table, alias in TABLES.findall(sql) if (alias or table) == name]
    with_index = [table for table in named if (table, index) in first_columns()]
    return next(iter(with_index or named), None)


def _shape(sql: str) -> str:
    """A statement without how many values it lists."""
    return re.sub(r"\(%s(, %s)*\)(, \(%s(, %s)*\))*", "(…)", sql)


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
