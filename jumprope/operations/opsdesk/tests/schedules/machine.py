"""Schedules drawn at random: what happens in the world, when the desk runs in it, and at last a calm."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.desk import SETTLING
from jumprope.operations.opsdesk.tests.schedules.fate import NONE, TROUBLES, UNANSWERED, Trouble
from jumprope.operations.opsdesk.tests.schedules.promises import Promises
from jumprope.operations.opsdesk.tests.schedules.world import (
    FIRST,
    LAG,
    OPS_ITEM_ALONE,
    OPS_ITEM_JOINED,
    OPS_ITEM_SHARED,
    SECOND,
    SORTS,
    Sort,
    World,
    a_world,
)

STEPS = 18
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUMPS = (MINUTE, 20 * MINUTE, 2 * HOUR, 4 * HOUR, 30 * HOUR, 7 * DAY)
"""Two hours lead over midnight, four from there over the hour that Europe has twice in this night."""

SEVERITIES = ("HIGH", "HIGH", "LOW", "CRITICAL", "INFORMATIONAL")
STATUSES = ("ACTIVE", "CLOSED", "SUPPRESSED")
MOVES = ("To do", "In progress", "Done")
EDITS = ("later", "earlier", "no date", "label", "delete", "away", "clone")

AFTER_ASKING = 4
"""The number of a run's first call that tells something: before it are three listings and a search."""

ASKING_WHAT_BECAME = 3
"""The number of the first call after the listings, where there are calls that were never answered."""

which = st.integers(0, 5)
troubles = st.sampled_from(TROUBLES)


