"""One site and one Chromium for all tests, and a window of its own for each person of each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.pages.site import served
from tests.pages.visitor import Visitor, visiting

CHROMIUM = "/usr/bin/chromium"
"""Debian's: `apt-get install chromium`."""

QUIETLY = [
    "--no-sandbox",  # root, as in a container, has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Visit = Callable[..., Visitor]
"""Opens a window: `visit()`, or `visit("teacher@maple.example")` for someone who has signed in."""

RENEW = """mutation {
  renewInvitation(input: { invitationId: "PortalInvitation:%s" }) { errors { message } invitation { token } }
}"""


def renewed_invitation(visit: Visit, number: int = 1) -> str:
    """What opens one of the invitations of the demo, from now on."""
    admin = visit("admin@maple.example")
    admin.open("/")
    renewed = admin.ask(RENEW % number)["renewInvitation"]
    assert not renewed["errors"]
    return str(renewed["invitation"]["token"])


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo is served."""
    with served(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """The cookies of those who have signed in before: each does it once."""
    return {}


@pytest.fixture
def visit(chromium: Browser, origin: str, keys: dict[str, Any]) -> Iterator[Visit]:
    """Windows that are closed after the test, if nothing was wrong in any."""
    with ExitStack() as windows:

        def visited(mail: str | None = None, **how: Any) -> Visitor:
            if mail and mail not in keys:
                with visiting(chromium, origin) as first:
                    keys[mail] = first.sign_in(mail).page.context.storage_state()
            return windows.enter_context(
                visiting(chromium, origin, storage_state=keys[mail] if mail else None, **how)
            )

        yield visited
