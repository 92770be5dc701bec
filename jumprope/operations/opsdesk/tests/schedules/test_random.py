"""Random schedules: what must never happen is asked after every step, what must be so at last at the end.

Ten thousand of them: `OPSDESK_SCHEDULES=10000 .venv/bin/pytest -s -k test_every_schedule_ends_well`
"""

import os
import random
from collections.abc import Callable

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.tests.schedules import machine

SCHEDULES = int(os.environ.get("OPSDESK_SCHEDULES", "25"))
SEED = int(os.environ.get("OPSDESK_SEED", random.randrange(10**9)))  # noqa: S311 - a test's


def test_every_schedule_ends_well_and_nothing_forbidden_happens_on_the_way(
    viewer_now: Callable[[], Viewer],
) -> None:
    print(f"{SCHEDULES} schedules; again with OPSDESK_SEED={SEED}")
    machine.run(SCHEDULES, SEED, viewer_now, shrink="OPSDESK_SHRINK" in os.environ)
