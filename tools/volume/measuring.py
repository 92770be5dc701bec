"""The whole of it: a database is filled, the operations are watched, and the table is written."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment

from jumprope.interfaces.cli.demo import story
from jumprope.interfaces.cli.demo.districts import SIZES
from jumprope.interfaces.cli.demo.place import TIME_ZONE
from jumprope.interfaces.cli.progress import progress
from jumprope.kit import clock
from jumprope.kit.tenancy import across_tenants
from jumprope.platform.tenancy.models import Tenant
from tools.volume import copying, operations, table


def measure(*, tenants: int, size: str) -> int:
    """Build them, watch what is done in one of the middle, and write the table. The exit status."""
    district = SIZES[size][0]
    with _database():
        with _timed(district.name), progress(district.name, district.sheets) as further:
            story.tell(district, clock.today(TIME_ZONE), further)
        original = Tenant.objects.get(slug=district.slug)
        for number in range(2, tenants + 1):
            with _timed(f"copy {number} of {tenants}"):
                copying.copy(original, number)
        _look_at_the_rows()
        done = list(operations.done_in(district, tenants // 2 + 1))
        table.write(table.section(_made_of(tenants), done))
    faults = [
        f"{each.operation.title}: {fault}\n  {statement.sql}"
        for each in done
        for statement in each.statements
        for fault in statement.faults
    ]
    print("\n".join(faults) or "Every statement begins at the tenant, or at a key that is known.")
    return 1 if faults else 0


@contextmanager
def _database() -> Iterator[None]:
    """A new database with all tables, and nothing in them."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        teardown_test_environment()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - begun:.0f} s", flush=True)


def _look_at_the_rows() -> None:
    """Let MySQL count what there is, as it does by itself sooner or later."""
    tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE TABLE {tables}")


def _made_of(tenants: int) -> str:
    """The machine, the server, the day, and how much there is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**3
    version = ".".join(map(str, connection.get_database_version()))
    return (
        f"{tenants} tenants, copies of one district, together {_rows('people.Student')} students, "
        f"{_rows('assessments.Score')} scores and {_rows('determinations.Determination')} determinations. "
        f"MySQL {version}, {os.cpu_count()} cores, {memory} GB; {clock.today('UTC')}."
    )


def _rows(label: str) -> str:
    with across_tenants():
        return f"{apps.get_model(label)._default_manager.count():,}"
