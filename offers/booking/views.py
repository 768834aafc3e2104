"""Pages of booking: the akad, a part of the money, and what waits for credit administration."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words, relative_day, short_date
from core.money import format_rupiah, short_rupiah
from core.paging import Order, page_of
from core.versioning import StaleError
from offers.booking import services
from offers.booking.forms import AkadForm, PartForm
from offers.booking.panel import booking_url
from offers.booking.promise import promise_of
from offers.booking.services import Akad, booking_of, claims_of
from offers.decisions.exposure import CREDIT
from offers.models import Booking
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects.models import Disbursement, Milestone, Opportunity
from prospects.pipeline import NewDisbursement
from prospects.pipeline.disbursements import is_ready, room_left
from prospects.views.opportunities.shared import FormView, Pair

PAGE = 50
OLDEST = Order("state", "state_at")
SHOWN = {
    "akad": gettext_lazy("Waiting for the akad"),
    "money": gettext_lazy("Waiting for the money"),
    "claims": gettext_lazy("Entries of officers"),
    "part": gettext_lazy("Paid in part"),
}


class BookingForm(FormView):
    """What the two forms share: never of one's own file."""

    permission = P.OPPORTUNITY_VIEW
    write_permission = P.DISBURSEMENT_CONFIRM
    verb = gettext_lazy("Save")

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse who owns the file."""
        super().check_permission(request)
        if self.user.pk == self.object.owner_id:
            raise PermissionDenied

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Nothing of the opportunity is compared here."""
        return []


