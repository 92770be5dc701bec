"""Whether the database is of this version of JumpRope.

Until the first release each app keeps one migration, which is written anew when tables change. So a database
that an earlier version made counts as migrated, and only its columns tell.
"""

from django.apps import apps
from django.db import connection


def is_of_another_version() -> bool:
    """Whether a migrated database lacks tables, or has other columns in them. One query for each table."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            if model._meta.db_table not in tables:
                return True
            there = connection.introspection.get_table_description(cursor, model._meta.db_table)
            if {column.name for column in there} != {
                field.column for field in model._meta.local_concrete_fields
            }:
                return True
    return False
