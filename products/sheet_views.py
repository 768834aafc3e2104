"""The steps of a rate sheet, and two versions side by side with who is affected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.money import format_rupiah
from core.public_id import LENGTH
from core.versioning import StaleError, number_of
from org import audit
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.models import User
from products import rates, sheets
from products.forms import term_words
from products.models import Product, RateSheet, SheetStatus
from products.models.rate import TierFields
from products.rates import Comparison
from products.sheet_pages import STATE_WORDS, SheetsPage, cost_words, days_of, people_of


@dataclass(frozen=True)
class Affected:
    """Who lives with the rates of a product now: one line per branch, in whole numbers."""

    title: str
    lines: list[tuple[str, int, str]]  # branch, how many, what of them
    note: str = ""

    @property
    def total(self) -> int:
        """All branches together."""
        return sum(count for _branch, count, _what in self.lines)


def affected_by(user: User, product: Product, today: date) -> list[Affected]:
    """Ask the upper floors (`settings.RATE_AFFECTED`) who is affected by a new sheet."""
    asked: Iterable[Callable[..., Affected]] = map(import_string, settings.RATE_AFFECTED)
    return [ask(user, product, today) for ask in asked]


class SheetView(PortalView):
    """What the steps share: the right first, then the sheet."""

    permission = Permission.CATALOGUE_ADMIN
    sheet: RateSheet

    def find(self, **kwargs: Any) -> None:
        """Remember what the address names; it is looked up only after the right was checked."""
        self.public_id = kwargs["public_id"]

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then find the sheet."""
        super().check_permission(request)
        rows = RateSheet.objects.select_related("product", "drafted_by", "decided_by")
        found = rows.filter(public_id=self.public_id).first()
        if found is None or len(self.public_id) != LENGTH:
            raise Http404
        self.sheet = found


class SheetStepView(SheetView):
    """Send, take back, return, approve, withdraw."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take the step that was pressed and return to the sheet."""
        step = self.steps.get(request.POST.get("do", ""))
        if step is None:
            raise Http404
        action, work = step
        try:
            with transaction.atomic():
                work(self, number_of(request.POST.get("version")))
                self.note(action)
        except StaleError:
            messages.warning(request, _("This has moved on meanwhile. Nothing was changed."))
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        else:
            messages.success(request, _("Saved."))
        return redirect(request, f"{SheetsPage.url('list')}?id={public_id}")

    def send(self, version: int) -> None:
        """Send it for approval."""
        sheets.send(self.sheet, version, actor=self.user, today=self.today)

    def give_back(self, version: int) -> None:
        """Return it with a reason, or take one's own back."""
        reply = self.request.POST.get("reply", "")
        sheets.give_back(self.sheet, version, actor=self.user, reply=reply)

    def approve(self, version: int) -> None:
        """Approve what somebody else drafted."""
        sheets.approve(self.sheet, version, actor=self.user, now=self.now, today=self.today)

    def withdraw(self, version: int) -> None:
        """Take back what has not begun."""
        sheets.withdraw(self.sheet, version, today=self.today)

    steps: dict[str, tuple[str, Callable[[SheetStepView, int], None]]] = {
        "send": ("sheet_sent", send),
        "return": ("sheet_returned", give_back),
        "approve": ("sheet_approved", approve),
        "withdraw": ("sheet_withdrawn", withdraw),
    }

    def note(self, action: str) -> None:
        """Write who did it."""
        audit.record(
            action, actor=self.user, at=self.now, object_type=SheetsPage.slug,
            object_id=self.sheet.public_id, ip=client_ip(self.request), sheet=self.sheet.label,
        )  # fmt: skip


class SheetCompareView(SheetView):
    """A sheet beside the one before it, or beside any other version of the product."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show both, what changed first of all, and who is affected."""
        sheet = self.sheet
        others = list(sheet.product.sheets.exclude(pk=sheet.pk).order_by("-number")[:20])
        other = self.other(others)
        old: Iterable[TierFields] = other.tiers.all() if other else []
        day = max(self.today, sheet.valid_from or self.today)
        lines = rates.compare(sheet.product, old, sheet.tiers.all(), day)
        state = sheets.state_of(sheet, self.today)
        is_ahead = state in {rates.COMING, SheetStatus.DRAFT, SheetStatus.WAITING}
        context = {
            "sheet": sheet,
            "back_url": f"{SheetsPage.url('list')}?id={public_id}",
            "columns": [side(one, self.today) for one in (other, sheet) if one],
            "others": [self.choice(one, other) for one in others],
            "lines": [ready(line) for line in lines],
            "changed": sum(line.is_changed for line in lines),
            "is_deposit": sheet.product.is_deposit,
            "affected": affected_by(self.user, sheet.product, self.today) if is_ahead else [],
        }
        return render(request, "products/sheet_compare.html", context)

    def other(self, others: list[RateSheet]) -> RateSheet | None:
        """Return the version asked for, else the approved one before this."""
        wanted = number_of(self.request.GET.get("with"))
        if wanted:
            return next((one for one in others if one.number == wanted), None)
        approved = (one for one in others if one.status == SheetStatus.APPROVED)
        return next((one for one in approved if one.number < self.sheet.number), None)

    def choice(self, one: RateSheet, chosen: RateSheet | None) -> dict[str, Any]:
        """Return a version that can stand at the left."""
        url = reverse("products:sheet-compare", args=[self.sheet.public_id])
        return {"label": one.label, "url": f"{url}?with={one.number}", "is_on": one == chosen}


def side(sheet: RateSheet, today: date) -> dict[str, str]:
    """Return the head of one version."""
    words, tone = STATE_WORDS[sheets.state_of(sheet, today)]
    floor = "–" if sheet.floor_rate is None else cost_of_floor(sheet)
    return {"label": sheet.label, "state": str(words), "tone": tone, "days": days_of(sheet),
            "people": people_of(sheet), "floor": floor, "note": sheet.note}  # fmt: skip


def cost_of_floor(sheet: RateSheet) -> str:
    """Return the bound of a sheet in percent."""
    from products.answers import rate_words

    return rate_words(sheet.floor_rate) if sheet.floor_rate is not None else ""


def ready(line: Comparison) -> dict[str, Any]:
    """Return one tier of two versions as ready strings."""
    change = line.difference
    sign = "+" if change and change > 0 else ""
    shown: Any = line.new or line.old
    return {
        "tier": rates.tier_words(shown),
        "old": cost_words(line.old) if line.old else "–",
        "new": cost_words(line.new) if line.new else "–",
        "mark": _mark(line),
        "is_changed": line.is_changed,
        "example": _("%(amount)s over %(term)s") % {
            "amount": format_rupiah(line.principal), "term": term_words(line.months)},
        "old_payment": format_rupiah(line.old_payment) if line.old_payment is not None else "–",
        "new_payment": format_rupiah(line.new_payment) if line.new_payment is not None else "–",
        "change": f"{sign}{format_rupiah(change)}" if change is not None else "",
    }  # fmt: skip


def _mark(line: Comparison) -> str:
    if line.old is None:
        return _("New")
    if line.new is None:
        return _("No longer there")
    return _("Changed") if line.is_changed else ""
