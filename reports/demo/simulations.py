"""Simulations that were shown to some customers with a home loan, and what they understood."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from offers.receipts import services as receipts
from offers.simulations import services
from offers.simulations.person import NOBODY, asked_answers
from products.desk import Desk, answer_of, asked
from prospects.finance.reading import with_proposal
from prospects.models import Opportunity
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
