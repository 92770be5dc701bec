"""Whether a text holds another one, in letters of either case: the same on SQLite and on MySQL.

MySQL has a collation for it. SQLite's LIKE knows the cases of ASCII alone, Django's REGEXP there those of all
letters.
"""

from typing import Any

from django.db.models import BooleanField, Func
from django.db.models.sql.compiler import SQLCompiler


class Containing(Func):
    """`Containing(F("name"), pattern)`: the pattern is what `plans.choices.pattern_of` makes of a text."""

    output_field = BooleanField()
    arity = 2

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", arg_joiner=" REGEXP ", **extra)

    def as_mysql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        joiner = " COLLATE utf8mb4_0900_as_ci LIKE "
        return self.as_sql(
            compiler, connection, template="%(expressions)s ESCAPE '!'", arg_joiner=joiner, **extra
        )
