"""Simulate beside the customer, then share: with and without scripts, signed in or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from products import catalogue
from tests.browser.watching import Visit
from tests.factories.bank import Bank

pytestmark = pytest.mark.browser

Begin = Callable[..., Visit]
SHARE = "[data-share-picture]"
FIGURE = "#hasil .ao-val"


@pytest.fixture(autouse=True)
def products(bank: Bank) -> None:
    """The starting products; those of the bank have no limits and no rates."""
    bank.kpr.delete()
    catalogue.load()


def test_figures_follow_the_typing_and_go_to_the_share_sheet(visit: Begin) -> None:
    ani = visit("ani")
    ani.has_share_sheet()
    ani.open("/simulasi/")
    ani.tap("text=KPR Griya")
    figures = ani.page.locator(FIGURE)
    expect(figures).to_have_text(["Rp5.309.457", *[re.compile(r"Rp[\d.]+")] * 3])
    ani.tap("#schedule > summary")
    ani.fill("#id_price", "1 M")
    expect(ani.page.locator("#id_price_says")).to_contain_text("satu miliar rupiah")
    expect(figures.first).to_have_text("Rp7.079.276")
    expect(ani.page.locator("#schedule")).to_have_attribute("open", "")
    expect(ani.page).to_have_url(re.compile(r"price=1%20M"))

    shared = ani.share(SHARE)
    assert re.fullmatch(r"simulasi-kpr-[0-9A-F]{4}\.png", shared["name"])
    assert (shared["type"], shared["width"]) == ("image/png", 1080)
    assert shared["size"] < 300 * 1024


def test_sliders_on_a_phone(visit: Begin) -> None:
    guest = visit()
    guest.open("/simulasi/KPR/")
    slider = guest.page.locator("[data-slides=id_down_payment]")
    slider.focus()
    for _press in range(5):
        slider.press("ArrowRight")
    expect(guest.page.locator("#id_down_payment")).to_have_value("25%")
    expect(guest.page.locator("#id_down_payment_says")).to_contain_text("Rp187.500.000")
    guest.fill("#id_term", "10")
    expect(guest.page.locator("[data-slides=id_term]")).to_have_js_property("value", "10")
    expect(guest.page).to_have_url(re.compile(r"term=10"))
    assert "slid" not in guest.page.url
    guest.fill("#id_term", "20")
    guest.tap("#chat > summary")
    expect(guest.page.locator("#chat-text")).to_contain_text("tenor 20 tahun")


def test_a_slider_is_read_without_scripts(visit: Begin) -> None:
    guest = visit(phone=False, java_script_enabled=False)
    guest.open("/simulasi/KPR/")
    guest.page.locator("[data-slides=id_term]").focus()
    guest.page.keyboard.press("ArrowRight")
    guest.tap(".ao-simc")
    expect(guest.page.locator("#id_term")).to_have_value("16")


def test_a_mistake_is_said_beside_the_field_while_typing(visit: Begin) -> None:
    guest = visit(expects=(422,))
    guest.open("/simulasi/KPR/")
    guest.fill("#id_price", "banyak")
    expect(guest.page.locator("#id_price_error")).to_contain_text("tidak terbaca")
    expect(guest.page.locator("#id_price")).to_be_focused()
    guest.fill("#id_price", "750 jt")
    expect(guest.page.locator("#id_price_error")).to_be_hidden()
    expect(guest.page.locator(FIGURE).first).to_have_text("Rp5.309.457")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_visitor_downloads_the_picture(visit: Begin, tmp_path: Path, has_scripts: bool) -> None:
    guest = visit(phone=False, java_script_enabled=has_scripts)
    guest.open("/simulasi/KPR/")
    guest.fill("#id_term", "10")
    if not has_scripts:
        guest.tap(".ao-simc")
        guest.page.wait_for_url("**/simulasi/KPR/?*term=10*")
    with guest.page.expect_download() as begun:
        guest.tap(SHARE)
    begun.value.save_as(tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as image:
        assert image.size == (1080, 1440)


def test_paper_is_one_sheet(visit: Begin, tmp_path: Path) -> None:
    guest = visit(phone=False)
    new = "?price=2,5M&floor=45&later=yes&is_new=yes&handover=31/12/2026"
    income = "&income=95jt&existing=2jt"
    early = "&early_month=24&early_amount=100jt&early_keep=term"
    for query in ("", "?price=1M&down_payment=20%25&term=30&unit=years", new,
                  f"{new}&term=18&unit=years{income}", f"?term=15&unit=years{income}{early}",
                  f"?term=30&unit=years{income}"):  # fmt: skip
        guest.open(f"/simulasi/KPR/{query}")
        paper = guest.page.pdf(format="A4", prefer_css_page_size=False)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
