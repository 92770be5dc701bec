"""The demo, served by a process of its own from a new database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from config.environment import ROOT

LONGEST_START = 400
"""In seconds, for a machine that has much else to do: alone, two small districts take twenty."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Its origin, `http://127.0.0.1:…`, for as long as it is needed; the database is in this folder."""
    address = f"127.0.0.1:{_free_port()}"
    told = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.pages.settings",
        "PYTHONPATH": str(ROOT),
    }
    log = folder / "site.log"
    command = [str(Path(sys.executable).with_name("jumprope")), "demo", "--serve", "--address", address]
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=told, cwd=ROOT, stdout=written, stderr=written)
    try:
        _wait(process, f"http://{address}/", log)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], front: str, log: Path) -> None:
    end = time.monotonic() + LONGEST_START
    while True:
        try:
            urlopen(front).close()  # noqa: S310 - our own address
        except URLError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the demo did not start:\n{log.read_text()}") from None
            time.sleep(0.2)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
