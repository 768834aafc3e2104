"""Letters of some running home loans: handed over and talked about, waiting, accepted, a draft."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from offers.letters import drafts, rounds, services
from offers.models import Letter, RateFloor
from org.models import User
from products.models import Product
from prospects.models import Opportunity
from reports.demo.organisation import DemoBank

HOUR = time(10, 15)
STAGES = ("interested", "documents")
CONDITIONS = "Asuransi jiwa dan kebakaran\nRekening tabungan untuk pembayaran angsuran"


def tell_letters(bank: DemoBank, past: list[Any]) -> None:
    """Write them through the services; `past` are working days, the latest first."""
    ani = bank.people["ani"]
    _limits(past[-1])
    loans = Opportunity.objects.system("the demo").open().filter(owner=ani, stage__in=STAGES)
    rows = loans.filter(product__family="kpr", archived_at=None).select_related(
        "prospect", "product", "branch", "owner", "loss_reason"
    )
    stories = (_talked_about, _waiting, _accepted, _draft)
    for story, row in zip(stories, rows.order_by("-pk"), strict=False):
        story(row, ani, past)


def _limits(day: Any) -> None:
    """Half a point below the bank's own rate an officer may go alone."""
    for product in Product.objects.filter(family="kpr"):
        sheet = product.rates.order_by("-valid_from").first()
        if sheet is not None:
            RateFloor.objects.create(product=product, percent=sheet.rate - Decimal("0.5"),
                                     valid_from=min(day, sheet.valid_from))  # fmt: skip


def _values(row: Opportunity, day: Any, better: str = "0", days: int = 30) -> dict[str, Any]:
    values = drafts.starting_values(row, "offer", today=day)
    values["rate"] = (values.get("rate") or Decimal(8)) - Decimal(better)
    values["valid_until"] = day + timedelta(days=days)
    return values | {"purpose": "Membeli rumah tinggal", "conditions": CONDITIONS}


def _write(row: Opportunity, by: User, day: Any, **more: Any) -> tuple[Letter, dict[str, Any]]:
    when: dict[str, Any] = {"actor": by, "now": datetime.combine(day, HOUR, row.branch.zone)}
    letter = drafts.write(row, "offer", _values(row, day, **more), today=day, **when)
    return letter, when


def _sent(row: Opportunity, by: User, day: Any, **more: Any) -> tuple[Letter, dict[str, Any]]:
    letter, when = _write(row, by, day, **more)
    letter = services.issue(letter, version=letter.version, today=day, **when)
    letter = services.hand_over(letter, version=letter.version, channel="paper", **when)
    return letter, when


def _talked_about(row: Opportunity, by: User, past: list[Any]) -> None:
    """Handed over a week ago, the customer asks for a better rate, and it ends soon."""
    letter, when = _sent(row, by, past[5], days=(past[0] - past[5]).days + 4)
    asked = {"side": "customer", "amount": letter.amount, "months": letter.months,
             "rate": letter.rate - Decimal("0.75") if letter.rate else None,
             "fixed_months": letter.fixed_months, "floating_rate": letter.floating_rate,
             "note": "Bank lain menawarkan lebih rendah"}  # fmt: skip
    later = when | {"now": datetime.combine(past[2], HOUR, row.branch.zone)}
    rounds.add(letter, asked, today=past[2], **later)


def _waiting(row: Opportunity, by: User, past: list[Any]) -> None:
    """Beyond the limit, so the head is asked."""
    letter, when = _write(row, by, past[1], better="0.75")
    services.submit(letter, version=letter.version, today=past[1],
                    reason="Nasabah prioritas, gaji lewat kita", **when)  # fmt: skip


def _accepted(row: Opportunity, by: User, past: list[Any]) -> None:
    """Signed on paper three working days later."""
    letter, when = _sent(row, by, past[6])
    later = when | {"now": datetime.combine(past[3], HOUR, row.branch.zone)}
    services.answer(letter, version=letter.version, is_yes=True, channel="paper", on=past[3],
                    note="", **later)  # fmt: skip


def _draft(row: Opportunity, by: User, past: list[Any]) -> None:
    """Begun and not issued yet."""
    _write(row, by, past[1])
