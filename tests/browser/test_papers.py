"""Papers by phone: two shots become one PDF although the line is cut in between."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Route

from core.outbox import worker
from documents import uploads
from documents.models import DocumentFile, Upload
from documents.rules import set_employment
from tests.browser.watching import Visit
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity

pytestmark = pytest.mark.browser


def shot(noise: int, size: tuple[int, int]) -> bytes:
    """A photo of a phone: `noise` makes it large."""
    out = io.BytesIO()
    Image.effect_noise(size, noise).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


class Line:
    """The way to the server, cut at two of the chunks."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    def __call__(self, route: Route) -> None:
        """Cut the second and third chunk once each."""
        if "/shots/" in route.request.url and not route.request.url.endswith("/shots/"):
            self.sent.append(len(route.request.post_data_buffer or b""))
            if len(self.sent) in {2, 3}:
                route.abort("internetdisconnected")
                return
        route.continue_()


def test_papers_by_phone_with_a_cut_line(
    visit: Callable[..., Visit], bank: Bank, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin")
    set_employment(deal, "K")
    phone = visit("ani")
    page, line = phone.page, Line()
    phone.open(f"/pipeline/{deal.public_id}/documents/")
    phone.tap(".ao-docs-l a[href$='/ktp/']")
    phone.tap(".ao-sheet a[href$='/bring/']")
    page.wait_for_selector("[data-papers]")
    page.set_input_files("[data-papers] input[multiple]", [
        {"name": "depan.jpg", "mimeType": "image/jpeg", "buffer": shot(120, (2600, 1800))},
        {"name": "belakang.jpg", "mimeType": "image/jpeg", "buffer": shot(20, (400, 300))},
    ])  # fmt: skip
    page.route("**/shots/**", line)
    with page.expect_navigation():
        phone.tap("[data-papers] [data-send]")
    phone.mistakes = [one for one in phone.mistakes if "ERR_INTERNET_DISCONNECTED" not in one]
    sizes = list(Upload.objects.order_by("position").values_list("size", flat=True))
    assert len(sizes) == 2
    assert max(sizes) <= 500 * 1024  # shrunk on the phone
    assert len(line.sent) == sum(-(-size // uploads.CHUNK) for size in sizes) + 2
    assert page.get_by_text("Diperiksa").first.is_visible()
    while worker.perform_run() != worker.NOTHING:
        pass
    file = DocumentFile.objects.get()
    assert (file.state, file.pages, file.media_type) == ("ready", 2, "application/pdf")
    phone.open(f"/pipeline/{deal.public_id}/documents/")
    assert page.get_by_text("1 dari 15").first.is_visible()
