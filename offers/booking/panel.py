"""The block *Booking* on the page of an opportunity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from core.money import format_rupiah
from offers.booking.promise import FIELDS, Terms, promise_of, text_of
from offers.booking.services import booking_of, claims_of
from offers.decisions.page import months_words, rate_words
from offers.models import Booking
from org.access.permissions import Permission as P
from products.types import Kind
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit
from prospects.pipeline.disbursements import is_ready


def booking_url(opportunity: Opportunity, step: str) -> str:
    """Return the address of a step of booking."""
    return reverse(f"offers:booking-{step}", args=[opportunity.public_id])


def labels() -> dict[str, str]:
    """Return what each compared field is called."""
    return {
        "amount": _("Plafon"), "months": _("Term"), "rate": _("Rate"),
        "fee": _("Provision fee"), "instalment": _("Instalment a month"), "date": _("Akad"),
    }  # fmt: skip


def shown(name: str, text: str | None) -> str:
    """Return a kept value as people read it."""
    if text is None:
        return "–"
    match name:
        case "months":
            return months_words(int(text))
        case "rate":
            return rate_words(Decimal(text))
        case "date":
            return date_words(date.fromisoformat(text))
    return format_rupiah(Decimal(text))


def compared(promise: dict[str, Any], row: Booking | None) -> list[dict[str, Any]]:
    """Return promised and booked side by side, with what differs; `row` is None before the akad."""
    done: dict[str, str | None] = dict.fromkeys(FIELDS)
    if row is not None:
        booked = Terms(row.amount, row.months, row.rate, row.fee, row.instalment, row.signed_on)
        done = {name: text_of(getattr(booked, name)) for name in FIELDS}
    words, differing = labels(), row.differences if row else {}
    found = []
    for name in FIELDS:
        said = promise.get(name)
        promised = shown(name, said)
        if name == "date" and said:
            promised = _("until %(day)s") % {"day": promised}
        found.append({"label": words[name], "promised": promised, "booked": shown(name, done[name]),
                      "differs": name in differing})  # fmt: skip
    return found


def promise_words(promise: dict[str, Any]) -> str:
    """Return which paper promised it: the SPPK the customer accepted, or the decision."""
    if not promise:
        return ""
    if not promise.get("accepted_on"):
        return _("Promised by the decision %(number)s.") % promise
    day = date_words(date.fromisoformat(promise["accepted_on"]))
    return _("Promised by the SPPK %(number)s, accepted on %(day)s.") % {
        "number": promise["number"], "day": day,
    }  # fmt: skip


class BookingPanel(Panel):
    """The akad beside the promise, and what waits for credit administration."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "booking"
    title: ClassVar[str | Words] = gettext_lazy("Booking")
    shows_person: ClassVar[bool] = False
    template: ClassVar[str] = "offers/booking_panel.html"
    column: ClassVar[Column] = "main"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 9
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return promised beside booked; None before the SPPK, and for deposits."""
        deal = visit.opportunity
        if deal is None or deal.product.type.kind != Kind.CREDIT:
            return None
        row = booking_of(deal)
        steps = self.steps(deal, row, visit)
        promise = self.promise(deal, row, visit)
        if row is None and not promise and not any(steps.values()):
            return None
        return {
            "promise": promise_words(promise),
            "booking": self.facts(row) if row else None,
            "akad_label": _("Correct the akad") if row else _("Record the akad"),
            "rows": compared(promise, row) if row or promise else [],
            "waiting": len(claims_of(deal)) if steps["part_url"] else 0,
            **steps,
        }

    def promise(self, deal: Opportunity, row: Booking | None, visit: Visit) -> dict[str, Any]:
        """Return what was promised: as it was kept with the akad, else as it stands now."""
        if row is not None:
            return dict(row.promise)
        if deal.status != "open" or deal.stage not in ("sppk", "signing"):
            return {}
        found = promise_of(deal, visit.today)
        return found.as_json() if found else {}

    def facts(self, row: Booking) -> dict[str, str]:
        """Return the heading and the reason."""
        by = date_words(row.contact_by) if row.contact_by else ""
        return {
            "title": _("Akad %(number)s, %(day)s")
            % {"number": row.number, "day": date_words(row.signed_on)},
            "by": row.recorded_by.full_name,
            "reason": row.reason,
            "contact": _("Tell the customer by %(day)s.") % {"day": by} if by else "",
        }

    def steps(self, deal: Opportunity, row: Booking | None, visit: Visit) -> dict[str, str]:
        """Return the addresses of what this reader may do."""
        may = visit.user.may(P.DISBURSEMENT_CONFIRM) and visit.user.pk != deal.owner_id
        akad = may and deal.status == "open" and deal.stage in ("sppk", "signing")
        pays = may and is_ready(deal) and deal.archived_at is None
        return {
            "akad_url": booking_url(deal, "akad") if akad else "",
            "part_url": booking_url(deal, "part") if pays else "",
        }