class Schedules(RuleBasedStateMachine):
    """One schedule: a world, what happens in it step by step, and at last a calm night."""

    viewer: Callable[[], Viewer]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world = self.stack.enter_context(a_world(type(self).viewer))
        self.promises = Promises(self.world)
        self.world.look = self.promises.hold
        self.heard = 0
        self.world.find(SORTS[0], "HIGH")

    def teardown(self) -> None:
        with self.stack:
            calm(self.world, self.promises)

    @rule(sort=st.sampled_from(SORTS), severity=st.sampled_from(SEVERITIES))
    def is_found(self, sort: Sort, severity: str) -> None:
        self.world.find(sort, severity)

    @rule(which=which, status=st.sampled_from(STATUSES), severity=st.sampled_from(SEVERITIES))
    def is_changed(self, which: int, status: str, severity: str) -> None:
        if found := self.world.findings:
            self.world.change(found[which % len(found)], status=status, severity=severity)

    @rule(which=which)
    def is_gone(self, which: int) -> None:
        if found := self.world.findings:
            self.world.vanish(found[which % len(found)])

    @rule(how=st.sampled_from([OPS_ITEM_ALONE, OPS_ITEM_SHARED, OPS_ITEM_JOINED]))
    def an_ops_item_is_raised(self, how: str) -> None:
        self.world.raise_ops_item(how)

    @precondition(lambda self: self.world.opscenter.items)
    @rule(which=which, status=st.sampled_from(["Open", "InProgress", "Resolved"]))
    def an_ops_item_is_moved(self, which: int, status: str) -> None:
        items = list(self.world.opscenter.items.values())
        self.world.move_ops_item(items[which % len(items)], status)

    @rule(trouble=troubles)
    def what_is_new_comes(self, trouble: Trouble) -> None:
        """All events that have not come yet, the newest first."""
        come, self.heard = self.world.events[self.heard :][::-1], len(self.world.events)
        if come:
            self.world.passes()
            self.world.take(come, trouble)
            self.promises.hold()

    @rule(which=which, trouble=troubles)
    def an_event_comes(self, which: int, trouble: Trouble) -> None:
        """One of the last events, at first or once more."""
        self.world.passes()
        self.world.take([self.world.events[-1 - which % len(self.world.events)]], trouble)
        self.promises.hold()

    @rule(trouble=troubles)
    def reconciles(self, trouble: Trouble) -> None:
        self.world.passes()
        run = self.world.reconcile(trouble)
        self.promises.hold()
        if run and trouble == NONE:
            self.promises.kept(all_seen_anew=False)

    @rule()
    def has_a_good_night(self) -> None:
        self.world.passes()
        self.world.reconcile()
        self.promises.hold()
        self.promises.kept(all_seen_anew=False)

    @rule(jump=st.sampled_from(JUMPS))
    def time_passes(self, jump: timedelta) -> None:
        self.world.passes(jump)

    @precondition(lambda self: self.world.jira.issues)
    @rule(which=which, status=st.sampled_from(MOVES))
    def people_move(self, which: int, status: str) -> None:
        key = list(self.world.jira.issues)[which % len(self.world.jira.issues)]
        before = self.world.jira.category(key)
        self.world.meddle(key, status)
        self.promises.meddled(key, before)

    @precondition(lambda self: self.world.jira.issues)
    @rule(which=which, what=st.sampled_from(EDITS))
    def people_edit(self, which: int, what: str) -> None:
        key = list(self.world.jira.issues)[which % len(self.world.jira.issues)]
        if what == "delete":
            self.promises.deleted(key)
        self.world.meddle(key, what)

    @precondition(lambda self: self.world.jira.webhooks)
    @rule(which=which, trouble=troubles)
    def a_webhook_comes(self, which: int, trouble: Trouble) -> None:
        """One of the last, at first or once more; late ones tell of what is no longer so."""
        self.world.passes()
        self.world.webhook(-1 - which % len(self.world.jira.webhooks), trouble)
        self.promises.hold()

    @rule(cve=st.sampled_from([FIRST, SECOND]), places=st.sampled_from(["*", "*gradebook"]), hours=which)
    def a_risk_is_accepted(self, cve: str, places: str, hours: int) -> None:
        self.world.accept(cve, places, 1 + 20 * hours)

    @rule(sort=st.sampled_from(SORTS), other=st.sampled_from(SORTS))
    def a_risk_is_accepted_while_jira_is_away(self, sort: Sort, other: Sort) -> None:
        """What was planned meanwhile stays planned, and is no longer so when something else happens."""
        self.world.find(sort, "HIGH")
        self.reconciles(Trouble("down", AFTER_ASKING, lasts=True))
        self.world.accept(sort.cve, "*", 30)
        self.world.find(other, "HIGH")
        self.an_event_comes(0, NONE)

    @rule(sort=st.sampled_from(SORTS), fault=st.sampled_from(UNANSWERED), again=st.booleans())
    def a_call_is_never_answered(self, sort: Sort, fault: str, again: bool) -> None:
        """A run soon after may not make it again; then two at once find out what became of it."""
        self.world.find(sort, "HIGH")
        self.reconciles(Trouble(fault, AFTER_ASKING))
        self.reconciles(NONE)
        self.world.passes(SETTLING + MINUTE)
        trouble = Trouble("timeout after", AFTER_ASKING + 1) if again else NONE
        self.world.reconcile_twice(ASKING_WHAT_BECAME, trouble)
        self.promises.hold()

    @precondition(lambda self: self.world.accepted)
    @rule(which=which)
    def an_exception_is_ended(self, which: int) -> None:
        self.world.accept_no_more(which)

    @precondition(lambda self: self.world.jira.issues)
    @rule(which=which, goes_on=st.booleans())
    def a_clock_is_stopped(self, which: int, goes_on: bool) -> None:
        """Or goes on."""
        key = list(self.world.jira.issues)[which % len(self.world.jira.issues)]
        (self.world.resume if goes_on else self.world.pause)(key)

    @precondition(lambda self: self.world.jira.issues and self.world.findings)
    @rule(which=which)
    def a_ticket_is_resolved_while_its_clock_stands_still(self, which: int) -> None:
        """And opened again, before the clock goes on: the hours between count once."""
        found = self.world.findings[which % len(self.world.findings)]
        group = self.world.sort_of[found["findingArn"]].group
        for key in [key for key in self.world.jira.issues if self.world.group_at(key) == group]:
            self.world.pause(key)
            for status in ("CLOSED", "ACTIVE"):
                self.world.passes(2 * HOUR)
                self.world.change(found, status=status)
                self.reconciles(NONE)
            self.world.passes(2 * HOUR)
            self.world.resume(key)
            self.reconciles(NONE)


def calm(world: World, promises: Promises) -> None:
    """A night in which nothing fails, and all has been seen anew; and a quiet one after it."""
    world.jira.lag = timedelta(0)
    world.passes(SETTLING + LAG + MINUTE)
    if promises.people_have_closed_something():  # the desk has to learn of it before that is seen again
        world.reconcile()
        promises.hold()
        promises.kept(all_seen_anew=False)
        world.passes(MINUTE)
    for found in world.findings:
        if found["status"] == "ACTIVE":
            found |= {"lastObservedAt": world.now, "updatedAt": world.now}
    said = world.rehearse().calls
    run = world.reconcile()
    assert run is not None
    assert run.calls == said, "a rehearsal says what a run then does"
    promises.hold()
    promises.kept(all_seen_anew=True)
    quiet = world.reconcile()
    assert quiet is not None
    told = [call for call in quiet.calls if " due-" not in call]  # one just opened is warned of a night later
    assert told == [], f"nothing has changed, and yet is told: {told}"
    assert quiet.counts["jira_asked"] == 1 + promises.looked_into(), "one page is asked for"


def run(schedules: int, random_seed: int, viewer: Callable[[], Viewer], *, shrink: bool = True) -> None:
    """Try so many schedules; raises what the first one raises that ends badly."""

    class WithViewer(Schedules):
        pass

    WithViewer.viewer = staticmethod(viewer)
    run_state_machine_as_test(
        seed(random_seed)(WithViewer),
        settings=settings(
            max_examples=schedules,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=False,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
