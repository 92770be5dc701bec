"""Whatever a source has said, delivery after delivery: what is handed out is taken in, and handed out again.

`ONEROSTER_SOURCES=2000` tries so many sources.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.rules.deliveries import Delivery, read
from jumprope.exchange.oneroster.rules.kept import PEOPLE
from jumprope.exchange.oneroster.tests.deliveries import total
from jumprope.exchange.oneroster.tests.sources import Source
from jumprope.exchange.oneroster.tests.test_gradebooks import prepare
from jumprope.exchange.oneroster.writes import export_roster, import_roster
from jumprope.kit.errors import Refused
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.platform.tenancy.models import School

pytestmark = pytest.mark.django_db

SOURCES = int(os.environ.get("ONEROSTER_SOURCES", "4"))
DELIVERIES = 4
NUMBERS = count()


@contextmanager
def a_district() -> Iterator[Viewer]:
    """A tenant with a bank of standards, in scope."""
    tenant = a_tenant(slug=f"district-{next(NUMBERS)}", name="Maple County Schools")
    viewer = Viewer.operator(tenant.pk, tenant.time_zone)
    prepare(viewer)
    with tenant_scope(tenant.pk):
        yield viewer


def written(path: Path, source: Source) -> Path:
    files = source.delivery()
    path.mkdir()
    for name, text in files.items():
        (path / f"{name}.csv").write_bytes(text.encode())
    return path


def checked(path: Path) -> Delivery | None:
    """What lies there, if nothing is wrong with it."""
    reading = read(path)
    if reading.delivery is None:
        return None
    try:
        reads.check_references(reading.outward, reading.warnings)
    except reads.DeliveryRefused:
        return None
    return reading.delivery


def taken(viewer: Viewer, delivery: Delivery | None, *, but: Collection[str] = ()) -> tuple[int, ...] | None:
    """How much was created, changed and ended, but for some kinds; None if it was refused."""
    if delivery is None:
        return None
    try:
        by_kind = import_roster(viewer=viewer, delivery=delivery, allow_ending=100).by_kind
    except Refused:
        return None
    created, updated, _, ended = total({kind: by_kind[kind] for kind in by_kind.keys() - set(but)})
    return created, updated, ended


def closed_schools() -> int:
    """A bulk delivery cannot say that a school is closed: whoever takes one in that names it opens it."""
    return School.objects.exclude(closed_on=None).count()


def several_people() -> bool:
    """Whether a user is several people, of whom one may have addresses that another has not: what is handed
    out has those of all, and so has each of them once that is taken in.
    """
    people = [{*reads.all_keys(kind.KIND)} for kind in PEOPLE]
    return len(set.union(*people)) < sum(map(len, people))


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Path]:
    """Folders that are not there yet."""
    return (tmp_path / f"{number}" for number in count())


@settings(
    max_examples=SOURCES,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**9))
def test_what_any_source_has_said_comes_back_byte_for_byte(paths: Iterator[Path], seed: int) -> None:
    with transaction.atomic():
        source = Source(Random(seed))  # noqa: S311 - a test's
        with a_district() as viewer:
            for _ in range(DELIVERIES):
                delivery = checked(written(next(paths), source))
                if taken(viewer, delivery) is not None:
                    source.taken_in()
                    assert taken(viewer, delivery) == (0, 0, 0), delivery
            first = next(paths)
            export_roster(viewer=viewer, path=str(first))
            handed_out = checked(first)
            assert handed_out is not None, read(first).problems
            closed, but = closed_schools(), ["contact_method"] if several_people() else []
            assert taken(viewer, handed_out, but=but) == (0, closed, 0)
        with a_district() as elsewhere:
            assert taken(elsewhere, handed_out) is not None
            second = next(paths)
            export_roster(viewer=elsewhere, path=str(second))
        assert contents(second) == contents(first)
        transaction.set_rollback(True)
