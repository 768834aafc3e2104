"""The system's Chromium on a live server, at 10.00 WIB of a Wednesday, watched for mistakes."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from core import clock
from org.models import User
from scripts.system_packages import BROWSERS
from tests.browser.watching import DESKTOP, PHONE, Visit
from tests.factories.prospects import NOW

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler
    from playwright.sync_api import Browser

    from tests.factories.bank import Bank

# The browser's driver runs an event loop in this thread; the tests look into the database between
# two steps, never during one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the browser of the system, without its own errands on the network."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "Chromium is missing; `make test` installs it."
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
            "--disable-software-rasterizer"]  # fmt: skip
    return {"executable_path": path, "args": args}


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The portal behind a socket, in place of pytest-django's: that one reads every stylesheet,
    script and picture anew for every page. Here WhiteNoise hands them out, as in production, with
    leave to keep them: a browser asks once."""
    with override_settings(WHITENOISE_AUTOREFRESH=False, WHITENOISE_MAX_AGE=3600):
        server = LiveServer("localhost", start=False)
        server.thread.static_handler = _nothing_in_front
        server.start()
        yield server
        server.stop()


def _nothing_in_front(portal: WSGIHandler) -> WSGIHandler:
    return portal


@pytest.fixture
def wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server's clock start at the moment the factories use."""
    monkeypatch.setenv("AOPORTAL_NOW", NOW.isoformat())
    monkeypatch.setattr(clock, "_started", time.monotonic())


@pytest.fixture
def portal(live_server: LiveServer, wednesday: None, bank: Bank) -> str:
    """The address of the portal, with the small bank in it."""
    return live_server.url


def session_of(name: str) -> str:
    """Return the key of a new session of this person."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return str(client.session.session_key)


@pytest.fixture
def visit(portal: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Return a function that gives a person a device on which he has signed in before.

    Every page is watched to the end.
    """
    visits: list[Visit] = []

    def begin(name: str = "", *, phone: bool = True, expects: tuple[int, ...] = (), **options: Any
              ) -> Visit:  # fmt: skip
        visits.append(Visit(browser, portal, PHONE if phone else DESKTOP, expects, options))
        if name:
            visits[-1].come_in(session_of(name))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()
    for one in visits:
        assert one.mistakes == []
