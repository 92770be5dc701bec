"""What goes wrong in a run: a failing call, an outage, another run in between, the end between two steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from botocore.exceptions import ClientError, ReadTimeoutError

from jumprope.kit import command
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn

FAULTS = ("busy", "error", "timeout", "error after", "timeout after", "down")
UNANSWERED = ("error", "timeout", "error after", "timeout after")
OVERTAKEN = "overtaken"
KILLED = "killed"


class Killed(BaseException):
    """The process ends here."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault that the call of this number meets, and all after it if it lasts; or the step of the end.

    A run may also be overtaken after a call: by another one, which begins and ends there.
    """

    kind: str = ""
    at: int = 0
    lasts: bool = False


NONE = Trouble()
TROUBLES = (
    NONE,
    *(Trouble(kind, at) for at in range(8) for kind in FAULTS),
    *(Trouble(kind, at, lasts=True) for at in range(8) for kind in FAULTS),
    *(Trouble(OVERTAKEN, at) for at in range(8)),
    *(Trouble(KILLED, at) for at in range(48)),
)


class Fate:
    """Counts the calls and the steps of a run, and lets its trouble come when it is time."""

    def __init__(self) -> None:
        self.begin(NONE)
        self.meanwhile: Callable[[], object] = lambda: None
        """What happens after the call at which a run is overtaken."""

    def begin(self, trouble: Trouble) -> None:
        """A run begins that has this trouble before it."""
        self._trouble, self.calls, self.steps = trouble, 0, 0

    def end(self) -> None:
        """The run is over; its steps and calls stay counted."""
        self._trouble = NONE

    def step(self) -> None:
        """A step is about to begin, or has ended; the process may end in between."""
        self.steps += 1
        if self._trouble.kind == KILLED and self.steps > self._trouble.at:
            raise Killed

    def fault(self) -> str:
        """What the next call meets."""
        number, self.calls = self.calls, self.calls + 1
        hit = number == self._trouble.at or (self._trouble.lasts and number > self._trouble.at)
        return self._trouble.kind if hit and self._trouble.kind in FAULTS else ""

    def answered(self) -> None:
        """A call was answered; before this run goes on, another one may begin and end."""
        if self._trouble.kind == OVERTAKEN and self.calls == self._trouble.at + 1:
            own = self._trouble, self.calls, self.steps
            self.meanwhile()
            self._trouble, self.calls, self.steps = own


class MortalJira(httpx.BaseTransport):
    """The line to Jira of a process that can end before a request and after it."""

    def __init__(self, jira: JiraStandIn, fate: Fate) -> None:
        self._jira, self._fate = jira, fate
        jira.fault = lambda _request: fate.fault()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on."""
        self._fate.step()
        answer = self._jira.handle_request(request)
        self._fate.step()
        self._fate.answered()
        return answer


class MortalAws:
    """A client of boto3 in such a process, whose calls can fail before and after they were made."""

    def __init__(self, client: Any, fate: Fate) -> None:
        self._client, self._fate = client, fate

    def __getattr__(self, name: str) -> Callable[..., Any]:
        operation = getattr(self._client, name)

        def called(**request: Any) -> Any:
            fault = self._fate.fault()
            self._fate.step()
            if fault and not fault.endswith("after"):
                raise ClientError({"Error": {"Code": "ThrottlingException", "Message": fault}}, name)
            answer = operation(**request)
            self._fate.step()
            if fault:
                raise ReadTimeoutError(endpoint_url="https://aws.example.org")
            return answer

        return called


class MortalJournal:
    """A journal that keeps nothing, in a process that can end as a command begins and before it is kept.

    The audit chain has tests of its own, and its statements would take a fifth of the time.
    """

    def __init__(self, fate: Fate) -> None:
        self._fate = fate

    def begin(self, _request: command.Request) -> None:
        """A command begins."""
        self._fate.step()

    def write(self, _request: command.Request, _answer: str) -> None:
        """A command is about to be kept."""
        self._fate.step()

    def first_answer(self, _request: command.Request) -> str:
        """Nothing is asked twice under a key here."""
        raise NotImplementedError
