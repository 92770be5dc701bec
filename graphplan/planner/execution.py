"""The engine: finds or compiles the plan, runs it in one snapshot, and hands over what has no answer here."""

import logging
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from graphql import DocumentNode, ExecutionResult, OperationType

from graphplan.engine import ROW_BUDGET, TextResult
from graphplan.errors import told
from graphplan.executor import Executor
from graphplan.outcomes import Outcome
from graphplan.planner.apart import apart
from graphplan.planner.cache import Cache
from graphplan.planner.compiler import Compiler
from graphplan.planner.documents import Document, NoPlan, text_of
from graphplan.planner.known import Known
from graphplan.planner.operations import Operations
from graphplan.planner.visibility import Visibility
from graphplan.plans import GaveUp, Plan, Refused, TooManyRows, Unfit
from graphplan.session import Session
from graphplan.viewer import Viewer

if TYPE_CHECKING:
    from graphplan.api import Api

log = logging.getLogger(__name__)

MOST_DOCUMENTS = 512
MOST_PLANS = 1_000
MOST_VARIANTS = 64
"""Plans of one document: for different flags, and for different values of its switches."""

MOST_ROWS_AGAIN = 5_000
"""How many rows the reference engine may read to say where in an answer a refusal stands."""


class Planner:
    """Answers operations by plans. `counts` says how many were planned, refused, deopted, unplanned.

    `planned` by a plan that was `compiled` before or for it; `refused` by design; `deopted` by a fault.
    """

    def __init__(self, api: "Api") -> None:
        self._api, self._reference = api, Executor(api)
        self._schema = api.schema().graphql_schema
        self._documents: Cache[tuple[Document, Cache[Plan | None]]] = Cache(MOST_DOCUMENTS)
        self._known = Known()
        self.counts: Counter[str] = Counter()

    def execute(
        self,
        viewer: Viewer,
        document: DocumentNode,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        budget: int = ROW_BUDGET,
        done: Mapping[str, Outcome] | None = None,
    ) -> ExecutionResult:
        """See `Engine.execute`. An answer without errors is a `TextResult`."""
        given, done = dict(variables or {}), dict(done or {})
        known, plans = self._documents.get(
            (text_of(document), operation_name),
            lambda: (Document.of(self._schema, document, operation_name), Cache(MOST_VARIANTS)),
        )
        refer = partial(self._reference.execute, viewer, document, given, operation_name, done=done)
        try:
            values = known.variables(given)
            plan = self._kept_plan(known, plans, viewer, values)
            json = Session(viewer, values, budget).answered(plan, self._api.refusal, done)
            self.counts["planned"] += 1
            return TextResult(json)
        except NoPlan:
            self.counts["unplanned"] += 1
        except Refused as refused:
            self.counts["refused"] += 1
            return _refusal(refused, known, refer, budget)
        except Exception as fault:
            self.counts["deopted"] += 1
            # The message of another exception may hold what stands in a row.
            said = str(fault) if isinstance(fault, GaveUp) else type(fault).__name__
            log.warning("a plan gave up: %s; document %s", said, known.hash)
        return refer(budget=budget)

    def plan(
        self,
        viewer: Viewer,
        document: DocumentNode,
        switches: Mapping[str, bool] | None = None,
        *,
        every_page: bool = False,
    ) -> Plan:
        """The plan of a document's only operation for viewers with the flags of this one.

        `switches` are the values of the variables in `@skip` and `@include`. With `every_page`, nothing is
        left to be compiled when it runs: its source is all of it. Raises `NoPlan`.
        """
        known = Document.of(self._schema, document, None)
        return apart(lambda: self._compile(known, viewer, dict(switches or {}), every_page=every_page))

    def _kept_plan(
        self, document: Document, plans: Cache[Plan | None], viewer: Viewer, values: dict[str, Any]
    ) -> Plan:
        switches = {name: values[name] for name in document.switches if name in values}
        key = (_flags(viewer), *switches.items())
        plan = plans.get(key, lambda: self._new_plan(document, viewer, switches))
        if plan is None:
            raise NoPlan
        return plan

    def _new_plan(self, document: Document, viewer: Viewer, switches: dict[str, Any]) -> Plan | None:
        """The plan to keep, or None where there is none: that is kept too."""
        with suppress(NoPlan):
            plan = apart(lambda: self._compile(document, viewer, switches))
            self.counts["compiled"] += 1
            if sum(len(plans) for _, plans in self._documents.values()) >= MOST_PLANS:
                self._documents.forget_oldest()
            return plan
        return None

    def _compile(
        self, document: Document, viewer: Viewer, switches: dict[str, Any], *, every_page: bool = False
    ) -> Plan:
        operation = document.operation
        if operation is None or operation.operation is OperationType.SUBSCRIPTION:
            raise NoPlan("no such operation")
        visibility = Visibility(self._api, self._known, viewer.key)
        compiler = Compiler(self._api, visibility, document.fragments, switches, every_page=every_page)
        operations = Operations(compiler)
        if operation.operation is OperationType.QUERY:
            return operations.query(operation)
        return operations.mutation(operation)


def _refusal(
    refused: Refused, known: Document, refer: Callable[..., ExecutionResult], budget: int
) -> ExecutionResult:
    """The errors of what is refused by design, and what is left of the answer.

    At which field a refusal stands, and what becomes null around it, only the reference engine tells, which
    reads anew. Nobody can make it read much by asking for what is refused: then the refusal alone is told.
    """
    unread = ExecutionResult(None, [told(TooManyRows())])
    if known.is_query and isinstance(refused, TooManyRows):
        return unread
    result = refer(budget=min(budget, MOST_ROWS_AGAIN))
    if result == unread and budget > MOST_ROWS_AGAIN and isinstance(refused, Unfit):
        return ExecutionResult(None, [told(refused)])
    return result


def _flags(viewer: Viewer) -> Hashable:
    """What decides the shape of a viewer's rules."""
    assert isinstance(viewer.key, Hashable)  # noqa: S101 - of a viewer that was constructed, it is a frozenset
    return viewer.key
