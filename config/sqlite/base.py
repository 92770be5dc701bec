"""The engine: Django's own, except that it asks SQLite how many parameters a statement may have.

Django 5.2 assumes 999, the limit before 2020, and so cuts 500 rows of ten columns into six statements; Django
6.0 asks. With this, as many statements run on SQLite as on MySQL, however many rows there are.
"""

import sqlite3
from functools import cached_property

from django.db.backends.sqlite3 import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    """What SQLite can do."""

    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]
        """How many parameters one statement may have: 32,766, unless SQLite was built otherwise."""
        self.connection.ensure_connection()
        limit: int = self.connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        return limit


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite."""

    features_class = DatabaseFeatures

    @property
    def queries_logged(self) -> bool:
        """Whether each statement is kept with its values: where that is asked for, not with DEBUG alone.

        Django has SQLite quote every value of the statement for it, a sixth of the time that a large demo
        takes.
        """
        return self.force_debug_cursor
