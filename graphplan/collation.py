"""The order of texts, the same on both databases. Indexes of models may name it: it needs no Graphene."""

from typing import Any

from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler


class ByCodePoint(Func):
    """Text in the order of its code points, which both databases can: 'Z' before 'a', 'z' before 'é'."""

    template = "%(expressions)s COLLATE %(collation)s"

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, collation="BINARY", **extra)

    def as_mysql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, collation="utf8mb4_0900_bin", **extra)
