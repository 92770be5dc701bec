"""Plans on Django's connection: its driver's bare cursor, in one snapshot. Needs no Graphene."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from graphplan.outcomes import Outcome, Refusal, perform
from graphplan.plans import Plan, Refused, Run, drivers
from graphplan.plans.scalars import to_json
from graphplan.snapshot import one_snapshot
from graphplan.viewer import Viewer


class Session:
    """One operation's use of the database."""

    def __init__(self, viewer: Viewer, variables: dict[str, Any], budget: int) -> None:
        self._viewer = viewer
        self._connection: Any = connections[DEFAULT_DB_ALIAS]
        # Whoever watches the statements, as tests do, sees them all: then Django's own cursor runs them.
        self._bare = not (self._connection.queries_logged or self._connection.execute_wrappers)
        driver = bare(self._connection) if self._bare else drivers.watched(self._connection)
        self.run = Run(viewer, variables, budget, driver)

    def answered(self, plan: Plan, refusal: Refusal, done: dict[str, Outcome]) -> bytes:
        """The JSON of a query; of mutations, run in turn. `done` are those that were run before, and keeps
        what commands came to, also when a payload fails. `refusal` is what expected refusals are.

        Raises `GaveUp` where the plan has no answer, and whatever a fault in it or the database raises.
        """
        if plan.query is not None:
            return self.read(plan, partial(plan.query, self.run), alone=plan.runs_alone)
        members = []
        for step in plan.steps:
            if isinstance(step, str):
                members.append(step.encode())
                continue
            if step.key not in done:
                given = step.arguments.of(self.run.variables).get("input")
                done[step.key] = perform(step.command, step.shape, refusal, self._viewer, given)
            outcome = done[step.key]
            if outcome.failure is not None:
                raise Refused("a command failed")
            payload = self.read(plan, partial(step.payload, self.run, outcome), alone=step.reads_alone)
            members.append(b"%b:%b" % (to_json(step.key).encode(), payload))
        return b"{%b}" % b",".join(members)

    def read(self, plan: Plan, call: Callable[[], bytes], *, alone: bool) -> bytes:
        """What `call` answers, which runs this plan in one snapshot; `alone`: nothing but the plan reads.

        A failure leaves a transaction around it whole: it only read.
        """
        self.run.begin()
        # Django hears of the bare cursor's failures too.
        with self._connection.wrap_database_errors:
            return self._in_snapshot(plan, call, alone)

    def _in_snapshot(self, plan: Plan, call: Callable[[], bytes], alone: bool) -> bytes:
        if self._connection.in_atomic_block or not self._connection.get_autocommit():
            return call()
        if not (self._bare and alone):
            return _in_django(call)
        return call() if plan.asks_once else self._in_transaction(call)

    def _in_transaction(self, call: Callable[[], bytes]) -> bytes:
        cursor, end = self.run.cursor, "ROLLBACK"
        cursor.execute("BEGIN", ())
        try:
            answer = call()
            end = "COMMIT"
            return answer
        finally:
            cursor.execute(end, ())


def bare(connection: Any) -> drivers.Driver:
    """What runs statements past Django, on a connection of Django's, which is looked after as by Django."""
    connection.close_if_health_check_failed()
    if connection.connection is None:
        connection.ensure_connection()
    connection.validate_thread_sharing()
    return drivers.bare(connection.vendor, connection.connection)


def _in_django(call: Callable[[], bytes]) -> bytes:
    """In a transaction that Django knows of: what the application computes may open one itself."""
    failure: Exception | None = None
    with one_snapshot():
        try:
            return call()
        except Exception as raised:
            failure = raised
    raise failure
