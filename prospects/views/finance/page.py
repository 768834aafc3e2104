"""The page of the financial picture, and the way into the simulator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.money import format_rupiah, short_rupiah
from org.access.permissions import Permission as P
from products.models import Product
from products.prefill import keep
from prospects.finance import answer, reading, rows
from prospects.finance.figures import Check, Picture
from prospects.models import Opportunity
from prospects.views.finance.base import SubjectView

TEMPLATE = "prospects/finance.html"


class TestedView(SubjectView):
    """What page and simulator share: the rows, and the opportunity that is tested."""

    @cached_property
    def picture(self) -> Picture:
        """The rows of the debtor."""
        return reading.picture_of(self.subject.prospect)

    @cached_property
    def opportunities(self) -> list[Opportunity]:
        """The credits that could be tested."""
        return reading.opportunities_of(self.subject, self.user)

    @property
    def chosen(self) -> Opportunity | None:
        """The opportunity that is tested: the one asked for, else the newest."""
        asked = self.request.POST.get("opportunity") or self.request.GET.get("opportunity", "")
        return reading.tested(self.opportunities, asked)

    def check(self) -> Check:
        """The pre-screening of today."""
        return reading.check_of(self.picture, self.chosen, today=self.today)


class FinanceView(TestedView):
    """Rows at the left, what fits at the right."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the page."""
        return render(request, TEMPLATE, self.context())

    def context(self) -> dict[str, Any]:
        """Return the page as ready strings."""
        subject, check = self.subject, self.check()
        return {
            "who": subject.prospect.name,
            "number": subject.prospect.number,
            "back_url": self.detail_url(),
            "sections": rows.sections(self.picture, subject, may_change=self.may_change),
            "is_empty": self.picture.is_empty,
            "answer": answer.answer(check),
            "tests": self.tests(),
            "proposal_url": self.proposal_url(),
            "collateral": self.collateral(),
            "worth": self.worth(),
            "simulate_url": self.simulate_url(check),
            "slik_url": subject.url("slik") if self.user.may(P.SLIK_VIEW) else "",
            "chosen": self.chosen.public_id if self.chosen else "",
        }

    def simulate_url(self, check: Check) -> str:
        """Where the simulator is opened; empty while there is nothing to bring along."""
        if not (check.has_income and self.may_change):
            return ""
        return self.subject.url("finance-simulate")

    def detail_url(self) -> str:
        """The page this one belongs to."""
        kind = "opportunity" if self.subject.opportunity else "prospect"
        return reverse(f"prospects:{kind}-detail", args=[self.subject.row.public_id])

    def tests(self) -> list[dict[str, Any]]:
        """Return the opportunities one can choose from."""
        chosen, here = self.chosen, self.subject.url("finance")
        return [
            {"label": row.product.short_name, "amount": short_rupiah(row.amount),
             "url": f"{here}?opportunity={row.public_id}", "is_on": row == chosen}
            for row in self.opportunities
        ]  # fmt: skip

    def proposal_url(self) -> str:
        """Where the proposal of the tested opportunity is written."""
        row = self.chosen
        if row is None or not self.may_change:
            return ""
        return reverse("prospects:opportunity-proposal", args=[row.public_id])

    def collateral(self) -> dict[str, Any] | None:
        """Return what secures the tested opportunity."""
        row = self.chosen
        if row is None:
            return None
        of = reading.Subject(self.subject.prospect, row)
        pledged = reading.pledged_for(row)
        total = sum((one.market_value for one in pledged), Decimal(0))
        empty = _("Nothing is pledged yet.")
        return rows.section(
            "collateral", pledged, total, of, may_change=self.may_change, empty=empty
        )

    def worth(self) -> list[tuple[str, str]]:
        """Return assets, debts and what remains."""
        picture = self.picture
        return [
            (_("Assets"), format_rupiah(picture.assets)),
            (_("Debts"), format_rupiah(picture.debts)),
            (_("Net worth"), format_rupiah(picture.net_worth)),
        ]


class SimulateView(TestedView):
    """Into the simulator with the figures of this debtor: they travel in the session alone."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep the answers under a token and open the simulator."""
        row = self.chosen
        product = row.product if row is not None else self.first_product()
        if product is None:
            return redirect(request, reverse("products:simulator-list"))
        token = keep(request.session, self.answers(product))
        address = reverse("products:simulator", args=[product.code])
        return redirect(request, f"{address}?from={token}")

    def first_product(self) -> Product | None:
        """The first credit of the catalogue."""
        families = reading.CREDIT
        return Product.objects.offered().filter(family__in=families).exclude(
            code__contains="/"
        ).first()  # fmt: skip

    def answers(self, product: Product) -> dict[str, str]:
        """Return what the simulator asks: the largest loan that fits, and what pays it."""
        check = self.check()
        asked, picture = check.asked, check.picture
        typed = {"income": _plain(max(picture.net_income, Decimal(1))),
                 "existing": _plain(picture.existing)}  # fmt: skip
        if asked is None:
            return typed
        amount = min(asked.amount, asked.largest) or asked.amount
        typed |= {"term": str(asked.months), "unit": "months"}
        if check.value.appraisal:
            typed["appraisal"] = _plain(check.value.appraisal)
        if asked.is_own_rate:
            typed["rate"] = f"{asked.rate.normalize():f}".replace(".", ",")
        if product.type.purchase is None:
            return typed | {"amount": _plain(amount)}
        price = check.value.price or amount * 5 // 4
        if self.chosen is not None:
            typed |= reading.bought_answers(reading.bought_of(self.chosen, picture))
        return typed | {
            "price": _plain(price),
            "down_payment": _plain(max(price - amount, Decimal(0))),
        }


def _plain(amount: Decimal) -> str:
    return format_rupiah(amount).removeprefix("Rp")
