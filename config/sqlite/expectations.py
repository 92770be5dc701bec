"""What SQLite is told to expect of the tables, as it cannot know it while they are empty.

Every index begins with the tenant. Of an index that nobody has counted SQLite assumes that its first column
alone narrows a table down to ten rows, and so it looks through all that a tenant has; in truth most of a
table is one tenant's. Counted later, with SQLite's `ANALYZE`, the truth takes the place of what was expected.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = 1_000_000
"""Rows of a table, and of one tenant in it."""

NARROWED = 10
"""How many times fewer rows there are with each further column of an index."""

INDEXES_OF_TENANTS = """
    SELECT made.name, found.name, found."unique", (SELECT COUNT(*) FROM pragma_index_info(found.name))
    FROM sqlite_schema AS made JOIN pragma_index_list(made.name) AS found
    WHERE made.type = 'table'
    AND 'tenant_id' = (SELECT first.name FROM pragma_index_info(found.name) AS first WHERE first.seqno = 0)
"""

NOT_COUNTED = f"""
    {INDEXES_OF_TENANTS} AND NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE idx = found.name)
"""  # noqa: S608 - words of ours


def tell(connection: BaseDatabaseWrapper) -> None:
    """Write down how many rows the columns of an index narrow a table to, for each index that begins with the
    tenant and that nobody has counted.
    """
    with connection.cursor() as cursor:
        # Looking at any table makes the one that SQLite keeps its counts in.
        cursor.execute("ANALYZE tenancy_tenant")
        cursor.execute(NOT_COUNTED)
        indexes = cursor.fetchall()
        cursor.executemany(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)",
            [(table, index, expected(columns, unique=unique)) for table, index, unique, columns in indexes],
        )
        # Have what was written taken up.
        cursor.execute("ANALYZE sqlite_schema")


def expected(columns: int, *, unique: bool) -> str:
    """The rows of a table, then how many are left with one column of an index, with two, and so on."""
    last = 1 if unique else NARROWED
    further = [last * NARROWED**place for place in reversed(range(columns - 1))]
    return " ".join(map(str, [ROWS, ROWS, *further]))