class AkadView(BookingForm):
    """The akad beside what was promised."""

    title = gettext_lazy("Record the akad")

    def get_version(self) -> int:
        """The version of the booking, 0 while there is none."""
        if self.request.method == "POST":
            return self.version()
        row = booking_of(self.object)
        return row.version if row else 0

    def initial(self) -> dict[str, Any]:
        """Start from the booking, else from the milestone and the promise."""
        row = booking_of(self.object)
        if row is not None:
            names = ("signed_on", "number", "amount", "months", "rate", "fee", "instalment",
                     "reason")  # fmt: skip
            return {name: getattr(row, name) for name in names}
        fact = Milestone.objects.filter(opportunity=self.object, kind=Milestone.Kind.SIGNING)
        signed = fact.first()
        started: dict[str, Any] = {"signed_on": signed.reached_on if signed else self.today,
                                   "number": signed.reference if signed else "",
                                   "amount": self.object.amount}  # fmt: skip
        promise = promise_of(self.object, self.today)
        if promise is not None:
            terms = ("amount", "months", "rate", "fee", "instalment")
            started |= {name: getattr(promise.terms, name) for name in terms}
        return started

    def form(self, data: Any = None) -> forms.Form:
        """Ask for what was signed."""
        return AkadForm(data, today=self.today, initial=self.initial() if data is None else {})

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        akad = Akad(**form.cleaned_data)
        services.book_akad(self.object, akad, version=self.version(), actor=self.user,
                           now=self.now)  # fmt: skip
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say until when the customer must hear of a difference."""
        row = booking_of(self.object)
        if row is not None and row.contact_by:
            return _("Akad recorded. The officer tells the customer by %(day)s.") % {
                "day": date_words(row.contact_by)
            }
        return _("Akad recorded.")

    def answer_stale(self, stale: StaleError, form: forms.Form) -> HttpResponse:
        """Somebody booked first: both numbers."""
        current: Any = stale.current
        row = self.rows().get(pk=self.object.pk)
        theirs = current.number if isinstance(current, Booking) else str(row.rung.label)
        return self.stale(row, [("number", _("Number of the akad"),
                                 str(form.cleaned_data["number"]), theirs)])  # fmt: skip


class PartView(BookingForm):
    """One part of the money, matched with the officer's entry."""

    title = gettext_lazy("Book a part")

    def get_version(self) -> int:
        """No version: parts are added."""
        return self.object.version

    def initial(self) -> dict[str, Any]:
        """Propose the oldest entry of the officer, else what is left."""
        claims = claims_of(self.object)
        if claims:
            return {"claim": claims[0].public_id, "amount": claims[0].amount,
                    "disbursed_on": claims[0].disbursed_on}  # fmt: skip
        left = room_left(self.object) if is_ready(self.object) else None
        return {"amount": left or self.object.amount, "disbursed_on": self.today, "claim": ""}

    def form(self, data: Any = None) -> forms.Form:
        """Ask for the part."""
        claims = [
            (one.public_id, _("%(sum)s on %(day)s, %(who)s") % {
                "sum": format_rupiah(one.amount), "day": short_date(one.disbursed_on),
                "who": one.entered_by.full_name,
            })
            for one in claims_of(self.object)
        ]  # fmt: skip
        chosen = str((data or {}).get("claim", ""))
        if chosen and chosen not in dict(claims):
            claims.append((chosen, _("An entry decided on meanwhile")))  # the service says so
        started = self.initial() if data is None else {}
        return PartForm(data, today=self.today, claims=claims, initial=started)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        values = dict(form.cleaned_data)
        chosen = values.pop("claim", "")
        claim = next((one for one in claims_of(self.object) if one.public_id == chosen), None)
        if chosen and claim is None:
            raise ValidationError({"claim": _("This entry was decided on meanwhile.")})
        services.book_part(self.object, NewDisbursement(**values), actor=self.user, now=self.now,
                           claim=claim)  # fmt: skip
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say that it counts."""
        return _("Disbursement recorded.")


class BookingListView(PortalView):
    """What waits for credit administration, the oldest first."""

    permission = P.DISBURSEMENT_CONFIRM

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of one list."""
        show = request.GET.get("show", "")
        show = show if show in SHOWN else "akad"
        found = page_of(
            self.narrowed(show).select_related("product", "prospect", "owner", "branch"),
            OLDEST, size=PAGE, after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )  # fmt: skip
        context = {
            "rows": [self.row(one, show) for one in found.rows],
            "chips": [{"label": str(label), "is_on": code == show,
                       "url": f"{reverse('offers:booking-list')}?show={code}"}
                      for code, label in SHOWN.items()],
            "title": str(SHOWN[show]),
            "prev_url": f"?show={show}&before={found.before}" if found.before else "",
            "next_url": f"?show={show}&after={found.after}" if found.after else "",
        }  # fmt: skip
        return render(request, "offers/booking_list.html", context)

    def narrowed(self, show: str) -> QuerySet[Any]:
        """Return the files of one list, each with `paid`."""
        parts = Disbursement.objects.system("parts of files in reach").filter(
            opportunity=OuterRef("pk")
        )
        sums = parts.confirmed().order_by().values("opportunity")
        rows = Opportunity.objects.visible_to(self.user).live().filter(product__family__in=CREDIT)
        rows = rows.annotate(paid=Subquery(sums.annotate(total=Sum("amount")).values("total")))
        match show:
            case "akad":
                return rows.filter(status="open", stage="sppk")
            case "money":
                return rows.filter(status="open", stage="signing")
            case "claims":
                return rows.filter(Exists(parts.awaiting()))
        return rows.filter(status="won", amount__gt=Subquery(
            sums.annotate(total=Sum("amount")).values("total")
        ))  # fmt: skip

    def row(self, one: Any, show: str) -> dict[str, str]:
        """Return one line."""
        step = "akad" if show == "akad" else "part"
        since = one.branch.local_date(one.state_at)
        return {
            "url": reverse("prospects:opportunity-detail", args=[one.public_id]),
            "step_url": booking_url(one, step) if one.owner_id != self.user.pk else "",
            "step": _("Record the akad") if step == "akad" else _("Book a part"),
            "name": one.prospect.name,
            "number": one.prospect.number,
            "product": one.product.short_name,
            "amount": short_rupiah(one.amount),
            "paid": short_rupiah(one.paid or Decimal(0)),
            "owner": one.owner.full_name,
            "branch": one.branch.name,
            "since": relative_day(since, self.today),
        }
