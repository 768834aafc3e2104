"""Rows at once on a phone, a list that leaves by a second person's yes, two tabs at one row."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import expect

from core.outbox import worker
from prospects.exports import services
from prospects.models import ProspectTag
from tests.browser.watching import Visit
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import make_prospect

pytestmark = pytest.mark.browser
Begin = Callable[..., Visit]


def work() -> None:
    """Do what a worker would do."""
    while worker.perform_run() != worker.NOTHING:
        pass


def test_rows_are_selected_on_a_phone_labelled_and_taken_back(visit: Begin, bank: Bank) -> None:
    for name in ("Agus", "Wati", "Yohanes"):
        make_prospect(bank.ani, name)
    ani = visit("ani")
    ani.open("/prospects/")
    bar = ani.page.locator("form.ao-bulk")
    expect(ani.page.locator(".ao-pkp").first).to_be_hidden()
    ani.tap("[data-bulk-mode]")
    for place in (0, 2):
        box = ani.page.locator(".ao-pkp").nth(place)
        size = box.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 44
        ani.tap(box)
    expect(bar).to_contain_text("2 dipilih")
    ani.tap(bar.locator("button[value=tag]"))
    ani.fill("#name", "Prioritas")
    ani.tap("main form .ao-btn-p")
    expect(ani.page.locator("#state")).to_contain_text("2")
    labels = ProspectTag.objects.system("test")
    assert labels.count() == 2
    ani.tap(ani.page.get_by_role("button", name="Urungkan"))
    expect(ani.page.get_by_role("button", name="Urungkan")).to_have_count(0)
    assert labels.count() == 0


def prove(one: Visit) -> None:
    """Give the password once more, where it is asked for."""
    one.page.wait_for_url("**/reauthenticate/**")
    one.fill("input[type=password]", PASSWORD)
    one.tap("main form button.ao-btn-p")


def test_a_large_list_leaves_by_the_yes_of_a_second_person(
    visit: Begin, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "APPROVED_ABOVE", 1)
    for name in ("Agus", "Wati"):
        make_prospect(bank.ani, name)
    make_prospect(bank.citra, "Rahasia")
    dewi = visit("dewi", phone=False)
    dewi.open("/prospects/")
    dewi.tap("header a[href^='/exports/new/']")
    dewi.fill("#reason", "Rapat cabang")
    dewi.tap("main form .ao-btn-p")
    prove(dewi)
    expect(dewi.page.locator("#state")).to_contain_text("Menunggu persetujuan")
    work()
    here = dewi.page.url
    dewi.page.goto(here)
    expect(dewi.page.locator("#state")).to_contain_text("Menunggu persetujuan")
    assert dewi.page.locator("a[download], button[value=yes]").count() == 0, "not by oneself"

    gita = visit("gita")
    gita.open("/dashboard/")
    gita.tap(gita.page.get_by_role("link", name="Buka ekspor"))
    gita.tap(gita.page.locator(".ao-exl a").first)
    gita.tap("button[value=yes]")
    prove(gita)
    gita.page.wait_for_url("**/exports/")
    work()
    dewi.page.goto(here)
    with dewi.page.expect_download() as download:
        dewi.tap("a[download]")
    assert download.value.suggested_filename.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet is not None
    cells = {cell for line in sheet.iter_rows(min_row=2, values_only=True) for cell in line}
    assert {"Agus", "Wati"} <= cells
    assert "Rahasia" not in cells, "of another branch"


def test_who_saves_second_in_another_tab_reads_both_values(visit: Begin, bank: Bank) -> None:
    row = make_prospect(bank.ani, "Agus")
    ani = visit("ani", phone=False, expects=(409,))
    address = f"/prospects/{row.public_id}/edit/"
    ani.open(address)
    second = ani.page.context.new_page()
    second.goto(ani.portal + address)
    ani.fill("#id_company", "PT Pertama")
    ani.tap("main form .ao-btn-p")
    ani.page.wait_for_url(f"**/prospects/{row.public_id}/")
    second.fill("#id_company", "PT Kedua")
    second.locator("main form .ao-btn-p").first.click()
    expect(second.locator("main")).to_contain_text("PT Pertama")
    expect(second.locator("main")).to_contain_text("PT Kedua")
    row.refresh_from_db()
    assert row.company == "PT Pertama"
