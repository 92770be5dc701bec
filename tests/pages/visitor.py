"""Somebody at a real browser, which notes every fault: what is asked of elsewhere, and complaints."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from jumprope.interfaces.cli.demo.districts import PASSWORD

REFUSED = "Failed to load resource: the server responded with a status of 4"
"""How Chromium tells of a page that was refused; the tests say themselves which shall be."""

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 375, "height": 740}


class Visitor:
    """One window of one person. `faults` is empty as long as all is well."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self._context = context
        context.on("request", self._look_at_request)
        context.on("console", self._look_at_message)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page: Page = context.new_page()

    def _look_at_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:")):
            self.faults.append(f"a request left for {request.url}")

    def _look_at_message(self, message: ConsoleMessage) -> None:
        refused = message.text.startswith(REFUSED) and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not refused:
            self.faults.append(message.text)

    def open(self, path: str) -> Page:
        """Go to an address of ours."""
        self.page.goto(f"{self.origin}{path}")
        return self.page

    def send_sign_in(self, mail: str, password: str = PASSWORD) -> None:
        """Fill in the form that is shown, and send it."""
        self.page.get_by_label("Email address").fill(mail)
        self.page.get_by_label("Password").fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()

    def sign_in(self, mail: str) -> "Visitor":
        """Sign in as someone of the demo."""
        self.open("/sign-in")
        self.send_sign_in(mail)
        self.page.get_by_role("button", name="Sign out").wait_for()
        return self

    def sign_out(self) -> None:
        """Sign out."""
        self.page.get_by_role("button", name="Sign out").click()
        self.page.get_by_role("link", name="Sign in").wait_for()

    def ask(self, query: str, **variables: Any) -> Any:
        """Ask the API from a page, as its script would."""
        asked = """async (body) => (await fetch("/graphql", {
            method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body),
        })).json()"""
        answer = self.page.evaluate(asked, {"query": query, "variables": variables})
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def is_wider_than_its_window(self) -> bool:
        """Whether one would have to scroll sideways."""
        wider: bool = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        return wider


def barriers(page: Page) -> dict[str, list[Any]]:
    """What axe finds against WCAG 2.2 AA, by its name for it, and where."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return {each["id"]: [node["target"] for node in each["nodes"]] for each in found}


@contextmanager
def visiting(chromium: Browser, origin: str, **how: Any) -> Iterator[Visitor]:
    """A new window with cookies of its own; at its end nothing may have been wrong."""
    context = chromium.new_context(**{"viewport": WIDE, "locale": "en-US"} | how)
    context.set_default_timeout(30_000)
    try:
        visitor = Visitor(context, origin)
        yield visitor
        assert not visitor.faults, visitor.faults
    finally:
        context.close()
