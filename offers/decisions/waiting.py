"""*Menunggu putusan*: the proposals this person can decide on, the oldest first."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import relative_day, short_date
from core.money import short_rupiah
from core.paging import Order, page_of, turned
from offers.decisions.page import decider_words, proposal_url
from offers.models import CreditProposal
from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.models import Delegation

PAGE = 50
OLDEST = Order("proposed", "proposed_at")


class WaitingView(PortalView):
    """One line for each waiting proposal in reach: those for me, or all."""

    permission = P.CREDIT_DECIDE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of them."""
        is_all = request.GET.get("show") == "all"
        waiting = CreditProposal.objects.visible_to(self.user).waiting()
        rows = waiting if is_all else self.mine(waiting)
        found = page_of(
            rows.select_related("opportunity__product", "opportunity__prospect", "owner",
                                "branch", "committee"),
            OLDEST, size=PAGE, after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )  # fmt: skip
        context = {
            "rows": [self.row(one) for one in found.rows],
            "chips": [self.chip("", _("For me"), not is_all),
                      self.chip("all", _("All waiting"), is_all)],
            "is_all": is_all,
            "all_url": f"{reverse('offers:waiting-list')}?show=all",
            "prev_url": turned(request.GET, before=found.before) if found.before else "",
            "next_url": turned(request.GET, after=found.after) if found.after else "",
        }  # fmt: skip
        return render(request, "offers/waiting_list.html", context)

    def mine(self, rows: QuerySet[CreditProposal]) -> QuerySet[CreditProposal]:
        """Keep those that name a post of this person, and are not his own."""
        lent = Delegation.objects.principals_of(self.user, self.today)
        roles = [self.user.role, *(one.role for one in lent)]
        named = Q(committee__members__in=[self.user, *lent])
        seats = Q(committee__positions__overlap=roles) | named
        kept = rows.filter(Q(position__in=roles) | seats)
        own = Q(proposed_by=self.user) | Q(opportunity__owner=self.user) | Q(votes__by=self.user)
        return kept.exclude(own).distinct()

    def chip(self, code: str, label: str, is_on: bool) -> dict[str, Any]:
        """Return one filter."""
        url = reverse("offers:waiting-list")
        return {"label": label, "url": f"{url}?show={code}" if code else url, "is_on": is_on}

    def row(self, one: CreditProposal) -> dict[str, str]:
        """Return one line."""
        deal = one.opportunity
        day = one.branch.local_date(one.proposed_at)
        return {
            "url": proposal_url(deal, one.number),
            "name": deal.prospect.name,
            "number": deal.prospect.number,
            "product": deal.product.short_name,
            "amount": short_rupiah(one.amount),
            "total": short_rupiah(one.total),
            "owner": one.owner.full_name,
            "branch": one.branch.name,
            "decider": decider_words(one, self.user.language),
            "day": short_date(day),
            "since": relative_day(day, self.today),
        }
