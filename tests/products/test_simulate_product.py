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
from products.models import Product
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
