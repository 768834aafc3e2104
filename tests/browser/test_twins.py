"""A twin found while a number is typed is merged on a phone, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from prospects.models import Prospect, TransferRequest
from tests.browser.watching import Visit
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity, make_prospect

pytestmark = pytest.mark.browser
Begin = Callable[..., Visit]
NIK = "3273995206900001"


def test_a_nik_fills_in_and_a_twin_is_merged_and_undone(visit: Begin, bank: Bank) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni H.", phone="+6281255501423")
    twin = deal.prospect
    row = make_prospect(bank.ani, "Sri Wahyuni")
    ani = visit("ani")
    ani.open(f"/prospects/{row.public_id}/edit/")
    ani.fill("#id_nik", NIK)
    expect(ani.page.locator("#nik-said")).to_contain_text("12 Juni 1990")
    ani.tap("[name=take_nik]")
    expect(ani.page.locator("#id_birth_date")).to_have_value("12/06/1990")
    ani.fill("#id_phone", "0812 5550 1423")
    card = ani.page.locator("#dup-phone")
    expect(card).to_contain_text("Sri Wahyuni H.")
    ani.tap(card.get_by_role("link", name="gabungkan"))
    expect(ani.page.locator("main")).to_contain_text("Masuk arsip")
    ani.tap(ani.page.locator("label:has(input[name=name][value=loser])"))
    ani.tap("main form .ao-bar2 button")
    ani.page.wait_for_url(f"**/prospects/{row.public_id}/")
    rows = Prospect.objects.system("test")
    assert rows.get(pk=twin.pk).merged_into == row
    kept = rows.get(pk=row.pk)
    assert kept.name == "Sri Wahyuni H.", "the field that was chosen"
    deal.refresh_from_db()
    assert deal.prospect == row
    panel = ani.page.locator("#panel-circle")
    panel.scroll_into_view_if_needed()
    expect(panel).to_contain_text(twin.number)
    ani.tap(panel.get_by_role("button", name="Urungkan"))
    ani.page.wait_for_load_state()
    expect(ani.page.locator("body")).to_contain_text("Kembali menjadi dua catatan")
    assert rows.get(pk=twin.pk).archived_at is None
    assert rows.get(pk=row.pk).name == "Sri Wahyuni"
    deal.refresh_from_db()
    assert deal.prospect == twin


def test_whom_somebody_else_holds_is_asked_for_on_a_phone_and_handed_over(
    visit: Begin, bank: Bank
) -> None:
    held = make_prospect(bank.citra, "Rahasia", phone="+6281255501999")
    ani = visit("ani")
    ani.open("/prospects/new/")
    ani.fill("#id_name", "Wati")
    ani.fill("#id_phone", "0812 5550 1999")
    card = ani.page.locator("#dup-phone")
    expect(card).to_contain_text(bank.citra.full_name)
    expect(ani.page.locator("body")).not_to_contain_text("Rahasia")
    button = card.get_by_role("button", name="Minta alih")
    size = button.bounding_box()
    assert size is not None
    assert size["height"] >= 44
    ani.tap(button)
    expect(card).to_contain_text("Permintaan alih terkirim")
    assert TransferRequest.objects.system("test").get().requester == bank.ani

    citra = visit("citra")
    citra.open("/prospects/transfers/")
    citra.tap("form[action$='/grant/'] button")
    expect(citra.page.locator("form[action$='/grant/']")).to_have_count(0)
    held.refresh_from_db()
    assert held.owner == bank.ani
    ani.open("/prospects/")
    expect(ani.page.locator("main")).to_contain_text("Rahasia")
