"""A house, from the first name on: for a customer without e-mail, on paper where he signs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from core.outbox import worker
from documents.models import DocumentFile
from offers.models import ReceiptAnswer
from products import catalogue
from products.models import Product
from prospects.models import Opportunity
from tests.browser.watching import Visit
from tests.factories.bank import Bank
from tests.factories.decisions import make_limits

pytestmark = pytest.mark.browser

Begin = Callable[..., Visit]
NAME = "Sri Wahyuni"


@pytest.fixture(autouse=True)
def house(bank: Bank, settings: Any, tmp_path: Path) -> None:
    """The starting products, and a place for papers."""
    settings.MEDIA_ROOT = tmp_path
    bank.kpr.delete()
    catalogue.load()


def block(visit: Visit, code: str) -> Locator:
    """Return a block of a detail page once it is there: it comes when it is looked at."""
    frame = visit.page.locator(f"#panel-{code}")
    visit.bring_up(frame)
    expect(frame.locator(".ao-frame")).to_have_count(0)
    return frame


def press(visit: Visit, label: str) -> None:
    """Press what is called so in the middle of the page, or in the sheet over it."""
    name = re.compile(re.escape(label))
    places = visit.page.locator("main, #sheet")
    visit.tap(places.get_by_role("button", name=name).or_(places.get_by_role("link", name=name)))


def answer(visit: Visit, label: str, **chosen: str) -> None:
    """Open the sheet of a step, choose in it, and send it."""
    press(visit, label)
    sheet = visit.page.locator("#sheet form")
    for name, value in chosen.items():
        sheet.locator(f"label:has([name={name}][value={value}]), [name={name}][value={value}]"
                      ).first.click()  # fmt: skip
    visit.tap(sheet.locator("button").last)
    expect(visit.page.locator("#sheet form")).to_have_count(0)


def do_all_jobs() -> None:
    """Let the worker do what waits."""
    while worker.perform_run() != worker.NOTHING:
        pass


def add(visit: Visit) -> Opportunity:
    """Log somebody who asks for a house: a name and a number, no e-mail."""
    product = Product.objects.get(code="KPR").public_id
    visit.tap(".ao-tabbar a.ao-add")
    visit.fill("#id_name", NAME)
    visit.fill("#id_phone", "081255501234")
    visit.choose(f"label:has(input[name=product][value='{product}'])")
    visit.tap("form[data-draft-key=prospect-add] button.ao-btn-p")
    visit.page.wait_for_url(re.compile(r"/prospects/(?!new/)\w+/$"))
    found = Opportunity.objects.system("test").select_related("prospect").get()
    assert found.prospect.email == ""
    return found


def simulate(visit: Visit) -> None:
    """Compare three terms beside the customer, keep the last and share it as a picture."""
    visit.tap(block(visit, "simulations").get_by_role("link", name="Simulasikan"))
    visit.tap(visit.page.locator("main").get_by_role("link", name="KPR Griya"))
    visit.fill("#id_price", "750 jt")
    for years in ("20", "15", "10"):
        visit.fill("#id_term", years)
        expect(visit.page).to_have_url(re.compile(f"term={years}"))
        if years != "10":
            visit.tap("[name=keep]")
    table = visit.page.locator(".ao-simv3")
    expect(table.locator("thead th")).to_have_count(3)
    expect(table.locator("tr", has_text="Tenor")).to_contain_text("10 tahun20 tahun15 tahun")
    shown = visit.page.locator("#hasil .ao-val").first.inner_text()
    press(visit, "Simpan ke prospek")
    visit.page.wait_for_url("**/simulations/*/")
    expect(visit.page.locator(".ao-simr .ao-val").first).to_have_text(shown)
    shared = visit.share("[data-share-picture]")
    assert (shared["type"], shared["width"]) == ("image/png", 1080)


def say(visit: Visit, *said: str, since: int = 1) -> None:
    """Enter what is ticked, from one point on."""
    for point, word in enumerate(said, since):
        visit.choose(f"label:has(input[name=point_{point}][value={word}])")
    press(visit, "Simpan jawaban")


def explain(visit: Visit) -> None:
    """Let him tick the sheet; the point that is not clear is explained anew; file the sheet."""
    press(visit, "Minta jelaskan kembali")
    visit.page.wait_for_url("**/receipts/*/")
    press(visit, "Di kertas")
    code = visit.page.locator(".ao-xbc").inner_text()
    visit.tap("text=Selesai")
    say(visit, "clear", "unclear", "clear")
    expect(visit.page.locator("main .ao-note")).to_contain_text("Jelaskan sekali lagi")
    expect(visit.page.locator("main input[type=radio]")).to_have_count(2)
    visit.open("/receipts/")
    expect(visit.page.locator("main")).to_contain_text(NAME)
    visit.fill("#id_code", code.lower())
    visit.tap("main form[role=search] button")
    say(visit, "clear", since=2)
    expect(visit.page.locator("main .ao-pill.ao-ok")).to_be_visible()
    assert list(ReceiptAnswer.objects.order_by("pk").values_list("point", "is_clear", "path")) == [
        (1, True, "paper"), (2, False, "paper"), (3, True, "paper"), (2, True, "paper"),
    ]  # fmt: skip
    press(visit, "Foto lembarnya")
    out = io.BytesIO()
    Image.effect_noise((600, 800), 40).convert("RGB").save(out, "JPEG")
    photo = {"name": "lembar.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    visit.page.set_input_files("[data-papers] input[multiple]", [photo])
    with visit.page.expect_navigation():
        visit.tap("[data-papers] [data-send]")
    do_all_jobs()
    assert DocumentFile.objects.get().document.type.code == "explain_back"


def offer(visit: Visit, simulation: str) -> None:
    """Write the offer of what was shown, print it, hand it over, and note that he signed it."""
    visit.page.goto(simulation)
    instalment = visit.page.locator(".ao-simr .ao-val").first.inner_text()
    press(visit, "Buat surat penawaran")
    expect(visit.page.locator("#letter-figures")).to_contain_text(instalment)
    press(visit, "Simpan sebagai draf")
    answer(visit, "Terbitkan dengan nomor")
    expect(visit.page.locator("h1")).to_have_text("001/SPn/A/XI/2026")
    sign(visit)


def sign(visit: Visit) -> None:
    """Print the issued letter, hand it over on paper, and note that he signed it."""
    do_all_jobs()
    visit.page.reload()
    with visit.page.expect_download() as begun:
        press(visit, "PDF")
    assert begun.value.path().read_bytes().startswith(b"%PDF")
    press(visit, "Serahkan ke nasabah")
    expect(visit.page.locator("#sheet form")).to_contain_text("Tidak ada alamat surel")
    expect(visit.page.locator("#sheet [value=mail]")).to_have_count(0)
    visit.page.locator("#sheet label:has-text('Di atas kertas')").click()
    visit.tap(visit.page.locator("#sheet form button").last)
    answer(visit, "Nasabah menerima", channel="paper")
    expect(visit.page.locator("main")).to_contain_text("Diterima nasabah")


def put_forward(visit: Visit, deal: Opportunity, **values: str) -> None:
    """Propose the file for decision."""
    visit.open(f"/pipeline/{deal.public_id}/")
    visit.tap(block(visit, "decisions").get_by_role("link", name="Usulkan"))
    for name, text in values.items():
        visit.fill(f"#id_{name}", text)
    press(visit, "Usulkan")
    expect(block(visit, "decisions")).to_contain_text("Menunggu putusan")


def vote(visit: Visit, verdict: str, opinion: str, **values: str) -> None:
    """Take the file from the list of what waits, and say something to it."""
    visit.open("/decisions/")
    visit.tap(visit.page.locator("main li a, main td a").filter(has_text=NAME, visible=True))
    press(visit, "Beri suara")
    sheet = visit.page.locator("#sheet form")
    sheet.locator(f"[name=verdict][value={verdict}]").check()
    for name, text in {"opinion": opinion, **values}.items():
        visit.fill(f"#sheet [name={name}]", text)
    visit.tap(sheet.locator("button").last)
    expect(visit.page.locator("#votes")).to_contain_text(opinion)


def decide(ani: Visit, dewi: Visit, deal: Opportunity) -> None:
    """Let the head send the file back, then agree to less than was proposed."""
    ani.open(f"/pipeline/{deal.public_id}/")
    ani.tap("[data-shortcut=m]")
    ani.tap("#sheet button[value=analysis]")
    expect(ani.page.locator("main [aria-current=step]")).to_contain_text("Analisa")
    put_forward(ani, deal, amount="600jt", months="120", rate="6,75", conditions="Asuransi jiwa")
    vote(dewi, "return", "Belum lengkap", words="Slip gaji pasangan")
    put_forward(ani, deal, conditions="Asuransi jiwa, slip gaji pasangan terlampir")
    vote(dewi, "conditions", "Layak sebagian", words="Uang muka ditambah", amount="500jt")
    expect(dewi.page.locator("main")).to_contain_text("001/PTS/A/XI/2026")
    expect(dewi.page.locator("main")).to_contain_text("Rp500.000.000")


def promise(rudi: Visit, deal: Opportunity) -> None:
    """Let credit administration write the SPPK with what was decided; he signs it."""
    rudi.open(f"/pipeline/{deal.public_id}/")
    rudi.tap(block(rudi, "decisions").get_by_role("link", name="Tulis SPPK"))
    expect(rudi.page.locator("main")).to_contain_text("Rp500.000.000")
    press(rudi, "Simpan sebagai draf")
    answer(rudi, "Terbitkan dengan nomor")
    expect(rudi.page.locator("h1")).to_contain_text("/XI/2026")
    sign(rudi)


def pay(ani: Visit, rudi: Visit, deal: Opportunity) -> None:
    """Record the akad, match the officer's entry with the first part, then book the second."""
    rudi.open("/booking/")
    press(rudi, "Catat akad")
    rudi.fill("#id_number", "AKD/7")
    press(rudi, "Simpan")
    expect(block(rudi, "booking")).to_contain_text("Dijanjikan dalam SPPK")
    expect(block(rudi, "booking").locator(".ao-note")).to_have_count(0)  # nothing differs
    ani.open(f"/pipeline/{deal.public_id}/")
    ani.tap(".ao-top-a .ao-btn-p")
    ani.fill("#sheet [name=amount]", "300jt")
    ani.tap("#sheet form button.ao-btn-p")
    expect(ani.page.locator("#disbursements")).to_contain_text("Menunggu konfirmasi")
    for show, account in (("money", "1234567890"), ("part", "1234567890")):
        rudi.open(f"/booking/?show={show}")
        press(rudi, "Catat pencairan")
        rudi.fill("#id_account", account)
        press(rudi, "Simpan")
        expect(rudi.page.locator("#disbursements")).to_contain_text("Terkonfirmasi")
    ani.page.reload()
    paid = ani.page.locator("#disbursements li")
    expect(paid).to_have_count(2)
    for amount in ("Rp300.000.000", "Rp200.000.000"):
        expect(paid.filter(has_text=amount)).to_contain_text("Terkonfirmasi")
    expect(ani.page.locator("main [aria-current=step]")).to_contain_text("Cair")


@pytest.mark.long
def test_a_house_from_the_first_name_to_the_last_part_of_the_money(visit: Begin) -> None:
    make_limits()
    ani, dewi, rudi = visit("ani"), visit("dewi"), visit("rudi", phone=False)
    ani.has_share_sheet()
    deal = add(ani)
    simulate(ani)
    simulation = ani.page.url
    explain(ani)
    offer(ani, simulation)
    decide(ani, dewi, deal)
    promise(rudi, deal)
    pay(ani, rudi, deal)
