"""Run a command with DATABASE_URL naming a real MySQL server: `python -m tools.with_mysql COMMAND…`

The server is the one that MYSQL_URL names; else MySQL 8.4 in a container; else, on Debian as root, the one of
Debian's unstable suite in a folder of its own. Whatever was started is stopped again.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from config import environment
from config.database_url import MySQL, UnusableDatabaseURL, parsed

IMAGE = "mysql:8.4"
SUITE = "unstable"

# In seconds: a server that has not answered by then never will.
LONGEST_START = 60

# What is tested here need not survive a power cut.
WITHOUT_DURABILITY = (
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=OFF",
    "--skip-log-bin",
)


class NoServer(Exception):
    """There is no MySQL server to be had; the sentence says what to do."""


def main(command: Sequence[str]) -> int:
    """Run the command. Its own exit status, or 2 when there is no server."""
    # Ended from outside, the server is stopped too.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        with server() as url:
            print(f"MySQL {version(address_of(url))}", flush=True)
            # Ctrl-C reaches the command too: it ends in its own way, and only then is the server stopped.
            signal.signal(signal.SIGINT, lambda _number, _frame: None)
            return subprocess.run(command, check=False, env=os.environ | {"DATABASE_URL": url}).returncode
    except NoServer as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def server() -> AbstractContextManager[str]:
    """The URL of a server, for as long as it is needed. Raises `NoServer`."""
    if url := os.environ.get("MYSQL_URL"):
        return given(url)
    if engine := container_engine():
        return in_container(engine)
    if Path("/etc/debian_version").exists() and os.geteuid() == 0:
        return on_debian()
    raise NoServer(
        "There is no MySQL server to test on: set MYSQL_URL=mysql://user:password@host:port/name, "
        "or start Docker or Podman."
    )


@contextmanager
def given(url: str) -> Iterator[str]:
    """A server that someone else runs. The tests make and drop databases whose names begin with `test_`."""
    yield url


def container_engine() -> str | None:
    """A container engine that answers; a client without an engine does not."""
    for engine in ("docker", "podman"):
        if not shutil.which(engine):
            continue
        if subprocess.run([engine, "info"], check=False, capture_output=True).returncode == 0:
            return engine
    return None


@contextmanager
def in_container(engine: str) -> Iterator[str]:
    """A server in a container, its data in memory, at a port that the engine chooses."""
    where = ["--publish=127.0.0.1::3306", "--tmpfs=/var/lib/mysql", "--env=MYSQL_ALLOW_EMPTY_PASSWORD=yes"]
    container = _said(engine, "run", "--rm", "--detach", *where, IMAGE, *WITHOUT_DURABILITY)
    try:
        address = _said(engine, "port", container, "3306/tcp").splitlines()[0]
        yield f"mysql://root@{address}/jumprope"
    finally:
        _said(engine, "stop", container)


@contextmanager
def on_debian() -> Iterator[str]:
    """A server from Debian's own packages, at a free port, its data in a folder that goes with it."""
    root = debian_root()
    with tempfile.TemporaryDirectory(dir=root / "srv") as folder:
        shutil.chown(folder, "nobody", "nogroup")
        own = Path("/srv") / Path(folder).name
        mysqld = [
            *("chroot", "--userspec=nobody:nogroup", str(root)),
            *("mysqld", "--no-defaults", f"--datadir={own}/data", *WITHOUT_DURABILITY),
        ]
        _said(*mysqld, "--initialize-insecure")
        port = _free_port()
        place = [
            "--bind-address=127.0.0.1",
            f"--port={port}",
            f"--socket={own}/socket",
            f"--pid-file={own}/pid",
        ]
        process = subprocess.Popen(
            [*mysqld, *place, "--secure-file-priv=", "--mysqlx=OFF", f"--log-error={own}/log"],
            # Ctrl-C ends the tests first, then the server.
            start_new_session=True,
        )
        try:
            yield f"mysql://root@127.0.0.1:{port}/jumprope"
        finally:
            process.terminate()
            process.wait()


def debian_root() -> Path:
    """A folder with Debian's MySQL server in it, made once and kept in the cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    root = cache / "jumprope" / f"mysql-{SUITE}"
    if not root.exists():
        print(f"Making {root}: a MySQL server from Debian's {SUITE} suite (400 MB, once)", flush=True)
        _make_debian_root(root)
    return root


def _make_debian_root(root: Path) -> None:
    if not shutil.which("mmdebstrap"):
        _said("apt-get", "-qq", "update")
        _said("apt-get", "-qq", "install", "--no-install-recommends", "mmdebstrap")
    root.parent.mkdir(parents=True, exist_ok=True)
    # Made under another name first: a root is whole, or not there.
    draft = root.with_name(f"{root.name}.{os.getpid()}")
    options = [
        "--variant=essential",
        "--include=mysql-server-core",
        # A mirror may lag behind the dates of the suite; its signatures are checked all the same.
        '--aptopt=Acquire::Check-Valid-Until "false"',
    ]
    try:
        _said("mmdebstrap", "--quiet", *options, SUITE, str(draft), _debian_mirror())
        draft.rename(root)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _debian_mirror() -> str:
    """The mirror that this machine itself uses."""
    wanted = ["Created-By: Packages", "Label: Debian", "Component: main"]
    mirrors = _said("apt-get", "indextargets", "--format", "$(REPO_URI)", *wanted).splitlines()
    if not mirrors:
        raise NoServer("This machine installs nothing from Debian: set MYSQL_URL, or start Docker or Podman.")
    return mirrors[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _said(*command: str) -> str:
    """What a command printed. Raises `NoServer` with its complaint when it fails."""
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=environ
    )
    if done.returncode:
        raise NoServer(f"{' '.join(command)} failed:\n{done.stderr or done.stdout}")
    return done.stdout.strip()


def address_of(url: str) -> MySQL:
    """Where the server is. Raises `NoServer` when MYSQL_URL does not say so."""
    try:
        address = parsed(url, root=environment.ROOT)
    except UnusableDatabaseURL as problem:
        raise NoServer(f"MYSQL_URL {problem}") from None
    if not isinstance(address, MySQL):
        raise NoServer("MYSQL_URL names no MySQL server: write mysql://user:password@host:port/name.")
    return address


def version(address: MySQL) -> str:
    """The version of the server, as soon as it takes connections. Raises `NoServer` if it never does."""
    import MySQLdb  # noqa: PLC0415 - of all that is here, only this needs the driver

    end = time.monotonic() + LONGEST_START
    while True:
        try:
            connection = MySQLdb.connect(
                host=address.host, port=address.port, user=address.user, password=address.password
            )
        except MySQLdb.OperationalError as error:
            # 1045: it answers, but not to us; to wait would not help.
            if error.args[0] == 1045 or time.monotonic() > end:
                raise NoServer(f"The MySQL server does not answer: {error.args[1]}") from None
            time.sleep(0.2)
        else:
            said = connection.get_server_info()
            connection.close()
            return str(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
