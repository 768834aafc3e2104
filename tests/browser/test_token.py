"""A person makes a token on the profile page, and a program uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from org.models import ApiToken
from prospects.models import Prospect
from tests.browser.watching import Visit
from tests.factories.bank import PASSWORD, Bank

pytestmark = pytest.mark.browser
Begin = Callable[..., Visit]


def call(portal: str, token: str, path: str, body: object = None) -> Any:
    """Ask as a program, outside the browser."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json",
               "Idempotency-Key": "satu"}  # fmt: skip
    line = HTTPConnection(urlsplit(portal).netloc, timeout=20)
    line.request("GET" if body is None else "POST", path, body and json.dumps(body), headers)
    answer = json.load(line.getresponse())
    line.close()
    return answer


def test_a_token_is_made_and_used(visit: Begin, bank: Bank, portal: str) -> None:
    ani = visit("ani")
    ani.open("/org/profile/")
    ani.fill("#id_token-name", "Lembar kerja")
    ani.page.get_by_text("Baca dan tulis").tap()
    ani.page.get_by_role("button", name="Buat token").tap()
    ani.page.wait_for_url("**/reauthenticate/**")
    ani.page.fill("input[name=password]", PASSWORD)
    ani.page.locator("main form button.ao-btn-p").first.tap()
    shown = ani.page.locator("#token")
    expect(shown).to_contain_text("aop_")
    token = shown.inner_text()

    new = {"name": "Sugimin", "phone": "081255501234", "product": bank.kpr.public_id}
    made = call(portal, token, "/api/v1/prospects", new)
    assert Prospect.objects.visible_to(bank.ani).get().public_id == made["id"]
    ani.open("/prospects/")
    expect(ani.page.locator("main")).to_contain_text("Sugimin")

    ani.open("/org/profile/")
    expect(ani.page.locator("main")).to_contain_text("Lembar kerja")
    expect(ani.page.locator("main")).not_to_contain_text(token)
    ani.page.get_by_role("button", name="Akhiri token").tap()
    expect(ani.page.locator("main")).not_to_contain_text("Lembar kerja")
    assert ApiToken.objects.get().revoked_at is not None
