"""Forty rows from a spreadsheet into the day, on a desktop and on a phone; and a messy file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from core.outbox import worker
from prospects.models import Prospect
from tests.browser.watching import Visit
from tests.factories.bank import Bank
from tests.factories.prospects import make_prospect

pytestmark = pytest.mark.browser

Begin = Callable[..., Visit]
FORTY = "Nama\tNo HP\tMinat\tPlafon\n" + "".join(
    f"Calon Nasabah {n:02d}\t0812-5550-1{n:03d}\tKPR\t600 jt\n" for n in range(40)
)
# As it comes from an old spreadsheet: Windows letters, a title above the header, ragged rows, a
# line break and a semicolon inside cells, a formula, a header that stands twice.
MESSY = (
    "sep=;\r\n\r\nDaftar hadir pameran – René\r\n"
    "Nama;No HP;Tgl Datang;Catatan;Catatan\r\n"
    'Agus;0812 12;14/11/2026;"=1+1";\r\n'
    '"Wati ""Butik"" Müller";081255501778;31/02/2026;"baris satu\nbaris dua; dan koma"\r\n'
    ";;;;\r\n"
    "Dipegang;081255501999\r\n"
).encode("cp1252")


def work() -> None:
    """Do what a worker would do."""
    while worker.perform_run() != worker.NOTHING:
        pass


def test_forty_pasted_rows_stand_in_the_day_after_four_steps(visit: Begin, bank: Bank) -> None:
    ani = visit("ani", phone=False)
    ani.open("/prospects/")
    ani.tap("header a[href='/prospects/import/']")
    ani.fill("#cells", FORTY)
    ani.tap("form:has(#cells) button.ao-btn-p")
    expect(ani.page.locator("#run button")).to_have_text("Impor 40 baris")
    expect(ani.page.locator("#check tr[data-row]")).to_have_count(20)
    ani.tap("#run button")
    expect(ani.page.locator("#state progress")).to_be_visible()
    work()
    ani.tap("#state .ao-ok a")  # appears by itself
    assert (ani.taps, ani.fields) == (4, 1)
    ahead = ani.page.locator(".ao-ahd .ao-chip b")
    expect(ahead).to_have_text(["10", "10", "10", "10"])
    expect(ani.page.locator(".ao-td-steps")).to_contain_text("Calon Nasabah 00")
    assert Prospect.objects.visible_to(bank.ani).count() == 40


def test_a_messy_file_is_mended_on_a_phone(visit: Begin, bank: Bank) -> None:
    make_prospect(bank.citra, "Rahasia", phone="+6281255501999")
    ani = visit("ani")
    ani.open("/prospects/import/")
    ani.page.set_input_files(
        "#own-file", {"name": "pameran.csv", "mimeType": "text/csv", "buffer": MESSY}
    )
    ani.tap("form:has(#own-file) button.ao-btn-p")
    expect(ani.page.locator("#check")).to_contain_text("31/02/2026")
    expect(ani.page.locator("#check")).to_contain_text('Wati "Butik" Müller')
    expect(ani.page.locator("#run button")).to_have_count(0)
    verdict = ani.page.locator("#check tr[data-row] .ao-pill").first.bounding_box()
    assert verdict is not None
    assert verdict["x"] + verdict["width"] <= 360, "what becomes of a row is seen without scrolling"
    ani.page.select_option("#col-2", "")
    expect(ani.page.locator("#run button")).to_have_text("Impor 1 baris")
    ani.tap("#held button[name=line]")
    expect(ani.page.locator("#held")).to_contain_text("Diminta")
    expect(ani.page.locator("body")).not_to_contain_text("Rahasia")
    ani.tap("#run button")
    expect(ani.page.locator("#state progress")).to_be_visible()
    work()
    expect(ani.page.locator("#state .ao-ok").first).to_be_visible()
    wati = Prospect.objects.visible_to(bank.ani).get()
    assert (wati.name, wati.phone) == ('Wati "Butik" Müller', "+6281255501778")
    assert "baris satu\nbaris dua; dan koma" in wati.notes


def test_without_scripts_it_works_too(visit: Begin, bank: Bank) -> None:
    ani = visit("ani", java_script_enabled=False)
    ani.open("/prospects/import/")
    ani.fill("#cells", "Nama\tNo HP\nAgus\t081255501777\n")
    ani.tap("form:has(#cells) button.ao-btn-p")
    ani.tap("#run button")
    expect(ani.page.locator("#state progress")).to_be_visible()
    work()
    ani.tap("#state a.ao-btn")
    expect(ani.page.locator("#state .ao-ok").first).to_be_visible()
    assert Prospect.objects.visible_to(bank.ani).count() == 1
