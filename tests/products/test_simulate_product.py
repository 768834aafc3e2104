"""`manage.py simulate --product`: the sheet in force on a day decides, nonsense is one sentence."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from products import catalogue
from products.calculators.loans import Period, schedule
from products.models import BankStanding, Limit, Product
from tests.factories.bank import Bank
from tests.factories.rates import make_sheet

DEC = date(2026, 12, 25)


@pytest.fixture
def sheets(bank: Bank) -> None:
    """Two versions of KTA: 10 % until Christmas, 12 % from then on."""
    Product.objects.all().delete()
    catalogue.load()
    kta = Product.objects.create(
        code="T", name="KTA", short_name="KTA", family="kta", max_months=60, method="anuitas"
    )
    make_sheet(bank, kta, "10")
    make_sheet(bank, kta, "12", valid_from=DEC)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command("simulate", *arguments, "--principal", "100000000", "--json")
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.usefixtures("sheets")
def test_the_sheet_of_the_day_decides(capsys: pytest.CaptureFixture[str]) -> None:
    for day, rate, label in (("2026-12-24", 10, "T v1"), ("2026-12-25", 12, "T v2")):
        found = run(capsys, "--product", "T", "--as-of", day, "--months", "12")
        assert (found["sheet"], found["rate"], found["as_of"]) == (label, str(rate), day)
        plain = schedule("anuitas", Decimal(100_000_000), [Period(Decimal(rate), 12)])
        assert found["first_payment"] == plain.first_payment
    # 12 % over 12 months is a published figure.
    assert found["first_payment"] == 8_884_879
    kpr = run(capsys, "--product", "KPR", "--as-of", "2026-11-01", "--months", "180")
    assert [part["from"] for part in kpr["payments"]][:2] == [1, 37]
    gross = run(capsys, "--product", "DEP", "--as-of", "2026-11-21", "--months", "1")
    assert gross["gross"] == 267_123  # 3.25 % over 30 days of 365
    by_days = run(capsys, "--product", "DEP", "--as-of", "2026-11-21", "--days", "31")
    assert by_days["gross"] == 276_027
    call_command("simulate", "--product", "T", "--as-of", "2026-12-25", "--months", "12",
                 "--principal", "100000000")  # fmt: skip
    assert "T v2" in capsys.readouterr().out


GOOD = ["--product", "T", "--months", "12"]
WRONG = [
    (["--product", "X", "--months", "12"], "no product"),
    ([*GOOD, "--as-of", "25-12-2026"], "--as-of"),
    ([*GOOD, "--as-of", "2020-01-01"], "no rate"),
    ([*GOOD, "--rate", "5"], "comes with the product"),
    ([*GOOD, "--method", "flat"], "comes with the product"),
    (["--product", "T"], "--months"),
    (["--product", "T", "--months", "61"], "months"),
    (["--product", "T", "--months", "0"], "months"),
    (["--product", "T", "--days", "30"], "--months"),
    (["--product", "T", "--months", "zwölf"], "--months"),
    (["--as-of", "2026-12-25", "--method", "flat", "--rate", "5"], "--product"),
    (["--rate", "5", "--months", "12"], "--method"),
    (["--method", "flat", "--months", "12"], "--rate"),
]


@pytest.mark.usefixtures("sheets")
def test_nonsense_is_refused_in_one_sentence() -> None:
    for arguments, word in WRONG:
        with pytest.raises(CommandError, match=word) as refused:
            call_command("simulate", *arguments, "--principal", "100000000")
        assert refused.value.returncode == 2, arguments
        assert "\n" not in str(refused.value), arguments


HOME = ["--product", "KPR", "--as-of", "2026-11-18", "--months", "180", "--price", "125000000"]


@pytest.mark.usefixtures("sheets")
def test_what_is_bought_brings_its_limit_and_costs(capsys: pytest.CaptureFixture[str]) -> None:
    """Domain 3.2: 400 of 500 million is 80 %, appraised at 450 million 88,89 %."""
    found = run(capsys, *HOME)
    assert (found["loan_to_value"], found["value_limit"]) == ("80.00", "90")
    assert (found["limited_by"], found["limit_is_open"]) == ("product", False)
    assert run(capsys, *HOME, "--appraisal", "112500000")["loan_to_value"] == "88.89"
    assert "value_limit" not in run(capsys, *HOME[:-2]), "without a price as before"
    BankStanding.objects.create(total=5, homes=5, valid_from=date(2026, 1, 1))
    Limit.objects.filter(code="ltv").update(percent=100)
    for extra, cap, is_open in (
        ([], "95", True), (["--floor-area", "21"], "100", False),
        (["--floor-area", "21.01"], "95", False), (["--property", "shop", "--later"], "90", False),
        (["--floor-area", "70.01", "--later"], "90", False),
    ):  # fmt: skip
        found = run(capsys, *HOME, *extra)
        assert (found["value_limit"], found["limit_is_open"]) == (cap, is_open), extra
    new = run(capsys, *HOME, "--new-home", "--handover", "2026-12-31")
    assert (new["costs"]["ppn"], new["costs"]["ppn_dtp"]) == (13_750_000, -13_750_000)
    for late in (["--handover", "2027-01-01"], ["--handover", "2026-12-31", "--had-relief"], []):
        costs = run(capsys, *HOME, "--new-home", *late)["costs"]
        assert (costs["ppn"], "ppn_dtp" in costs) == (13_750_000, False)
    car = ["--product", "KKB", "--as-of", "2026-11-18", "--months", "36", "--price", "125000000"]
    assert run(capsys, *car)["limit_is_open"] is True
    assert run(capsys, *car, "--vehicle", "productive")["value_limit"] == "95"
    assert run(capsys, *car, "--vehicle", "two")["value_limit"] == "90"
    call_command("simulate", *HOME, "--new-home", "--handover", "2026-12-31", "--principal",
                 "100000000")  # fmt: skip
    told = capsys.readouterr().out
    assert "loan to value   80.00 %, limit 95 % (regulator), the strictest" in told
    assert "-Rp13.750.000" in told


@pytest.mark.usefixtures("sheets")
@pytest.mark.parametrize(("arguments", "word"), [
    ([*HOME[:-2], "--floor-area", "36"], "--price is missing"),
    ([*HOME, "--property", "boat"], "--property"), ([*HOME, "--property", "flat"], "--property"),
    ([*HOME, "--floor-area", "0"], "above zero"), ([*HOME, "--vehicle", "two"], "--vehicle"),
    ([*HOME, "--handover", "31-12-2026"], "--handover"), ([*HOME[:-1], "99999999"], "--principal"),
    (["--product", "KMG", "--months", "12", "--price", "125000000"], "--price"),
    (["--product", "FLPP", "--months", "120", "--price", "125000000", "--new-home"], "PPN"),
    (["--method", "flat", "--rate", "5", "--months", "12", "--later"], "--product"),
])  # fmt: skip
def test_what_cannot_be_bought_is_refused(arguments: list[str], word: str) -> None:
    with pytest.raises(CommandError, match=word) as refusal:
        call_command("simulate", *arguments, "--principal", "100000000")
    assert refusal.value.returncode == 2
