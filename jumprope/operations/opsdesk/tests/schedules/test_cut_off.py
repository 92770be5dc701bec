"""One night with every kind of call in it: the process ends at each of its steps, each of its calls fails."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.tests.schedules.fate import FAULTS, KILLED, Trouble
from jumprope.operations.opsdesk.tests.schedules.machine import calm
from jumprope.operations.opsdesk.tests.schedules.promises import Promises
from jumprope.operations.opsdesk.tests.schedules.world import OPS_ITEM_ALONE, SORTS, World, a_world

Now = Callable[[], Viewer]
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)

MANY = "OPSDESK_SCHEDULES" in os.environ
EVERY_STEP = 1 if MANY else 3
EVERY_TROUBLE = 1 if MANY else len(FAULTS) + 1
"""Where many schedules are run, each call meets every fault; else one of them, in turn."""


@contextmanager
def an_evening(viewer: Now) -> Iterator[tuple[World, Promises]]:
    """Before a night in which tickets are closed, written anew, opened again, created, linked and told of."""
    with a_world(viewer) as world:
        promises = Promises(world)
        for sort in SORTS[:3]:
            world.find(sort, "LOW")
        world.reconcile()
        promises.hold()
        mended, worse, back = world.findings
        world.passes(2 * HOUR)
        world.meddle("SEC-3", "Done")
        promises.meddled("SEC-3", "new")
        world.webhook(-1)
        world.passes(HOUR)
        world.change(mended, status="CLOSED")
        world.change(worse, severity="CRITICAL")
        world.change(back, status="ACTIVE")
        world.find(SORTS[3], "HIGH")
        world.raise_ops_item(OPS_ITEM_ALONE)
        yield world, promises


def ends_well(viewer: Now, trouble: Trouble) -> None:
    """A night with this trouble, another run right after it, and a calm: every promise is kept."""
    with an_evening(viewer) as (world, promises):
        world.reconcile(trouble)
        promises.hold()
        world.passes(SECOND)
        world.reconcile()
        promises.hold()
        promises.kept(all_seen_anew=False)
        calm(world, promises)


def the_night(viewer: Now) -> tuple[int, int, set[str]]:
    """How many steps and calls the night has in which all goes well; and the kinds of calls of Jira."""
    with an_evening(viewer) as (world, _):
        before = len(world.jira.journal)
        world.reconcile()
        told = {f"{method} {path.rsplit('/', 1)[1]}" for method, path, _ in world.jira.journal[before:]}
        return world.fate.steps, world.fate.calls, told


def test_the_night_has_every_kind_of_call(viewer_now: Now) -> None:
    steps, calls, told = the_night(viewer_now)
    assert told >= {"POST bulk", "POST comment", "POST transitions", "POST remotelink", "PUT SEC-2"}
    assert (steps, calls) >= (60, 15)


def test_the_process_may_end_between_any_two_steps(viewer_now: Now) -> None:
    steps, _, _ = the_night(viewer_now)
    for step in range(0, steps, EVERY_STEP):
        ends_well(viewer_now, Trouble(KILLED, step))


def test_any_call_may_fail_before_it_is_made_and_after(viewer_now: Now) -> None:
    _, calls, _ = the_night(viewer_now)
    troubles = [Trouble(fault, call) for call in range(calls) for fault in FAULTS]
    for trouble in troubles[::EVERY_TROUBLE]:
        ends_well(viewer_now, trouble)
