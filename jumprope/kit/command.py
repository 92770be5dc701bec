"""The one way to change anything: permitted, once, all or nothing, and written down."""

import functools
import json
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Generic, ParamSpec, Protocol, TypeVar, get_type_hints

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from jumprope.kit import deadlocks
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.permissions import Permission
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

LONGEST_IDEMPOTENCY_KEY = 100


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command answers: plain values only (ids, counts, strings), because it is kept as JSON.

    It is stored with the idempotency key, and it is the audit event's details: so it never holds a name, a
    comment or a score, only the ids of what was written.
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
    """A step was called by itself: a bug, since nobody was asked and nothing would be written down."""


class InACommand(RuntimeError):
    """A command was called by another: a bug, since a decision is one event. Let them share a step."""


class KeyUsed(Exception):
    """A request under this idempotency key has been done; raised by the journal, and caught here."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a command: what the journal keeps of it."""

    viewer: Viewer
    event: str
    idempotency_key: str | None
    fingerprint: str


class Journal(Protocol):
    """Where commands are written down, within their transaction. The audit app installs the real one."""

    def begin(self, request: Request) -> None:
        """Claim the idempotency key, if there is one; a request that holds it now is waited for.

        Raises `KeyUsed` when another request was done under this key.
        """

    def write(self, request: Request, answer: str) -> None:
        """Append the audit event, and keep the answer under the key if there is one."""

    def first_answer(self, request: Request) -> str:
        """The JSON that was answered when the key was used first.

        Raises `IdempotencyKeyReused` when that was for other values.
        """
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


class Command(Generic[P, A]):
    """A function of an app's `writes`: permitted, run once per key, all or nothing, and written down."""

    def __init__(self, function: Callable[P, A], permission: Permission, event: str) -> None:
        functools.update_wrapper(self, function)
        self.permission, self.event = permission, event
        self._function: Callable[..., A] = function
        self._answer_type: type[A] = get_type_hints(function)["return"]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> A:
        """Run it. GraphQL may add `idempotency_key` to the arguments; from Python, say `once(key)`."""
        return self._answer(None, *args, **kwargs)

    def once(self, key: str | None) -> Callable[P, A]:
        """The same command under an idempotency key: with the same values it only answers again."""
        return functools.partial(self._answer, key)

    def _answer(self, key: str | None, /, **arguments: Any) -> A:
        viewer: Viewer = arguments.pop("viewer")
        key = arguments.pop("idempotency_key", key)
        if not viewer.may(self.permission):
            raise NotFound
        if key is not None and not 0 < len(key) <= LONGEST_IDEMPOTENCY_KEY:
            raise IdempotencyKeyInvalid(longest=LONGEST_IDEMPOTENCY_KEY)
        request = Request(viewer, self.event, key, _fingerprint(self.event, arguments))
        with tenant_scope(viewer.tenant_id):
            try:
                answer = deadlocks.outlived(functools.partial(self._run, request, arguments))
            except KeyUsed:
                answer = _Installed.journal.first_answer(request)
        # Read from what is kept, so that the first answer and a repeated one cannot differ.
        return self._answer_type(**json.loads(answer))

    def _run(self, request: Request, arguments: dict[str, Any]) -> str:
        with _only_one_running(self.event), transaction.atomic():
            _Installed.journal.begin(request)
            answer = json.dumps(asdict(self._function(viewer=request.viewer, **arguments)))
            _Installed.journal.write(request, answer)
            return answer


@contextmanager
def _only_one_running(event: str) -> Iterator[None]:
    if _running.get():
        raise InACommand(event)
    token = _running.set(True)
    try:
        yield
    finally:
        _running.reset(token)


def _fingerprint(event: str, arguments: dict[str, Any]) -> str:
    """A digest of what was asked for: keyed, as a password or a score could be guessed from a plain one."""
    text = json.dumps([event, arguments], default=_plain, sort_keys=True)
    return salted_hmac("jumprope.kit.command", text, algorithm="sha256").hexdigest()


def _plain(value: Any) -> Any:
    """What JSON has no word for, spelled so that equal values are spelled alike."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | time | Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be compared from one request to the next")


def command(permission: Permission, *, event: str) -> Callable[[Callable[P, A]], Command[P, A]]:
    """Make `function(*, viewer, …) -> Answer` a command. `event` is the name of its one audit event.

    Raises `NotFound` when the viewer lacks the permission, and whatever the function itself refuses; in
    either case nothing was changed.
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
