"""A process that serves compiled documents, and tells what it was asked: `python -m tests.fuzz.process`.

What the quick door would hand to the ordinary one is only noted, so that nothing loads what that one needs.
"""

import json
import sys
from io import BytesIO
from types import ModuleType
from typing import Any

HANDED_OVER = "handed over"
"""The status of what this process would not answer itself."""


def hand_over(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Stand in for the ordinary door."""
    start_response(HANDED_OVER, [])
    return []


def answered(application: Any, environ: dict[str, Any], body: str) -> tuple[str, dict[str, str], str]:
    """Status, headers and body of an answer."""
    said: list[Any] = []
    content = {"wsgi.input": BytesIO(body.encode())}
    parts = application({**environ, **content}, lambda status, headers: said.extend([status, headers]))
    text = b"".join(parts).decode()
    return said[0], dict(said[1]), text


def main() -> None:
    """Answer what stands on standard input: lists of requests. After each list, name the modules loaded."""
    ordinary: Any = ModuleType("config.wsgi")
    ordinary.application = hand_over
    sys.modules["config.wsgi"] = ordinary
    from config.trusted import application  # noqa: PLC0415 - which reads its environment, and is to find that

    for requests in json.load(sys.stdin):
        answers = [answered(application, *request) for request in requests]
        print(json.dumps([answers, sorted(sys.modules)]))


if __name__ == "__main__":
    main()
