"""A person at a device: what is tapped is counted, what goes wrong is written down."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response

from tests.factories.bank import PASSWORD
from tests.process.stack import wait_for

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 800}, "is_mobile": True, "has_touch": True,
    "device_scale_factor": 1,
}  # fmt: skip
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
WAIT_MS = 20_000
# A device with a share sheet: what it is handed is written down.
SHARE_SHEET = """
navigator.canShare = data => Boolean(data.files);
navigator.share = async data => {
  const file = data.files[0];
  const head = new Uint8Array(await file.arrayBuffer());
  window.shared = {name: file.name, type: file.type, size: head.length,
                   width: new DataView(head.buffer).getUint32(16)};
};
"""


class Visit:
    """One device with its own session."""

    def __init__(
        self, browser: Browser, portal: str, device: dict[str, Any], expects: tuple[int, ...],
        options: dict[str, Any],
    ) -> None:  # fmt: skip
        self.portal = portal
        self.mistakes: list[str] = []
        self.taps = self.fields = 0
        self._expects = expects
        self._is_phone = "has_touch" in device
        self._context = browser.new_context(**device, locale="id-ID", **options)
        self._context.set_default_timeout(WAIT_MS)
        self.page = self._context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.mistakes.append(f"script: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    def close(self) -> None:
        """Put the device away."""
        self._context.close()

    # --- what a person does ---------------------------------------------------------------------

    def open(self, path: str) -> None:
        """Open an address and let everything load."""
        self.page.goto(self.portal + path, wait_until="load")

    def resize(self, device: dict[str, Any]) -> None:
        """Make the window as wide and high as that of a device."""
        self.page.set_viewport_size(device["viewport"])

    def come_in(self, session_key: str) -> None:
        """Bring a session that runs already, as who signed in this morning does."""
        name = settings.SESSION_COOKIE_NAME
        self._context.add_cookies([{"name": name, "value": session_key, "url": self.portal}])
        self.open("/")

    def sign_in(self, name: str) -> None:
        """Come in by user name and password, as everybody does."""
        self.open("/login/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form.ao-plain-card button.ao-btn-p")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def tap(self, target: str | Locator) -> None:
        """Press once with the finger, or with the mouse on a desktop."""
        place = self.page.locator(target).first if isinstance(target, str) else target
        self.taps += 1
        self.bring_up(place)
        if self._is_phone:
            place.tap()
        else:
            place.click()

    def bring_up(self, place: Locator) -> None:
        """Scroll as a person does, so that no bar at the edge covers what is pressed."""
        place.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")

    def fill(self, target: str, text: str) -> None:
        """Type into one field."""
        self.fields += 1
        self.page.fill(target, text)

    def choose(self, target: str) -> None:
        """Take one of the offered answers of a field."""
        self.fields += 1
        place = self.page.locator(target).first
        self.bring_up(place)
        place.tap() if self._is_phone else place.click()

    def share(self, button: str) -> dict[str, Any]:
        """Press a button that shares; return what the device's share sheet was handed.

        The page must have been opened after `has_share_sheet`.
        """
        self.tap(button)
        wait_for(lambda: self.page.evaluate("window.shared"), WAIT_MS / 1000, "what is shared")
        shared: dict[str, Any] = self.page.evaluate("window.shared")
        return shared

    def has_share_sheet(self) -> None:
        """Give the device a share sheet, from the next page on."""
        self.page.add_init_script(SHARE_SHEET)

    # --- what must not happen -------------------------------------------------------------------

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if any(f"status of {status} " in message.text for status in self._expects):
            return
        self.mistakes.append(f"console on {self.page.url}: {message.text}")

    def _on_request(self, request: Request) -> None:
        wanted = urlsplit(request.url)
        if wanted.scheme in ("http", "https") and wanted.netloc != urlsplit(self.portal).netloc:
            self.mistakes.append(f"other host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expects:
            self.mistakes.append(f"{response.status} for {response.url}")
