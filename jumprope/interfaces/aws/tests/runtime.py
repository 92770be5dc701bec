"""What AWS's client in a Lambda process talks to: it fetches events from here, and answers them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any

LONGEST = 60
"""Seconds that anything here may take."""


class Runtime(ThreadingHTTPServer):
    """The runtime API for one process. `said` is what the process says: the end of the path, and a body."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.events: Queue[Any] = Queue()
        self.said: Queue[tuple[str, Any]] = Queue()

    def answer_to(self, event: Any) -> tuple[str, Any]:
        """`response` and what the function answers to an event, or `error` and what it says of it."""
        self.events.put(event)
        return self.said.get(timeout=LONGEST)


class _Handler(BaseHTTPRequestHandler):
    server: Runtime
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: the client waits for a second one

    def do_GET(self) -> None:
        """The next event."""
        self._reply(200, json.dumps(self.server.events.get()).encode())

    def do_POST(self) -> None:
        """What became of one, or of the start."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._reply(202, b"")
        self.server.said.put((self.path.rpartition("/")[2], body))

    def _reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "1")
        self.send_header("Lambda-Runtime-Deadline-Ms", "9999999999999")
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:f")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nothing."""


@contextmanager
def running(function: str, told: Mapping[str, str]) -> Iterator[Runtime]:
    """A process in which AWS's client runs a function, `package.module.function`, and what it talks to."""
    with Runtime() as runtime:
        Thread(target=runtime.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{runtime.server_address[1]}"
        told = {**os.environ, **told, "AWS_LAMBDA_RUNTIME_API": address, "AWS_LAMBDA_FUNCTION_NAME": "f"}
        with subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", function],
            env=told,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                yield runtime
            finally:
                process.terminate()
                runtime.shutdown()
