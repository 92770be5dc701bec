"""The first response of a new process: what a door answers to one request, and what it costs until then."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

QUICK, ORDINARY = "config.trusted", "config.wsgi"
"""The doors, by their modules."""

PROGRAM = """
import json, sys, time
from importlib import import_module
from io import BytesIO

asked = json.load(sys.stdin)
body = asked.pop("body").encode()
environ = asked["environ"] | {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
statuses = []
application = import_module(asked["door"]).application
answer = b"".join(application(environ, lambda status, headers: statuses.append(status)))
seconds = time.process_time()
print(json.dumps([seconds, statuses[0], answer.decode(), sorted(sys.modules)]))
"""


@dataclass(frozen=True)
class FirstResponse:
    """What came back; the processor seconds from the start of the interpreter; the modules loaded by then."""

    seconds: float
    status: str
    body: str
    modules: frozenset[str]


def first_response(
    door: str,
    *,
    document_id: str,
    variables: Mapping[str, Any],
    session: str,
    told: Mapping[str, str],
) -> FirstResponse:
    """Ask for a document in a process of its own. `session` is the key of one that is signed in.

    `told` is the process's environment: `DATABASE_URL`, for the quick door `TRUSTED_DOCUMENTS`, and the key
    that the session was signed with, unless it is the one in `var/`.
    """
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/graphql",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"sessionid={session}",
        "CONTENT_TYPE": "application/json",
        "wsgi.url_scheme": "http",
    }
    body = json.dumps({"documentId": document_id, "variables": dict(variables)})
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps({"door": door, "environ": environ, "body": body}),
        env=dict(told),
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, status, answer, modules = json.loads(ended.stdout)
    return FirstResponse(seconds, status, answer, frozenset(modules))
