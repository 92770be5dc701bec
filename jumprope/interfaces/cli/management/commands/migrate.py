"""Django's `migrate`; it compares models with migrations as `makemigrations` does, and minds collations."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.sqlite import expectations
from jumprope.kit.migrations import WholeTables


class Command(migrate.Command):
    """Makes no table in which E and é could be the same."""

    autodetector = WholeTables

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Migrate. Raises `CommandError` on a MySQL database with another collation than ours."""
        connection = connections[options["database"]]
        _refuse_another_collation(connection)
        super().handle(*arguments, **options)
        if connection.vendor == "sqlite" and not options["plan"]:
            expectations.tell(connection)


def _refuse_another_collation(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor != "mysql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT @@collation_database")
        (collation,) = cursor.fetchone()
    if collation != settings.MYSQL_COLLATION:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        raise CommandError(
            f"The database {name} has the collation {collation}, under which texts that differ are the same. "
            f"First: ALTER DATABASE {name} CHARACTER SET utf8mb4 COLLATE {settings.MYSQL_COLLATION}"
        )
