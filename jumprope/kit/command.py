"""The one way to change anything: permitted, once, all or nothing, and written down."""

import functools
import hashlib
import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, ClassVar, Generic, ParamSpec, Protocol, TypeVar, get_type_hints

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.permissions import Permission
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

LONGEST_IDEMPOTENCY_KEY = 100


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command answers: plain values only (ids, counts, strings), because it is kept as JSON.

    It is stored with the idempotency key, and it is the audit event's details: so it never holds a name, a comment
    or a score, only the ids of what was written.
    """


class IdempotencyKeyReused(Refused):
    """The key was used before for something else: one of the two would be lost."""

    code = "idempotency_key_reused"
    message = _("This idempotency key was used before, with other values. Make a new key for a new change.")
    field = "idempotency_key"


class IdempotencyKeyInvalid(Refused):
    """The key is empty, or does not fit its column."""

    code = "idempotency_key_invalid"
    message = _("An idempotency key has 1 to {longest} characters.")
    field = "idempotency_key"


class NotInACommand(RuntimeError):
    """A step was called by itself: a bug, since nobody was asked for permission and nothing would be written down."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a command: what the journal keeps of it."""

    viewer: Viewer
    event: str
    idempotency_key: str | None
    fingerprint: str


class Journal(Protocol):
    """Where commands are written down. The audit app installs the real one."""

    def first_answer(self, request: Request) -> str | None:
        """The JSON answered when this key was first used with these values, or None.

        Raises `IdempotencyKeyReused` when it was used with others.
        """
        ...

    def write(self, request: Request, answer: str) -> None:
        """Append the audit event, and keep the answer under the key if there is one."""
        ...


class _Installed:
    journal: ClassVar[Journal]


P = ParamSpec("P")
A = TypeVar("A", bound=Answer)
R = TypeVar("R")

_running: ContextVar[bool] = ContextVar("running", default=False)


def install(journal: Journal) -> None:
    """Say where commands are written down; once, when the application starts."""
    _Installed.journal = journal


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def _fingerprint(event: str, arguments: dict[str, Any]) -> str:
    text = json.dumps([event, arguments], default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Command(Generic[P, A]):
    """A function of an app's `writes` that is permitted, runs once per key, all or nothing, and is written down."""

    def __init__(self, function: Callable[P, A], permission: Permission, event: str) -> None:
        functools.update_wrapper(self, function)
        self.permission, self.event = permission, event
        self._function = function
        self._answer_type: type[A] = get_type_hints(function)["return"]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> A:
        """Run it. GraphQL may add `idempotency_key` to the keyword arguments; from Python, say `once(key)`."""
        return self._run(None, *args, **kwargs)

    def once(self, key: str | None) -> Callable[P, A]:
        """The same command under an idempotency key: a second call with the same values only answers again."""
        return functools.partial(self._run, key)

    def _run(self, key: str | None, /, **arguments: Any) -> A:
        viewer: Viewer = arguments.pop("viewer")
        key = arguments.pop("idempotency_key", key)
        if not viewer.may(self.permission):
            raise NotFound
        if key is not None and not 0 < len(key) <= LONGEST_IDEMPOTENCY_KEY:
            raise IdempotencyKeyInvalid(longest=LONGEST_IDEMPOTENCY_KEY)
        request = Request(viewer, self.event, key, _fingerprint(self.event, arguments))
        with tenant_scope(viewer.tenant_id):
            try:
                return self._first_answer(request) or self._run_once(request, arguments)
            except IntegrityError:
                # Another request under the same key was quicker. Its answer is ours; if there is none, this is a bug.
                if (answer := self._first_answer(request)) is None:
                    raise
                return answer

    def _first_answer(self, request: Request) -> A | None:
        if request.idempotency_key is None:
            return None
        kept = _Installed.journal.first_answer(request)
        return None if kept is None else self._answer_type(**json.loads(kept))

    def _run_once(self, request: Request, arguments: dict[str, Any]) -> A:
        token = _running.set(True)
        try:
            with transaction.atomic():
                answer = self._function(viewer=request.viewer, **arguments)  # type: ignore[call-arg]
                _Installed.journal.write(request, json.dumps(asdict(answer)))
        finally:
            _running.reset(token)
        # Read back, so that the first answer and a repeated one cannot differ.
        return self._answer_type(**json.loads(json.dumps(asdict(answer))))


def command(permission: Permission, *, event: str) -> Callable[[Callable[P, A]], Command[P, A]]:
    """Make `function(*, viewer, …) -> Answer` a command. `event` is the name of its one audit event.

    Raises `NotFound` when the viewer lacks the permission, and whatever the function itself refuses; in either case
    nothing was changed.
    """
    return lambda function: Command(function, permission, event)


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function of an app's `writes` a part of commands: it may write, but only inside one."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _running.get():
            raise NotInACommand(function.__qualname__)
        return function(*args, **kwargs)

    return run
