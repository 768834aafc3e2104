"""The simulator beyond the instalment: sliders, costs, what fits, early payment, variants, text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.test import Client

from core.money import format_rupiah
from org.models import Holiday
from products import catalogue
from products.calculators.loans import Period, Terms, schedule
from products.calculators.prepayment import prepay
from products.models import (
    ContractTerms,
    GuaranteeRate,
    Limit,
    Product,
    RegionRule,
    UpfrontCost,
)
from tests.factories.prospects import NOW

D = Decimal
KPR = {"price": "750.000.000", "down_payment": "20%", "term": "15", "unit": "years",
       "rate": "6,75", "fixed": "36", "floating": "11,5"}  # fmt: skip
LOAN = {"amount": "100 jt", "term": "12", "unit": "months", "rate": "12"}
DEPOSIT = {"amount": "100.000.000", "term": "1", "unit": "months", "rate": "3,5",
           "basis": "actual"}  # fmt: skip
SINCE = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def products(db: None) -> None:
    catalogue.load()


def read(client: Client, code: str, query: Any, status: int = 200) -> str:
    answer = client.get(f"/simulasi/{code}/", query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def tiles(page: str) -> list[str]:
    return re.findall(r'class="ao-val">([^<]+)<', page)


def lines(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]*)</dd>", page))


def test_costs_are_named_one_by_one_and_add_up(client: Client) -> None:
    UpfrontCost.objects.filter(product__code="KPR").exclude(
        code__in=["provision", "apht", "bphtb"]
    ).delete()
    page = read(client, "KPR", KPR | {"price": "500 jt", "down_payment": "20%"})
    found = lines(page)
    assert found["Provisi 1%"] == "Rp4.000.000"
    assert found["APHT 0,25%"] == "Rp1.250.000"
    assert found["BPHTB 5%"] == "Rp21.000.000"
    assert tiles(page)[3] == "Rp126.250.000"
    higher = read(client, "KPR", KPR | {"price": "500 jt", "tax_value": "600 jt"})
    assert lines(higher)["BPHTB 5%"] == "Rp26.000.000"
    UpfrontCost.objects.all().update(valid_to=date(2026, 11, 17))
    assert "BPHTB" not in read(client, "KPR", KPR)


def test_the_first_payment_of_a_car(client: Client) -> None:
    """Cermati: OTR 150 juta, 25 % down, flat 7 % for three years: TDP 48.393.750."""
    query = {"price": "150 jt", "down_payment": "25%", "term": "3", "unit": "years", "rate": "7"}
    page = read(client, "KKB", query)
    assert tiles(page)[:2] == ["Rp3.781.250", "Rp112.500.000"]
    assert tiles(page)[3] == "Rp48.393.750"
    assert "flat 7% = efektif 12,83%" in page
    assert "Kendaraan Rp150 jt" in page
    assert lines(page)["Harga kendaraan (OTR)"] == "Rp150.000.000"


def test_fees_show_in_the_effective_rate(client: Client) -> None:
    found = lines(read(client, "KMG", LOAN))
    assert found["Efektif termasuk biaya bank"] == "14,88%"  # 98,5 million received


def test_the_contract_decides_how_instalments_are_counted(client: Client) -> None:
    product = Product.objects.get(code="KMG")
    terms = {"product": product, "valid_from": date(2026, 11, 1), "rounding_step": 1000,
             "rounding_direction": "up", "grace_months": 3, "due_rule": "fixed_day",
             "due_day": 25, "first_interest": "days"}  # fmt: skip
    ContractTerms.objects.create(**terms)
    page = read(client, "KMG", LOAN)
    days = (date(2026, 12, 25) - date(2026, 11, 18)).days
    plan = schedule("anuitas", D(100_000_000), [Period(D(12), 12)],
                    Terms(step=1000, direction="up", grace_months=3, first_days=days))  # fmt: skip
    assert tiles(page)[0] == format_rupiah(plan.instalments[3].payment) == "Rp11.675.000"
    first = format_rupiah(plan.instalments[0].payment).removeprefix("Rp")
    assert f'<td>1<span class="ao-simdue">25 Des 26</span></td><td>{first}</td><td>0</td>' in page
    found = lines(page)
    assert found["Angsuran dibulatkan ke"] == "Rp1.000, ke atas"
    assert (found["Jatuh tempo"], found["Bunga pertama"]) == ("25", f"{days} hari")
    ContractTerms.objects.update(grace_months=12)
    assert "berakhir sebelum" in read(client, "KMG", LOAN, 422)


def test_the_region_of_the_house_brings_its_own_npoptkp(client: Client) -> None:
    own = {"valid_from": SINCE, "region": "3171", "npoptkp": D(250_000_000)}
    RegionRule.objects.filter(region="3171").delete()
    RegionRule.objects.create(**own)
    house = KPR | {"price": "500 jt"}
    page = read(client, "KPR", house | {"place": "jakarta pusat"})
    assert "Jakarta Pusat, Daerah Khusus Ibukota Jakarta · NPOPTKP Rp250.000.000" in page
    assert lines(read(client, "KPR", house | {"place": "3171"}))["BPHTB 5%"] == "Rp12.500.000"
    assert lines(read(client, "KPR", house))["BPHTB 5%"] == "Rp21.000.000"
    assert "Tidak ada kabupaten atau kota" in read(
        client, "KPR", house | {"place": "Atlantis"}, 422
    )
    assert 'name="place"' not in read(client, "KMG", LOAN)


def test_due_dates_follow_the_day_of_the_disbursement(client: Client) -> None:
    page = read(client, "KMG", LOAN | {"paid_on": "31/12/2026"})
    due = re.findall(r'"ao-simdue">([^<]+)<', page)
    assert due[:3] == ["31 Jan 27", "28 Feb 27", "31 Mar 27"]
    assert (len(due), due[-1]) == (12, "31 Des 27")
    assert lines(page)["Angsuran pertama"] == "31 Januari 2027"
    today = re.findall(r'"ao-simdue">([^<]+)<', read(client, "KMG", LOAN))
    assert today[:2] == ["18 Des 26", "18 Jan 27"]
    terms = ContractTerms.objects.create(
        product=Product.objects.get(code="KMG"), valid_from=date(2026, 11, 1), holiday_rule="next"
    )
    Holiday.objects.create(day=date(2027, 3, 1), name="Libur", kind="national")
    for rule, first in (
        ("next", ["1 Feb 27", "2 Mar 27"]),
        ("previous", ["29 Jan 27", "26 Feb 27"]),
    ):
        ContractTerms.objects.filter(pk=terms.pk).update(holiday_rule=rule)
        page = read(client, "KMG", LOAN | {"paid_on": "31/12/2026"})
        assert re.findall(r'"ao-simdue">([^<]+)<', page)[:2] == first
        assert "pada hari libur" in page
    for wrong in ("17/11/2026", "20/11/2027", "besok"):
        read(client, "KMG", LOAN | {"paid_on": wrong}, 422)


def test_a_slider_without_a_script_speaks_when_it_was_moved(client: Client) -> None:
    page = read(client, "KPR", KPR)
    assert 'name="slide_price" min="100000000" max="3000000000" step="25000000"' in page
    assert 'name="slid_price" value="750000000"' in page
    left = {"slide_price": "750000000", "slid_price": "750000000", "slide_term": "15",
            "slid_term": "15"}  # fmt: skip
    assert 'name="price" value="751.000.000"' in read(
        client, "KPR", KPR | left | {"price": "751.000.000"}
    )
    moved = left | {"slide_price": "800000000", "slide_term": "20",
                    "slide_down_payment": "30", "slid_down_payment": "20"}  # fmt: skip
    page = read(client, "KPR", KPR | moved)
    assert 'name="price" value="800.000.000"' in page
    assert 'name="down_payment" value="30%"' in page
    assert 'name="term" value="20"' in page
    for nonsense in ("x", "-5", "²", ""):
        assert read(client, "KPR", KPR | left | {"slide_price": nonsense})
    assert read(client, "KPR", KPR | {"slide_rate": "3", "slide_nothing": "4"})


@pytest.mark.parametrize(("method", "formula", "fits", "loan"), [
    ("all", "40% × Rp10.000.000 − Rp2.000.000 = Rp2.000.000", "Rp2.000.000", "Rp186.114.878"),
    ("rest", "40% × (Rp10.000.000 − Rp2.000.000) = Rp3.200.000", "Rp3.200.000", "Rp297.783.804"),
])  # fmt: skip
def test_what_fits_by_both_ways_to_count(
    client: Client, method: str, formula: str, fits: str, loan: str
) -> None:
    Limit.objects.filter(product=None).update(method=method)
    query = {"amount": "100 jt", "term": "180", "unit": "months", "rate": "10",
             "income": "10 jt", "existing": "2 jt"}  # fmt: skip
    page = read(client, "KMG", query)
    assert formula in page
    assert lines(page)["Angsuran yang muat"] == fits
    assert lines(page)["Plafon terbesar pada tenor dan bunga ini"] == loan
    assert "Memenuhi batas awal (pra-skrining)" in page
    assert "Keputusan ada pada bank" in page


def test_a_ratio_over_its_limit_is_said_with_what_would_help(client: Client) -> None:
    page = read(client, "KPR", KPR | {"income": "15 jt"})
    assert "Rasio melewati 40% mulai tahun 4." in page
    assert "Melewati batas awal (pra-skrining)" in page
    share = int(re.search(r"Uang muka (\d+)% menjaganya", page)[1])
    assert share == 29
    enough = read(client, "KPR", KPR | {"income": "15 jt", "down_payment": f"{share}%"})
    assert "Memenuhi batas awal (pra-skrining)" in enough
    assert "melewati" in read(client, "KPR", KPR | {"income": "15 jt", "down_payment": "28%"})
    assert "44,7%" in page  # in the table of floating rates
    broke = read(client, "KMG", LOAN | {"income": "5 jt", "existing": "6 jt"})
    assert "Angsuran yang muat</dt><dd>Rp0" in broke
    assert "Isi juga penghasilannya" in read(client, "KMG", LOAN | {"existing": "1 jt"}, 422)


def test_the_lower_of_price_and_appraisal_bears_the_loan(client: Client) -> None:
    house = KPR | {"price": "500 jt", "down_payment": "20%"}
    page = read(client, "KPR", house | {"appraisal": "450 jt"})
    assert lines(page)["LTV, batas 90%"] == "88,89%"
    assert "Memenuhi batas awal" in page
    assert "Melewati batas awal" in read(client, "KPR", house | {"appraisal": "444 jt"})
    assert "Memenuhi" not in read(client, "KPR", house)


def test_paying_early_lowers_the_instalment_or_the_term(client: Client) -> None:
    query = LOAN | {"early_month": "6"}
    page = read(client, "KMG", query)
    assert lines(page)["Sisa pokok"] == "Rp51.492.105"
    assert lines(page)["Penalti 1%"] == "Rp514.921"
    assert "Rp52.007.026" in page
    plan = schedule("anuitas", D(100_000_000), [Period(D(12), 12)])
    for keep in ("term", "payment"):
        done = prepay("anuitas", plan, [Period(D(12), 12)], month=6, amount=D(20_000_000),
                      keep=keep, penalty_rate=D(1))  # fmt: skip
        found = lines(read(client, "KMG", query | {"early_amount": "20 jt", "early_keep": keep}))
        assert found["Angsuran sesudahnya"] == format_rupiah(done.payment_after)
        assert found["Bunga yang dihemat"] == format_rupiah(done.interest_saved)
    assert found["Lunas lebih cepat"] == "0 tahun 2 bulan"
    assert "sisa pokok" in read(client, "KMG", query | {"early_amount": "60 jt"}, 422)
    assert "sebelum angsuran terakhir" in read(client, "KMG", query | {"early_month": "12"}, 422)
    assert "angsuran ke berapa" in read(client, "KMG", LOAN | {"early_amount": "1 jt"}, 422)


def test_a_flat_loan_paid_early_is_settled_effectively(client: Client) -> None:
    page = read(client, "KTA", LOAN | {"amount": "20 jt", "rate": "20,16", "early_month": "6"})
    left = int(lines(page)["Sisa pokok"].removeprefix("Rp").replace(".", ""))
    assert 10_000_000 < left < 11_000_000
    assert "efektif" in page
    assert 'name="early_amount"' not in page


def test_up_to_three_variants_stand_side_by_side_in_the_address(client: Client) -> None:
    def keep(query: Any) -> list[tuple[str, str]]:
        answer = client.get("/simulasi/KMG/", query)
        assert answer.status_code == 302
        return parse_qsl(urlsplit(answer.headers["Location"]).query)

    first = keep([*LOAN.items(), ("keep", "1")])
    assert [name for name, _text in first].count("v") == 1
    second = keep([(name, "24" if name == "term" else text) for name, text in first]
                  + [("keep", "1")])  # fmt: skip
    third = keep([(name, "36" if name == "term" else text) for name, text in second]
                 + [("keep", "1")])  # fmt: skip
    assert [name for name, _text in third].count("v") == 2
    page = read(client, "KMG", third)
    heads = re.findall(r'<th scope="col" class="ao-r">(Sekarang|Varian \d)', page)
    assert heads == ["Sekarang", "Varian 1", "Varian 2"]
    row = re.search(r'<th scope="row">Tenor</th>(.*?)</tr>', page, re.DOTALL)[1]
    assert re.findall(r">([^<]+)</td>", row) == ["3 tahun", "2 tahun", "3 tahun"]
    links = re.findall(r'<a href="([^"]+)">(Pakai|Hapus)</a>', page)
    assert len(links) == 4
    dropped = client.get(links[1][0]).content.decode()
    assert "Varian 1" in dropped
    assert "Varian 2" not in dropped
    nonsense = read(client, "KMG", [*LOAN.items(), ("v", "amount=banyak"), ("v", "%00&&=")])
    assert tiles(nonsense)


def test_the_text_for_a_chat_says_figures_and_dates_but_nobody(client: Client) -> None:
    page = read(client, "KPR", KPR | {"income": "18.500.000"})
    text = re.search(r'id="chat-text">(.*?)</pre>', page, re.DOTALL)[1]
    for words in ("Rp5.309.457", "Rp6.712.339", tiles(page)[3], "18 November 2026",
                  "1 Januari 2026", "bukan penawaran mengikat"):  # fmt: skip
        assert words in text
    assert "18.500.000" not in text
    code = re.search(r"Perhitungan (\w{4})|[Kk]ode hitung (\w{4})|(\w{4})</p>", page)
    assert code


def test_a_deposit_that_rolls_over(client: Client) -> None:
    """100 million at 3,5 % from 21 November 2026, each month with its interest."""
    with time_machine.travel("2026-11-21T03:00:00Z", tick=False):
        page = read(client, "DEP", DEPOSIT | {"roll": "aro_plus", "rounds": "3"})
        paid_out = read(client, "DEP", DEPOSIT | {"roll": "aro", "rounds": "3"})
        once = read(client, "DEP", DEPOSIT | {"roll": "non_aro"})
    for figures in ("287.671", "57.534", "100.230.137", "100.468.492", "100.707.414"):
        assert figures in page
    assert "21 Februari 2027" in page
    assert paid_out.count(">100.000.000</td>") == 3
    assert "Setiap jangka waktu" not in once


@pytest.mark.parametrize(("window", "query", "words"), [
    (None, {}, "belum tercatat"),
    (None, {"amount": "2.000.000.001"}, "LPS menjamin sampai Rp2.000.000.000"),
    ((date(2026, 10, 1), date(2027, 1, 31), "3.25"), {},
     "Tidak dijamin LPS: bunganya di atas 3,25%"),
    ((date(2026, 10, 1), None, "3.5"), {}, "penjaminan LPS 3,5% sejak 1 Oktober 2026"),
    ((date(2026, 10, 1), date(2027, 1, 31), "4"), {"other": "1.900.000.001"},
     "LPS menjamin sampai Rp2.000.000.000"),
])  # fmt: skip
def test_the_guarantee_is_named_or_said_to_be_unknown(
    client: Client, window: Any, query: dict[str, str], words: str
) -> None:
    if window:
        since, until, rate = window
        GuaranteeRate.objects.create(valid_from=since, valid_to=until, rate=D(rate))
    page = read(client, "DEP", DEPOSIT | query)
    assert words in page
    assert ("Tidak dijamin" in page) == words.startswith("Tidak dijamin")


def test_a_deposit_broken_early(client: Client) -> None:
    query = DEPOSIT | {"term": "3", "rate": "4", "broken_after": "30"}
    page = read(client, "DEP", query)
    assert lines(page)["Bunga berjalan, bersih"] == "Rp0"
    deposit = Product.objects.get(code="DEP")
    ContractTerms.objects.create(product=deposit, valid_from=SINCE, forfeits_interest=False,
                                 early_penalty=D("0.5"))  # fmt: skip
    found = lines(read(client, "DEP", query))
    assert (found["Bunga berjalan, bersih"], found["Penalti"]) == ("Rp263.014", "Rp500.000")
    assert "berakhir sebelum" in read(client, "DEP", query | {"broken_after": "92"}, 422)


def test_savings_grow_month_by_month(client: Client) -> None:
    page = read(client, "TABJ", {"amount": "1 jt", "term": "12", "unit": "months"})
    assert tiles(page) == ["Rp12.143.028", "Rp12.000.000", "Rp143.028", "Rp21.159"]
    assert (lines(page)["Setoran per bulan"], lines(page)["Suku bunga"]) == ("Rp1.000.000", "2,5%")
    assert "18 November 2027" in page
    years = read(client, "TABJ", {"amount": "1 jt", "term": "5", "unit": "years"})
    assert years.count('<td class="ao-num">') == 5, "one line for each year"
    kept = read(client, "GIRO", {"amount": "100 jt", "term": "12", "unit": "months"})
    assert tiles(kept)[:3] == ["Rp100.601.651", "Rp100.000.000", "Rp601.651"]
    assert "1 sampai 12 bulan" in read(client, "TAB", {"amount": "50 jt", "term": "13",
                                                       "unit": "months"}, 422)  # fmt: skip
