"""How a command ended: refused with nothing changed, or done in so many statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jumprope.kit.errors import Refused
from jumprope.kit.tenancy import TenantModel, across_tenants


@contextmanager
def refused(*problems: tuple[str, str | None]) -> Iterator[None]:
    """What happens inside is refused for these reasons, as (code, field), and leaves every row as it was."""
    before = every_row()
    with pytest.raises(Refused) as refusal:
        yield
    found = [(problem.code, problem.field) for problem in refusal.value.problems]
    assert sorted(found, key=repr) == sorted(problems, key=repr)
    assert every_row() == before


def every_row() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tenants, by table."""
    with across_tenants():
        return {
            model._meta.label: list(model.objects.order_by("pk").values_list())
            for model in apps.get_models()
            if issubclass(model, TenantModel)
        }


def statements(call: Callable[[], object]) -> int:
    """How many SQL statements a call takes."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
