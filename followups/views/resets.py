"""*Suku bunga akan berubah*: whom to talk to before his instalment changes; what was advised."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import date_words, percent
from core.idempotency import KeyReusedError
from core.money import format_rupiah
from core.paging import Order, page_of, turned
from core.public_id import new_public_id
from followups.models import FollowUp
from followups.outcomes import Channel, Purpose
from followups.services import Step, plan, write_note
from followups.views.answers import done, refused, show
from followups.words import due_words
from offers import resets
from offers.models import Booking
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from org.calendars import next_working_day
from org.models import BankSettings

PAGE = 50
SOONEST = Order("resets", "resets_on")
NEAR_DAYS = 30
WITH = ("opportunity__product", "opportunity__prospect__branch", "opportunity__branch",
        "opportunity__owner", "owner", "branch")  # fmt: skip


def rupiah(amount: Decimal | None) -> str:
    """Return whole rupiah, or that the figure is not known."""
    return _("not known") if amount is None else format_rupiah(amount)


def reference_words(change: resets.Change) -> str:
    """Return *Acuan mengambang 11%, sejak 1 Januari 2026*, or that none is known."""
    if change.rate is None or change.rate_from is None:
        return _("No floating reference is known")
    told = {"rate": percent(change.rate), "day": date_words(change.rate_from)}
    return _("Floating reference %(rate)s, since %(day)s") % told


def more_words(change: resets.Change) -> str:
    """Return *+Rp920.000*; empty where it is not known."""
    if change.more is None:
        return ""
    sign = "−" if change.more < 0 else "+"
    return f"{sign}{format_rupiah(abs(change.more))}"


def days_words(day: date, today: date) -> str:
    """Return *23 hari lagi*, or today."""
    days = (day - today).days
    return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days} if days else _("today")


class ResetListView(PortalView):
    """Loans whose rate changes within the months the bank sets, the first one first."""

    permission = P.FOLLOWUP_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of them."""
        is_mine = request.GET.get("owned") == "mine"
        rows = resets.ahead(self.user, self.today, is_mine=is_mine).select_related(*WITH)
        found = page_of(
            rows, SOONEST, size=PAGE, after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )  # fmt: skip
        months = BankSettings.current().reset_months
        context = {
            "rows": self.lines(found.rows),
            "months": ngettext("within %(n)d month", "within %(n)d months", months) % {"n": months},
            "chips": [self.chip("", _("All"), not is_mine), self.chip("mine", _("Mine"), is_mine)],
            "may_plan": self.user.may(P.FOLLOWUP_CHANGE),
            "prev_url": turned(request.GET, before=found.before) if found.before else "",
            "next_url": turned(request.GET, after=found.after) if found.after else "",
        }
        return render(request, "followups/reset_list.html", context)

    def lines(self, rows: list[Booking]) -> list[dict[str, Any]]:
        """Return the lines, with what is planned for each already; two queries."""
        planned = {
            step.opportunity_id: step
            for step in FollowUp.objects.visible_to(self.user).open().select_related("branch")
            .filter(opportunity__in=[row.opportunity_id for row in rows],
                    purpose=Purpose.RATE_CHANGE).order_by("-due_at", "-pk")
        }  # fmt: skip
        return [
            self.line(row, change, planned.get(row.opportunity_id))
            for row, change in resets.changes(rows, self.today)
        ]

    def line(self, row: Booking, change: resets.Change, step: FollowUp | None) -> dict[str, Any]:
        """Return one line."""
        deal = row.opportunity
        return {
            "name": deal.prospect.name,
            "product": deal.product.short_name,
            "url": reverse("prospects:opportunity-detail", args=[deal.public_id]),
            "day": date_words(change.resets_on),
            "left": days_words(change.resets_on, self.today),
            "is_near": (change.resets_on - self.today).days <= NEAR_DAYS,
            "now": rupiah(change.now),
            "later": rupiah(change.later),
            "more": more_words(change),
            "reference": reference_words(change),
            "owner": row.owner.full_name,
            "planned": due_words(step, self.today) if step else "",
            "key": new_public_id(),
            "step_url": reverse("followups:reset-step", args=[row.public_id]),
            "advice_url": reverse("followups:reset-advice", args=[row.public_id]),
        }

    def chip(self, code: str, label: str, is_on: bool) -> dict[str, Any]:
        """Return one filter."""
        url = reverse("followups:reset-list")
        return {"label": label, "url": f"{url}?owned={code}" if code else url, "is_on": is_on}


class ResetView(ObjectView):
    """Something about one loan whose rate will change."""

    model = Booking
    object: Any
    permission = P.FOLLOWUP_CHANGE

    def rows(self) -> QuerySet[Any]:
        """Return the loans in reach whose rate is fixed for a part of the term."""
        found = resets.known(Booking.objects.visible_to(self.user), self.today)
        return found.select_related(*WITH)


class ResetStepView(ResetView):
    """*Jadwalkan telepon* in one tap."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Plan a call on the next working day; a second tap finds the first."""
        deal = self.object.opportunity
        today = deal.branch.local_date(self.now)
        open_steps = FollowUp.objects.visible_to(self.user).open().filter(
            opportunity=deal, purpose=Purpose.RATE_CHANGE
        )  # fmt: skip
        if open_steps.exists():
            error = ValidationError(_("A call about the new rate is planned already."))
            return refused(self, request, error)
        step = Step(Channel.CALL, next_working_day(deal.branch, today), None, Purpose.RATE_CHANGE)
        try:
            made = plan(
                step, prospect=deal.prospect, opportunity=deal, actor=self.user, now=self.now,
                key=request.POST.get("idempotency_key", ""),
            )  # fmt: skip
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        words = {"name": deal.prospect.name, "when": due_words(made, today)}
        return done(self, request, _("Call to %(name)s planned: %(when)s") % words)


class ResetAdviceView(ResetView):
    """*Catatan nasihat*: what the customer was advised, with the figures he was shown."""

    def change(self) -> resets.Change:
        """Return what changes for him."""
        return resets.changes([self.object], self.today)[0][1]

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the figures and an empty note."""
        return self.page(request)

    def page(self, request: HttpRequest, note: str = "", error: str = "") -> HttpResponse:
        """Show the form, with what was typed."""
        change, deal = self.change(), self.object.opportunity
        figures = [
            (_("Rate changes on"), date_words(change.resets_on)),
            (_("Instalment now"), rupiah(change.now)),
            (_("Instalment then"), rupiah(change.later)),
            (_("Difference"), more_words(change) or _("not known")),
            (_("Principal left then"), rupiah(change.left)),
        ]
        context = {
            "heading": _("Advice note"),
            "name": f"{deal.prospect.name} · {deal.product.short_name}",
            "figures": figures,
            "reference": reference_words(change),
            "note": note,
            "error": error,
            "address": request.path,
            "key": new_public_id(),
        }
        return show(request, "followups/reset_advice.html", context, status=422 if error else 200)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Write it on the timeline."""
        deal, change, note = self.object.opportunity, self.change(), request.POST.get("note", "")
        figures = {
            name: format_rupiah(value)
            for name, value in (("before", change.now), ("after", change.later))
            if value is not None
        }
        try:
            write_note(
                deal.prospect, note, actor=self.user, now=self.now, opportunity=deal,
                key=request.POST.get("idempotency_key", ""), kind="advice",
                resets_on=change.resets_on.isoformat(), **figures,
            )  # fmt: skip
        except ValidationError as error:
            return self.page(request, note, error.messages[0])
        except KeyReusedError as error:
            return refused(self, request, error)
        return done(self, request, _("Advice note saved."))
