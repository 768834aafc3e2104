"""Simulations shown to some customers with a home loan, what they understood, their RIPLAY."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from offers.models import SavedSimulation, Shown, ShownBy, ShownResult
from offers.receipts import services as receipts
from offers.riplay import services as riplays
from offers.shown import services as showing
from offers.simulations import services
from offers.simulations.person import NOBODY, asked_answers
from products.desk import Desk, answer_of, asked
from prospects.finance.reading import with_proposal
from prospects.models import LossReason, Opportunity
from reports.demo.organisation import DemoBank

SHOWN = 4
SAID = ((True, True, True), (True, False, True))


def tell_simulations(bank: DemoBank, now: datetime) -> None:
    """Keep a simulation of what each of the first home loans asks for, two of them explained."""
    ani = bank.people["ani"]
    rows = Opportunity.objects.system("the demo").open().filter(owner=ani, product__family="kpr")
    kept = []
    for row in with_proposal(rows).order_by("pk")[:SHOWN]:
        day = row.branch.local_date(now)
        form, _is_first = Desk(
            row.product, QueryDict(), "", day, asked_answers(row), NOBODY
        ).form()  # fmt: skip
        answer = answer_of(form)
        if answer:
            kept.append(services.save(row.prospect, answer, asked(form), actor=ani, now=now))
    for simulation, said in zip(kept, SAID, strict=False):
        receipt = receipts.begin(simulation, actor=ani, now=now)
        answers = dict(enumerate(said, 1))
        receipts.answer(receipt, answers, path="phone", device="Demo", actor=ani, now=now)
    if kept:
        _summaries(bank, kept, now)
        _results(bank, kept, now)


def _summaries(bank: DemoBank, kept: list[SavedSimulation], now: datetime) -> None:
    """The general RIPLAY of home loans; a personal one confirmed, another only made."""
    ani, product = bank.people["ani"], kept[0].product
    riplays.publish(
        product, actor=bank.people["hana"], now=now, today=kept[0].branch.local_date(now)
    )
    row, *_more = [riplays.begin(one, actor=ani, now=now) for one in kept[:2]]
    row = riplays.give(row, version=row.version, channel="phone", actor=ani, now=now)
    here = now.astimezone(row.branch.zone)
    word = riplays.Word("officer", here.date(), here.time(), "Kantor cabang")
    riplays.acknowledge(row, word, version=row.version, actor=ani, now=now)


def _results(bank: DemoBank, kept: list[SavedSimulation], now: datetime) -> None:
    """What the first three said to what they saw, and a chat text sent to the last."""
    ani = bank.people["ani"]
    why = LossReason.objects.filter(kind=LossReason.Kind.CUSTOMER, is_active=True).first()
    answers = ((ShownResult.INTERESTED, None), (ShownResult.THINKING, None),
               (ShownResult.REFUSED, why))  # fmt: skip
    shown = Shown.objects.system("the demo").filter(simulation__in=kept).order_by("pk")
    for row, (result, reason) in zip(shown, answers, strict=False):
        showing.say(row, result, reason=reason, version=row.version, actor=ani, now=now)
    last = kept[-1]
    new = showing.New(last.product, ShownBy.CHAT, str(last.shown["subtitle"]))
    showing.record(last.prospect, new, actor=ani, now=now)
