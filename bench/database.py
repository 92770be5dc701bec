"""A database to measure on: made anew, and dropped afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment


@contextmanager
def new_database() -> Iterator[None]:
    """All tables, and nothing in them. On a server its name begins with `test_`."""
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
        teardown_test_environment()


def look_at_the_rows() -> None:
    """Let MySQL count what there is, as it does by itself sooner or later. SQLite never does: the product has
    told it what to expect.
    """
    if connection.vendor == "mysql":
        tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE TABLE {tables}")
