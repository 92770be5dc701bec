"""`jumprope migrate` makes tables only where texts that differ are different."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection


@pytest.mark.mysql
@pytest.mark.django_db(transaction=True)
def test_a_database_with_another_collation_is_refused() -> None:
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} COLLATE utf8mb4_0900_ai_ci")
        try:
            with pytest.raises(CommandError, match="has the collation utf8mb4_0900_ai_ci") as refusal:
                call_command("migrate", verbosity=0)
        finally:
            cursor.execute(f"ALTER DATABASE {name} COLLATE utf8mb4_0900_as_cs")
    assert str(refusal.value).endswith(
        f"ALTER DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs"
    )


@pytest.mark.django_db
def test_our_own_collation_and_sqlite_are_fine() -> None:
    call_command("migrate", verbosity=0)
