"""An administrator loads people from a spreadsheet; one of them comes in by the printed slip."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from org.models import User
from tests.browser.watching import Visit
from tests.factories.bank import PASSWORD, Bank

pytestmark = pytest.mark.browser
Begin = Callable[..., Visit]

FILE = (
    "NIP;Nama;Jabatan;Cabang;Tim;Segmen;Kode AO\n"
    "200001;Intan Permatasari;AO;KC Bandung;;Mikro;B-91\n"
    "200002;Wawan Setiawan;Direktur;KC Bandung;;;\n"
)
CHOSEN = "kopi-tubruk-pagi-ini-71"


def test_people_are_loaded_and_one_comes_in_by_slip(visit: Begin, bank: Bank) -> None:
    admin = visit("admin", phone=False)
    admin.open("/administration/users/")
    admin.page.get_by_role("link", name="Muat dari Excel").click()
    admin.page.set_input_files(
        "#file", {"name": "orang.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    admin.page.locator("main form button.ao-btn-p").click()
    preview = admin.page.locator("main")
    expect(preview).to_contain_text("Account officer, KC Bandung, Mikro, B-91")
    expect(preview).to_contain_text("Direktur")
    assert not User.objects.filter(nip="200001").exists()
    admin.page.get_by_role("button", name="Simpan").click()
    admin.page.get_by_role("button", name="Cetak 1 slip").click()
    admin.page.fill("input[name=password]", PASSWORD)  # new codes ask for fresh proof
    admin.page.locator("main form button.ao-btn-p").first.click()
    slip = admin.page.locator(".ao-pcut")
    expect(slip).to_have_count(1)
    code = "".join(slip.locator(".ao-psc b").all_inner_texts())
    assert User.objects.filter(nip="200002").count() == 0

    intan = visit()
    intan.open("/login/")
    intan.page.get_by_role("link", name="slip aktivasi").tap()
    intan.fill("#id_name", "200001")
    intan.fill("#id_code", code)
    intan.tap("main form button.ao-btn-p")
    expect(intan.page.locator("main")).to_contain_text("Intan Permatasari")
    intan.fill("#id_password", CHOSEN)
    intan.tap("main form button.ao-btn-p")
    intan.page.wait_for_url(lambda url: "/activate/" not in url)
    intan.open("/today/")
    expect(intan.page.locator("body")).to_contain_text("Intan")

    other = visit(expects=(422,))  # the code works once
    other.open("/org/activate/")
    other.fill("#id_name", "200001")
    other.fill("#id_code", code)
    other.tap("main form button.ao-btn-p")
    expect(other.page.locator("#id_code")).to_be_visible()
