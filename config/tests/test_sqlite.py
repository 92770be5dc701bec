"""The engine for SQLite: as many parameters as SQLite takes, so that as few statements run as on MySQL."""

import pytest
from django.db import connection

from jumprope.platform.tenancy.models import Tenant


@pytest.mark.sqlite
@pytest.mark.django_db
def test_rows_go_in_together_up_to_the_limit_of_sqlite_itself() -> None:
    limit = connection.features.max_query_params
    assert limit is not None
    assert limit >= 32_766
    with connection.cursor() as cursor:
        cursor.execute(f"VALUES {', '.join(['(%s)'] * 32_766)}", list(range(32_766)))
        assert len(cursor.fetchall()) == 32_766
    columns = [Tenant._meta.get_field(name) for name in ("slug", "name")]
    assert connection.ops.bulk_batch_size(columns, []) == limit // 2
